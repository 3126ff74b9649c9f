import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { editorSchema } from '../../../core/config/json-schema.ts';
import { readConfig } from '../../../core/config/load.ts';
import {
  around,
  configOf,
  errorsOf,
  KEY,
  SAMPLE,
  sample,
  TOKEN,
  WEBHOOK_SECRET,
  warningsOf,
} from './sample.ts';

const example = readFileSync(new URL('../../../config.example.yaml', import.meta.url), 'utf8');

const withSecrets = {
  ...around,
  readFile: (path: string) => ({
    text: path.endsWith('key')
      ? KEY
      : path.endsWith('webhook_secret')
        ? WEBHOOK_SECRET
        : path.endsWith('_url')
          ? ADDRESS
          : TOKEN,
    readableByOthers: true,
  }),
};

const ADDRESS = 'https://hc-ping.example/0192f6aa';

describe('a right file', () => {
  it('gives values that code can use as they are', () => {
    const config = configOf(SAMPLE);
    expect(config.practice.spoken_name).toBe('Willow Street');
    expect(config.twilio).toEqual({
      account_sid: `AC${'0'.repeat(32)}`,
      auth_token: [TOKEN],
      api_url: null,
      fallback_url: null,
      console_checked: null,
    });
    expect(config.storage).toEqual({ path: '/etc/practice/data', key: KEY });
    expect(config.redis).toBeNull();
    expect(config.server).toEqual({ port: 8080, host: '127.0.0.1' });
    expect(config.staff.owner).toMatchObject({
      name: 'Sam Okafor',
      hours: null,
      phone: null,
      email: null,
      languages: ['en', 'es'],
      ways: [],
    });
    expect(config.lines[0]).toMatchObject({
      number: '+12125550100',
      texting: true,
      greeting: null,
      after_hours: 'text_and_voicemail',
      ring: [
        { who: 'front_desk', for: 18_000, accept: 'any' },
        { who: 'dana', for: 15_000, accept: 'press_1' },
      ],
    });
    expect(config.alerts[1]).toMatchObject({ during: 'office', after: 0 });
    expect(config.hours.office?.days.friday).toEqual([{ from: 540, to: 1020 }]);
    expect(config.continuation).toEqual({
      text_once_per: 86_400_000,
      text_if_rang: 4_000,
      text_countries: ['US', 'CA'],
      text_at_most: { count: 60, per: 3_600_000 },
      discreet: false,
      message_window: 60_000,
      form_link_expires: 604_800_000,
      voicemail: { longest: 180_000, delete_from_twilio: true },
    });
    expect(config.intake).toEqual({ allowed_origins: [] });
    expect(config.callers).toEqual({ block: [] });
    expect(config.texts).toEqual({});
  });

  it('is config.example.yaml, without a warning', () => {
    expect(errorsOf(example, withSecrets)).toEqual([]);
    expect(warningsOf(example, withSecrets)).toEqual([]);
  });

  it('may write switches, numbers and phones in any of their forms', () => {
    const config = configOf(
      sample(
        ['    name: Main line\n', '    name: Main line\n    texting: no\n'],
        ['phone: "+12125550111"', 'phone: +12125550111'],
        ['phone: "+12125550112"', 'phone: 2125550112'],
        ['alerts:', 'server: {port: {env: PORT}}\ncontinuation: {discreet: true}\nalerts:'],
      ),
      { ...around, env: { ...around.env, PORT: '8443' } },
    );
    expect(config.lines[0]?.texting).toBe(false);
    expect(config.continuation.discreet).toBe(true);
    expect(config.staff.front_desk?.phone).toBe('+12125550111');
    expect(config.staff.dana?.phone).toBe('+12125550112');
    expect(config.server.port).toBe(8443);
  });

  it('may list auth tokens while rotating, each from elsewhere', () => {
    const config = configOf(sample(['auth_token: {env: TOKEN}', 'auth_token: [{env: TOKEN}, {env: NEXT}]']), {
      ...around,
      env: { TOKEN, NEXT: 'next' },
    });
    expect(config.twilio.auth_token).toEqual([TOKEN, 'next']);
  });

  it('counts what a list names twice once', () => {
    const config = configOf(sample(['[en, es]', '[es, en, es]'], ['to: [dana]', 'to: [dana, dana]']));
    expect(config.practice.languages).toEqual(['es', 'en']);
    expect(config.alerts[0]?.to).toEqual(['dana']);
  });

  it('may leave a block empty', () => {
    expect(configOf(`${SAMPLE}redis:\n`).redis).toBeNull();
  });
});

