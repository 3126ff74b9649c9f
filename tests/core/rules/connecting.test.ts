import { describe, expect, test } from 'vitest';
import {
  changesFor,
  fallbackIs,
  isOthers,
  keepsTexts,
  SETTINGS,
  type ServiceAtCarrier,
  type Settings,
  takenFrom,
  type Wanted,
} from '../../../core/rules/connecting.ts';

const OURS = 'https://calls.willowstreet.example';
const WANTED: Wanted = {
  voice: `${OURS}/voice`,
  status: `${OURS}/status`,
  message: `${OURS}/message`,
  fallback: null,
};
const EMPTY = Object.fromEntries(SETTINGS.map(name => [name, ''])) as Record<keyof Settings, string>;
const RIGHT: Settings = {
  ...EMPTY,
  voice_url: WANTED.voice,
  voice_method: 'POST',
  status_url: WANTED.status,
  status_method: 'POST',
  text_url: WANTED.message,
  text_method: 'POST',
  receives: 'voice',
};
const changedFrom = (more: Partial<Settings>, wanted = WANTED) =>
  changesFor({ settings: { ...RIGHT, ...more } }, wanted);

describe('what would change at a number', () => {
  test.each<[string, Partial<Settings>, Partial<Wanted>, string[]]>([
    ['nothing, when all is right', {}, {}, []],
    ['an address that is not ours', { voice_url: 'https://pbx.example/in' }, {}, ['voice_url']],
    ['an address of ours that does not ask for retries', { text_url: `${OURS}/other` }, {}, ['text_url']],
    ['a GET, which would lose what it is told', { voice_method: 'GET' }, {}, ['voice_method']],
    [
      'an application, which goes before the address',
      { voice_application: 'AP1' },
      {},
      ['voice_application'],
    ],
    ['a trunk, which goes before both', { trunk: 'TK1' }, {}, ['trunk']],
    ['a number that waits for faxes', { receives: 'fax' }, {}, ['receives']],
    [
      'a place that would be given words of clients',
      { text_fallback_url: 'https://x.example' },
      {},
      ['text_fallback_url'],
    ],
    ['no fallback, while none is configured', { voice_fallback_url: 'https://x.example' }, {}, []],
    [
      'the fallback that is configured',
      {},
      { fallback: 'https://handler.twilio.com/twiml/EH1' },
      ['voice_fallback_url', 'voice_fallback_method'],
    ],
  ])('%s', (_name, settings, wanted, expected) => {
    expect(changedFrom(settings, { ...WANTED, ...wanted }).map(({ setting }) => setting)).toEqual(expected);
  });

  test('what was there before is told with it, so that it can be put back', () => {
    expect(changedFrom({ trunk: 'TK1' })).toEqual([{ setting: 'trunk', from: 'TK1', to: '' }]);
  });
});

describe('whose a number is now', () => {
  test.each<[string, Partial<Settings>, string[]]>([
    ['nobody has set it up', { ...EMPTY, voice_url: 'https://demo.twilio.com/welcome/voice/' }, []],
    ['ours, at an older address', { voice_url: `${OURS}/older` }, []],
    ['an answering service', { voice_url: 'https://answering.example/in' }, ['other_system']],
    ['a text service', { text_url: 'https://texts.example/in' }, ['other_system']],
    ['an application and a trunk', { text_application: 'AP1', trunk: 'TK1' }, ['application', 'trunk']],
    ['a fax', { receives: 'fax' }, ['fax']],
  ])('%s', (_name, settings, expected) => {
    expect(takenFrom(changedFrom(settings), OURS)).toEqual(expected);
  });

  test('an address that cannot be read is somebody else’s', () => {
    expect([isOthers('nonsense', OURS), isOthers('', OURS)]).toEqual([true, false]);
  });
});

describe('a service that its number belongs to', () => {
  const service: ServiceAtCarrier = {
    sid: 'MG1',
    name: 'Texts',
    numbers: ['+12125550100'],
    byNumber: false,
    url: '',
    campaigns: [],
  };
  test.each<[string, Partial<ServiceAtCarrier>, boolean]>([
    ['drops texts when it has no address', {}, true],
    ['sends them elsewhere when it has another', { url: 'https://texts.example' }, true],
    ['sends them here when it has ours', { url: WANTED.message }, false],
    ['leaves it to the number', { byNumber: true }, false],
    ['has nothing to do with other numbers', { numbers: ['+12125550101'] }, false],
  ])('%s', (_name, more, expected) => {
    const kept = keepsTexts([{ ...service, ...more }], '+12125550100', WANTED.message);
    expect(kept !== null).toBe(expected);
  });
});

test.each([
  ['', 'none'],
  [`${OURS}/fallback`, 'ours'],
  ['https://handler.twilio.com/twiml/EH1', 'elsewhere'],
] as const)('a fallback at %j is %s', (url, expected) => {
  expect(fallbackIs(url, OURS)).toBe(expected);
});
