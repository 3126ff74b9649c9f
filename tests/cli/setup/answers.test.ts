import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KEPT, STAND_INS } from '../../../cli/setup/answers.ts';
import { readAnswersFile } from '../../../cli/setup/answers-file.ts';
import { checkAnswer, readAnswers } from '../../../cli/setup/check-answers.ts';
import { memberName } from '../../../cli/setup/config-text.ts';
import { ANSWERS, emptyFolder, TOKEN } from './feed.ts';

describe('one answer', () => {
  test.each([
    ['name', ' Hope Street Counseling ', 'Hope Street Counseling'],
    ['name', 'Yes: "no" # [off] {it}', 'Yes: "no" # [off] {it}'],
    ['sender', 'Hope Street', 'Hope Street'],
    ['time_zone', 'america/chicago', 'America/Chicago'],
    ['address', 'https://Calls.HopeStreet.example/', 'calls.hopestreet.example'],
    ['account_sid', `AC${'0'.repeat(32)}`, `AC${'0'.repeat(32)}`],
    ['auth_token', `${TOKEN} `, TOKEN],
    ['line', '212 555 0100', '+12125550100'],
    ['kept', 'ported', 'ported'],
    ['registered', 'Y', 'yes'],
    ['registered', 'NO', 'no'],
    ['staff_name', '李 Ann', '李 Ann'],
    ['staff_phone', '(212) 555-0143', '+12125550143'],
    ['staff_email', 'ann@hopestreet.example', 'ann@hopestreet.example'],
  ] as const)('%s: %s is taken', (name, text, good) => {
    expect(checkAnswer(name, text, {})).toEqual({ good, warning: null });
  });

  test.each([
    ['name', '', /needed/],
    ['name', 'x'.repeat(61), /at most 60/],
    ['name', 'Hope\u001b[2J Street', /no text/],
    ['sender', 'Hope Therapy', /hints at what the practice does/],
    ['sender', 'x'.repeat(31), /at most 30/],
    ['time_zone', 'Chicago time', /America\/New_York/],
    ['time_zone', '+05:00', /time zone/],
    ['address', 'localhost', /whole name/],
    ['address', '192.0.2.7', /not a number/],
    ['address', 'http://calls.hopestreet.example', /name such as/],
    ['address', 'calls.hopestreet.example/desk', /name such as/],
    ['address', 'calls.hopestreet.example:8443', /name such as/],
    ['address', 'me@hopestreet.example', /name such as/],
    ['address', `${'a'.repeat(64)}.example`, /whole name/],
    ['address', 'hopetherapy.example', /hints/],
    ['account_sid', 'SK00000000000000000000000000000000', /account SID/],
    ['account_sid', TOKEN, /account SID/],
    ['auth_token', 'two words', /no spaces/],
    ['line', '555', /phone number/],
    ['line', '911', /phone number/],
    ['kept', 'borrowed', /forwarded, ported or new/],
    ['registered', 'perhaps', /yes or no/],
    ['staff_name', 'x'.repeat(61), /at most 60/],
    ['staff_phone', 'ann@hopestreet.example', /phone number/],
    ['staff_phone', '+12125550100', /number of the line/],
    ['staff_email', 'ann', /email address/],
  ] as const)('%s: %s is refused', (name, text, why) => {
    const verdict = checkAnswer(name, text, {});
    expect(verdict).toEqual({ wrong: expect.stringMatching(why) });
    if (name === 'account_sid') expect(JSON.stringify(verdict)).not.toContain(text);
  });

  test('what may be right is asked about once more', () => {
    expect(checkAnswer('sender', 'Wellness Center', {})).toMatchObject({
      warning: expect.stringContaining('may hint'),
    });
    expect(checkAnswer('auth_token', 'short', {})).toEqual({
      good: 'short',
      warning: expect.stringContaining('this one is 5 characters'),
    });
  });
});

test.each(KEPT.flatMap(kept => (['yes', 'no'] as const).map(registered => [kept, registered] as const)))(
  'a number that is %s, registered: %s, makes a good configuration',
  (kept, registered) => {
    const reading = readAnswers({ ...STAND_INS, kept, registered });
    if ('errors' in reading) throw new Error(JSON.stringify(reading.errors));
    const [line] = reading.config.lines;
    expect([line?.ring.length, line?.texting]).toEqual([kept === 'forwarded' ? 0 : 1, registered === 'yes']);
    expect(reading.warnings.map(({ path }) => path.join('.'))).toEqual(['practice.legal']);
  },
);

test.each([
  ['Dana Reyes', 'dana'],
  ['Dr. Núñez', 'dr'],
  ['李', 'owner'],
  ['2 Fast', 'fast'],
  ['Maximiliana-Wilhelmina', 'maximiliana'],
  ['x'.repeat(60), 'x'.repeat(20)],
])('%s is %s for short', (name, short) => {
  expect(memberName(name)).toBe(short);
});

describe('a file of answers', () => {
  const read = (text: string) => {
    const file = join(emptyFolder(), 'answers.yaml');
    writeFileSync(file, text);
    return readAnswersFile(file, {});
  };
  const all = (change: Record<string, string | undefined> = {}) =>
    Object.entries({ ...ANSWERS, ...change })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
      .join('\n');
  const refusal = (text: string): string => {
    try {
      read(text);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('was taken');
  };

  test('is read by the same rules as what is typed', () => {
    const { answers, warnings } = read(all({ line: '212-555-0100', auth_token: 'short' }));
    expect(answers).toEqual({ ...ANSWERS, line: '+12125550100', auth_token: 'short' });
    expect(warnings).toEqual([expect.stringMatching(/^auth_token: .*5 characters/)]);
  });

  test('may leave out what has a guess, and nothing else', () => {
    expect(read(all({ registered: undefined })).answers.registered).toBe('no');
    expect(refusal(all({ line: undefined }))).toMatch(/nothing was written\.\n {2}line: is missing/);
  });

  test('is refused with everything that is wrong at once, and never with a secret', () => {
    const said = refusal(all({ sender: 'Hope Therapy', staff_phone: '12', account_sid: TOKEN, sendr: 'x' }));
    expect(said).toMatch(/sendr: nothing of that name.*sender/);
    expect(said).toMatch(/\n {2}sender: .*\n {2}account_sid: .*\n {2}staff_phone: /);
    expect(said).not.toContain(TOKEN);
  });

  test.each([
    ['', /should hold lines/],
    ['- a\n- b', /should hold lines/],
    [`auth_token: [${TOKEN}]`, /auth_token should be one text/],
    [`auth_token: "${TOKEN}\nsender: {`, /is no YAML/],
    ['a: &x [1]\nb: *x', /should hold lines/],
    [`name: ${'x'.repeat(70_000)}`, /too long/],
  ])('%s is none', (text, why) => {
    const said = refusal(text);
    expect(said).toMatch(why);
    expect(said).not.toContain(TOKEN);
  });

  test('that is not there is said so', () => {
    expect(() => readAnswersFile('/nowhere/answers.yaml', {})).toThrow(/there is no such file/);
  });
});