describe('the schema for editors', () => {
  const editors = z.fromJSONSchema(editorSchema() as Parameters<typeof z.fromJSONSchema>[0]);

  it.each([
    ['config.example.yaml', example],
    ['the sample', SAMPLE],
  ])('accepts %s', (_, text) => {
    expect(editors.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
  });

  it.each([
    ['an unknown key', sample(['  sender:', '  sendr:'])],
    ['an unknown day', sample(['weekdays:', 'mondy:'])],
    ['an unknown way to accept', sample(['accept: any', 'accept: all'])],
  ])('refuses %s', (_, text) => {
    expect(editors.safeParse(parse(text)).success).toBe(false);
  });
});

describe('every error of a file at once', () => {
  it('in its order, with line, column and what to do', () => {
    const errors = errorsOf(
      sample(
        ['time_zone: America/New_York', 'time_zonne: America/New_York'],
        ['{file: key}', '{file: nokey}'],
        ['weekdays: 09:00-17:00', 'weekdays: 17:00-09:00'],
        ['"+12125550112"', '"+1212555"'],
        ['who: front_desk', 'who: frontdesk'],
        ['for: 15s', 'for: 15'],
        ['by: sms', 'by: carrier pigeon'],
      ),
    );
    expect(errors).toEqual([
      '4:3 `time_zonne` is no known key; did you mean `time_zone`?',
      '12:15 cannot read /etc/practice/nokey: there is no such file; `second-ring key new` makes a key file',
      '15:15 these hours end before they begin; past midnight, write 22:00-24:00 here and 00:00-02:00 on the next day, found "17:00-09:00"',
      '18:35 expected a phone number such as "+12125550123", in quotes, found "+1212555"',
      '26:26 expected a duration such as 18s, 10m, 24h, 7d or 5y, found "15"',
      expect.stringMatching(/^28:22 expected sms or .*, found "carrier pigeon"$/),
    ]);
  });

  it('also between parts that are right in themselves', () => {
    expect(
      errorsOf(sample(['account_sid: AC0', 'account_sid: 0'], ['who: front_desk', 'who: frontdesk'])),
    ).toEqual([
      '9:16 expected an account SID: AC and 32 digits or letters a to f',
      '25:15 ring target "frontdesk" is no staff member; did you mean "front_desk"?',
    ]);
  });

  it('but none that only follows from another', () => {
    expect(errorsOf(sample(['  dana: {name: Dana Reyes', '  Dana: {name: Dana Reyes']))).toEqual([
      '18:3 expected a name of small letters, digits and _, such as front_desk',
    ]);
    expect(errorsOf(sample(['staff:\n', 'stuff:\n']))).toEqual([
      '16:1 `stuff` is no known key; did you mean `staff`?',
    ]);
  });
});

describe('a wrong value', () => {
  it.each<[string, [string, string], string]>([
    ['missing', ['  sender: Willow Street\n', ''], '1:1 `sender` is missing; how automatic texts begin'],
    ['empty', ['sender: Willow Street', 'sender: ""'], '3:11 expected some text, found ""'],
    ['nothing', ['sender: Willow Street', 'sender:'], '3:10 expected some text, found nothing'],
    [
      'too long',
      ['sender: Willow Street', `sender: ${'W'.repeat(31)}`],
      '3:11 expected at most 30 characters',
    ],
    [
      'a block',
      ['sender: Willow Street', 'sender: {a: b}'],
      '3:11 expected some text, found a block of keys',
    ],
    ['a list', ['sender: Willow Street', 'sender: [a]'], '3:11 expected some text, found a list'],
    ['a number', ['sender: Willow Street', 'sender: 12'], '3:11 expected some text, found "12"'],
    [
      'time zone',
      ['America/New_York', 'America/Gotham'],
      '4:14 expected a time zone such as America/New_York',
    ],
    ['an offset', ['America/New_York', '"-05:00"'], '4:14 expected a time zone such as America/New_York'],
    ['language', ['[en, es]', '[en, eo]'], '5:19 expected en or es, found "eo"'],
    ['no language', ['[en, es]', '[]'], '5:14 expected at least one item, found an empty list'],
    ['email', ['privacy@willowstreet.example', 'privacy'], '7:81 expected an email address, found "privacy"'],
    ['country', ['legal:', 'country: USA\n  legal:'], '7:12 expected a country as two capital letters'],
    [
      'no such country',
      ['legal:', 'country: XX\n  legal:'],
      '7:12 expected a country as two capital letters',
    ],
    ['leg too short', ['for: 18s', 'for: 9s'], '25:32 expected at least 10s, found "9s"'],
    ['leg too long', ['for: 18s', 'for: 46s'], '25:32 expected at most 45s, found "46s"'],
    [
      'near a known word',
      ['accept: any', 'accept: press1'],
      '25:45 expected press_1 or any, found "press1"; did you mean "press_1"?',
    ],
    ['a list item left empty', ['to: [dana]', 'to: [ , dana]'], '28:'],
    [
      'key elsewhere',
      ['alerts:', 'discreet: on\nalerts:'],
      '27:1 `discreet` is no known key; it belongs at `continuation.discreet`',
    ],
    [
      'key unheard of',
      ['  sender:', '  zzzzzzzz: 1\n  sender:'],
      '3:3 `zzzzzzzz` is no known key; known here: name, sender',
    ],
    [
      'port',
      ['alerts:', 'server: {port: 70000}\nalerts:'],
      '27:16 expected a whole number from 1 to 65535, found "70000"',
    ],
    [
      'port in parts',
      ['alerts:', 'server: {port: 80.5}\nalerts:'],
      '27:16 expected a whole number from 1 to 65535',
    ],
    [
      'switch',
      ['alerts:', 'continuation: {discreet: maybe}\nalerts:'],
      '27:26 expected on or off, found "maybe"',
    ],
    [
      'rate',
      ['alerts:', 'continuation: {text_at_most: 60}\nalerts:'],
      '27:30 expected a rate such as 60 per hour',
    ],
    [
      'redis',
      ['alerts:', 'redis: {url: https://x.example}\nalerts:'],
      '27:14 expected an address such as redis://valkey:6379',
    ],
    [
      'day',
      ['weekdays:', 'mondy:'],
      '15:5 expected a day (monday), days (monday to thursday, weekdays, weekends, every day) or closed; did you mean "monday"?',
    ],
    [
      'overlap',
      ['weekdays: 09:00-17:00', 'weekdays: 09:00-17:00\n    friday: 16:00-18:00'],
      '16:13 these hours overlap others on friday',
    ],
    ['no minute', ['09:00-17:00', '09:60-17:00'], '15:15 expected times from 00:00 to 24:00'],
    [
      'no such date',
      ['09:00-17:00', '09:00-17:00\n    closed: [2026-02-29]'],
      '16:14 expected a date such as 2026-12-24',
    ],
    [
      'dates turned round',
      ['09:00-17:00', '09:00-17:00\n    closed: 2026-12-26 to 2026-12-24'],
      '16:13 these days end before they begin',
    ],
    ['environment', ['{env: TOKEN}', '{env: NOPE}'], '10:21 the environment variable NOPE is not set'],
    ['empty environment', ['{env: TOKEN}', '{env: EMPTY}'], '10:21 the environment variable EMPTY is empty'],
  ])('%s', (_, change, expected) => {
    const errors = errorsOf(sample(change));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(expected);
  });
});

describe('a file that is no configuration', () => {
  it.each([
    ['empty', '', '1:1 the file is empty'],
    ['only a comment', '# hello\n', '1:1 the file is empty'],
    ['a sentence', 'hello', '1:1 expected blocks such as practice: and lines:, found something else'],
    ['a list', '- a\n- b\n', '1:1 expected blocks'],
    ['a tab', 'practice:\n\tname: x\n', '2:1 a tab at the start of a line; use spaces'],
    ['a missing quote', 'practice:\n  name: "x\n', '2:9 a quote opens here and is never closed'],
    ['two colons', 'practice:\n  name: a: b\n', '2:9 a second colon in one line'],
    ['a missing bracket', 'practice: [a, b\n', 'a bracket before it was not closed'],
    ['two documents', 'a: b\n---\nc: d\n', 'a second document begins here'],
    ['a tag', 'practice: !secret x\n', 'a word with ! in front has no meaning here'],
    ['too large', `# ${'x'.repeat(257 * 1024)}`, '1:1 the file is larger than 256 KiB'],
    ['ten thousand brackets', `a: ${'['.repeat(10_000)}`, '1:'],
    ['NUL and other bytes', 'a: \u0000\u0007b\n', ''],
  ])('%s', (_, text, expected) => {
    const errors = errorsOf(text);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors[0]).toContain(expected);
  });

  it('a key twice is said where it is repeated', () => {
    expect(errorsOf(sample(['staff:\n', 'staff:\n  dana: {name: Other}\n']))).toContain(
      '19:3 `dana` is here twice; keep one',
    );
  });

  it('an anchor repeated a billion times is refused before it grows', () => {
    const bomb = [
      'a: &a [x, x, x]',
      ...[...'bcdefghij'].map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[i]}`)}]`),
    ];
    expect(errorsOf(bomb.join('\n')).join('\n')).toContain(
      'a value is repeated with *; write it out instead',
    );
  });

  it.each(['__proto__', 'constructor', 'toString'])('a key named %s is only unknown', key => {
    const errors = errorsOf(sample(['practice:\n', `${key}: {polluted: 1}\npractice:\n`]));
    expect(errors).toHaveLength(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a secret', () => {
  it.each([
    ['written out where it is wrong', sample(['{file: key}', TOKEN])],
    ['written out in a wrong shape', sample(['key: {file: key}', `key: [${TOKEN}]`])],
    ['written out one block too high', sample(['storage:\n  key: {file: key}', `storage: ${TOKEN}`])],
    ['from the environment, where it is wrong', sample(['{file: key}', '{env: TOKEN}'])],
    ['from the environment, in another place', sample(['sender: Willow Street', 'time_zone: {env: TOKEN}'])],
    ['pasted in the place of the account', sample(['AC00000000000000000000000000000000', TOKEN])],
    ['in a redis password', `${SAMPLE}redis: {url: "http://:${TOKEN}@x"}\n`],
  ])('%s is never in a message', (_, text) => {
    const reading = readConfig(text, around);
    expect(JSON.stringify('errors' in reading && reading.errors)).toContain('"line"');
    expect(JSON.stringify(reading)).not.toContain(TOKEN);
  });
});

describe('warnings', () => {
  it('a file that others can read', () => {
    const open = { ...around, readFile: () => ({ text: KEY, readableByOthers: true }) };
    expect(warningsOf(SAMPLE, open)).toEqual([
      '12:15 /etc/practice/key can be read by every user of this machine; chmod 600 /etc/practice/key',
    ]);
    expect(warningsOf(sample(['{file: key}', '{file: /run/secrets/key}']), open)).toEqual([]);
  });

  it('a secret in the file itself, and nobody who answers for the data', () => {
    const warnings = warningsOf(
      sample(['{env: TOKEN}', 'abc'], [/ {2}legal.*\n/.exec(SAMPLE)?.[0] ?? '', '']),
    );
    expect(warnings).toEqual([
      expect.stringContaining('1:1 `legal` is missing'),
      '9:15 a secret stands in the file itself; keep it in a file of its own: {file: PATH}',
    ]);
  });
});

describe('any file', () => {
  const scrap = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          ...SAMPLE.split(/(?=\n)|(?<=: )|(?=[{}[\],])/),
          '\t',
          '&a ',
          '*a',
          '<<: ',
          '? ',
          '!!binary ',
          '|\n',
        ),
        {
          maxLength: 40,
        },
      )
      .map(parts => parts.join('')),
    fc.jsonValue().map(value => JSON.stringify(value)),
    fc
      .object({
        key: fc.constantFrom(
          'practice',
          'lines',
          'ring',
          'hours',
          'texts',
          'en',
          'sms',
          'file',
          'env',
          'alerts',
        ),
        maxDepth: 5,
      })
      .map(value => stringify(value)),
  );

  it('is read without an exception, and found wrong somewhere in it', () => {
    fc.assert(
      fc.property(scrap, text => {
        const reading = readConfig(text, around);
        if (!('errors' in reading)) throw new Error('a scrap is no configuration');
        const lines = text.split(/\r\n|\r|\n/).length;
        expect(reading.errors.length).toBeGreaterThan(0);
        for (const { line, column } of reading.errors) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines + 1);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is read without an exception when a block calls itself by the names of methods', () => {
    const root = parse(SAMPLE);
    put(root, ['staff', 'front_desk', 'phone'], { toString: false });
    expect(errorsOf(stringify(root))).toHaveLength(1);
  });

  it('is read without an exception with one value of it replaced', () => {
    const paths = pathsIn(parse(SAMPLE));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        const root: unknown = parse(SAMPLE);
        put(root, path, value);
        expect(() => readConfig(stringify(root), around)).not.toThrow();
      }),
      { numRuns: 150 },
    );
  });

  it('means the same whatever the order of its keys', () => {
    const expected = configOf(example, withSecrets);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), picks => {
        const text = stringify(shuffled(parse(example), () => Number(picks.next().value)));
        expect(configOf(text, withSecrets)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});

function pathsIn(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...(at.length > 0 ? [at] : []), ...entries.flatMap(([key, inner]) => pathsIn(inner, [...at, key]))];
}

function put(root: unknown, path: (string | number)[], value: unknown): void {
  const block = path.slice(0, -1).reduce((inner, step) => (inner as Record<string, unknown>)[step], root);
  (block as Record<string | number, unknown>)[path.at(-1)!] = value;
}

function shuffled(value: unknown, pick: () => number): unknown {
  if (Array.isArray(value)) return value.map(item => shuffled(item, pick));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => ({
    key,
    inner: shuffled(inner, pick),
    rank: pick(),
  }));
  return Object.fromEntries(entries.sort((a, b) => a.rank - b.rank).map(({ key, inner }) => [key, inner]));
}
