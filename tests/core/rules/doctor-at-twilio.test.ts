import { describe, expect, test } from 'vitest';
import { type NumberAtCarrier, SETTINGS, type Settings } from '../../../core/rules/connecting.ts';
import {
  type Expected,
  judgeAccount,
  judgeAtTwilio,
  judgeConsole,
  type TwilioFacts,
} from '../../../core/rules/doctor/at-twilio.ts';

const LINE = '+12125550100';
const OURS = 'https://calls.willowstreet.example';
const EXPECTED: Expected = {
  lines: [{ number: LINE, name: 'Main line', texting: true }],
  wanted: { voice: `${OURS}/voice`, status: `${OURS}/status`, message: `${OURS}/message`, fallback: null },
  help: { words: 'Call 911, or 988.', names: ['911', '988'] },
};
const SETTINGS_RIGHT = {
  ...(Object.fromEntries(SETTINGS.map(name => [name, ''])) as Record<keyof Settings, string>),
  voice_url: EXPECTED.wanted.voice,
  voice_method: 'POST',
  voice_fallback_url: 'https://handler.twilio.com/twiml/EH1',
  status_url: EXPECTED.wanted.status,
  status_method: 'POST',
  text_url: EXPECTED.wanted.message,
  text_method: 'POST',
  receives: 'voice',
};
const NUMBER: NumberAtCarrier = {
  sid: 'PN1',
  number: LINE,
  calls: true,
  texts: true,
  settings: SETTINGS_RIGHT,
};
const SERVICE = {
  sid: 'MG1',
  name: 'Texts',
  numbers: [LINE],
  byNumber: true,
  url: '',
  campaigns: [{ state: 'VERIFIED', help: 'In danger: 911 or 988.' }],
};
const GOOD: TwilioFacts = {
  numbers: { value: [NUMBER] },
  services: { value: [SERVICE] },
  verifications: { value: [] },
  mediaIsOpen: { value: false },
};

const codes = (facts: Partial<TwilioFacts>, expected: Partial<Expected> = {}) =>
  judgeAtTwilio({ ...GOOD, ...facts }, { ...EXPECTED, ...expected }).map(({ what }) => what);
const ALL_WELL = ['line_connected', 'fallback_set', 'registered', 'help_good', 'media_closed'];
const off = { lines: [{ number: LINE, name: 'Main line', texting: false }] };
const campaign = (...states: string[]) => ({
  services: { value: [{ ...SERVICE, campaigns: states.map(state => ({ state, help: '' })) }] },
});
const number = (more: Partial<NumberAtCarrier>) => ({ numbers: { value: [{ ...NUMBER, ...more }] } });
const set = (settings: Partial<Settings>) => number({ settings: { ...SETTINGS_RIGHT, ...settings } });

test('all is well', () => {
  expect(codes({})).toEqual(ALL_WELL);
});

describe('a number', () => {
  test.each<[string, Partial<TwilioFacts>, string[]]>([
    ['that the account has not', { numbers: { value: [] } }, ['line_not_there']],
    ['that leads elsewhere', set({ voice_url: 'https://pbx.example' }), ['line_elsewhere', 'fallback_set']],
    ['without calls', number({ calls: false }), ['line_without_calls', 'fallback_set']],
    ['without texts', number({ texts: false }), ['line_without_texts', 'fallback_set']],
    [
      'whose texts a service keeps',
      { services: { value: [{ ...SERVICE, byNumber: false }] } },
      ['line_texts_kept', 'fallback_set'],
    ],
    ['without a fallback', set({ voice_fallback_url: '' }), ['line_connected', 'fallback_none']],
    [
      'whose fallback is down with us',
      set({ voice_fallback_url: `${OURS}/sorry` }),
      ['line_connected', 'fallback_here'],
    ],
    ['that could not be read', { numbers: { error: 'http_503' } }, ['numbers_unread']],
  ])('%s', (_name, facts, expected) => {
    const found = codes(facts).filter(code => /^(?:line|fallback|numbers)_/.test(code));
    expect(found).toEqual(expected);
  });

  test('without texts is nothing to mend while texting is off', () => {
    expect(codes(number({ texts: false }), off)).toContain('line_connected');
  });
});

describe('registration', () => {
  test.each<[string, Partial<TwilioFacts>, Partial<Expected>, string]>([
    ['done, but off', {}, off, 'registered_but_off'],
    ['none, and off', campaign(), off, 'texting_off'],
    ['waits, and off', campaign('IN_PROGRESS'), off, 'texting_off'],
    ['waits, and on', campaign('IN_PROGRESS'), {}, 'registration_waits'],
    ['refused, and on', campaign('FAILED'), {}, 'registration_refused'],
    ['none, and on', campaign(), {}, 'registration_missing'],
    ['could not be read', { verifications: { error: 'timed_out' } }, {}, 'registration_unread'],
  ])('%s', (_name, facts, expected, code) => {
    expect(codes(facts, expected)).toContain(code);
    expect(codes(facts, expected)).not.toContain('registered');
  });
});

test.each([
  ['Call 911.', 'help_lacks'],
  ['Call 988.', 'help_lacks'],
  ['911 or 988', 'help_good'],
])('HELP answered %j: %s', (help, code) => {
  const services = { value: [{ ...SERVICE, campaigns: [{ state: 'VERIFIED', help }] }] };
  expect(codes({ services })).toContain(code);
});

test('what HELP should say is told with what it lacks', () => {
  const services = { value: [{ ...SERVICE, campaigns: [{ state: 'VERIFIED', help: 'Call us.' }] }] };
  const lacks = judgeAtTwilio({ ...GOOD, services }, EXPECTED).find(({ what }) => what === 'help_lacks');
  expect(lacks?.values).toEqual({ service: 'Texts', words: 'Call 911, or 988.' });
});

test('recordings: open is told, and what could not be tried is not guessed', () => {
  expect(codes({ mediaIsOpen: { value: true } })).toContain('media_open');
  for (const mediaIsOpen of [{ value: null }, { error: 'timed_out' }]) {
    expect(codes({ mediaIsOpen }).filter(code => code.startsWith('media'))).toEqual([]);
  }
});

test.each([
  [{ state: 'active', trial: false }, 'account_good'],
  [{ state: 'active', trial: true }, 'account_trial'],
  [{ state: 'suspended', trial: false }, 'account_stopped'],
  [{ state: 'closed', trial: true }, 'account_stopped'],
])('an account that is %o: %s', (account, code) => {
  expect(judgeAccount({ name: 'Willow', ...account }).what).toBe(code);
});

test.each([
  [null, 'console_never_checked'],
  ['2026-01-01', 'console_checked'],
  ['2025-01-01', 'console_checked_long_ago'],
])('the Console looked at on %s: %s', (checked, code) => {
  expect(judgeConsole(checked, Date.UTC(2026, 10, 20)).what).toBe(code);
});
