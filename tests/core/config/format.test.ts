import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../../core/config/format.ts';
import { readConfig } from '../../../core/config/load.ts';
import { around, sample, TOKEN } from './sample.ts';

function printed(text: string): string {
  const reading = readConfig(text, around);
  return formatProblems('errors' in reading ? reading.errors : [], 'config.yaml', text);
}

describe('errors for a terminal', () => {
  it('say where and what, and point there', () => {
    expect(printed(sample(['who: dana', 'who: danna']))).toBe(
      [
        'config.yaml:26:15  ring target "danna" is no staff member; did you mean "dana"?',
        '          - {who: danna, for: 15s}',
        '                  ^',
        '',
      ].join('\n'),
    );
  });

  it('also where the notation is wrong', () => {
    expect(printed('practice:\n  name: "Willow\n')).toBe(
      'config.yaml:2:9  a quote opens here and is never closed\n      name: "Willow\n            ^\n',
    );
  });

  it('warnings say that they are', () => {
    const text = sample(['for: 18s', 'for: 21s']);
    expect(formatProblems(readConfig(text, around).warnings, 'c.yaml', text, 'warning')).toMatch(
      /^c\.yaml:25:32 {2}warning: beyond 20s/,
    );
  });

  it('show a window of a long line, with the caret under the place', () => {
    const [, line = '', caret = ''] = printed(sample(['[en, es]', `[${'en, '.repeat(60)}eo]`])).split('\n');
    expect(line.length).toBeLessThan(170);
    expect(line.slice(caret.indexOf('^'))).toMatch(/^eo\]/);
  });

  it('let no control character through to the terminal', () => {
    const text = sample(['name: Main line', 'name: Main line\n    oops: "\u0007\u001b[2J"']);
    expect(printed(text)).toContain('`oops` is no known key');
    expect(printed(text)).not.toContain('\u001b');
  });

  it.each([
    ['a wrong key', sample(['{file: key}', TOKEN])],
    ['a mistyped name of a secret', sample(['auth_token: {env: TOKEN}', `auth_tokn: ${TOKEN}`])],
    ['a secret at the wrong place', sample(['practice:\n', `practice:\n  auth_token: ${TOKEN}\n`])],
    ['a quote left open', sample(['auth_token: {env: TOKEN}', `auth_token: "${TOKEN}`])],
    ['a tab before it', sample(['  auth_token: {env: TOKEN}', `\tauth_token: ${TOKEN}`])],
    [
      'a key beside it on one line',
      sample(['storage:\n  key: {file: key}', `storage: {key: ${TOKEN}, keys: 1}`]),
    ],
    ['of an alert target', `${sample()}webhook: {url: ftp://hooks.example/${TOKEN}, secret: ${TOKEN}}\n`],
    ['a topic', sample(['name: Dana Reyes', `name: Dana Reyes, ntfy: ${TOKEN}`])],
    ['a list of them', sample(['auth_token: {env: TOKEN}', `auth_token:\n    - ${TOKEN}\n    - {}`])],
  ])('never show a secret: %s', (_, text) => {
    expect(printed(text)).toMatch(/^config\.yaml:\d/);
    expect(printed(text)).not.toContain(TOKEN);
  });
});
