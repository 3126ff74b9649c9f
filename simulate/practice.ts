import { readConfig } from '../core/config/load.ts';
import type { Config } from '../core/config/schema.ts';
import type { Chance } from './chance.ts';

export const LINE = '+12125550100';
export const SECOND_LINE = '+12125550101';
export const LINES = [LINE, SECOND_LINE] as const;
export const DESK = '+12125550111';
export const DANA = '+12125550112';
export const OWNER = '+12125550113';
export const BLOCKED = '+12125550199';

export interface Person {
  number: string;
  name: string;
  role: 'caller' | 'staff';
  kind: 'mobile' | 'landline';
  /** What the carrier says of every text to this phone; null when texts arrive. */
  textError?: number;
}

export const STAFF: Readonly<Record<string, string>> = { front_desk: DESK, dana: DANA, owner: OWNER };

/** Everybody with a phone. Two callers are ordinary, the others have something about them. */
export const PEOPLE: readonly Person[] = [
  { number: '+12125550140', name: 'Robin', role: 'caller', kind: 'mobile' },
  { number: '+12125550141', name: 'Alex', role: 'caller', kind: 'mobile' },
  { number: '+12125550142', name: 'Kitchen', role: 'caller', kind: 'landline' },
  { number: '+12125550143', name: 'Filtered', role: 'caller', kind: 'mobile', textError: 30007 },
  { number: BLOCKED, name: 'Blocked', role: 'caller', kind: 'mobile' },
  { number: DESK, name: 'Front desk', role: 'staff', kind: 'landline' },
  { number: DANA, name: 'Dana', role: 'staff', kind: 'mobile' },
  { number: OWNER, name: 'Sam', role: 'staff', kind: 'mobile' },
];

/** One mobile phone at least: who has none can't text. */
export function chooseCallers(chance: Chance): Person[] {
  const callers = PEOPLE.filter(({ role }) => role === 'caller');
  if (chance.percent(40)) return callers;
  const one = chance.pick(callers.slice(0, 2));
  return chance.percent(60) ? [one] : [one, chance.pick(callers.filter(other => other !== one))];
}

export const KEY = 'a5'.repeat(32);
export const AUTH_TOKEN = '12345';

/** Moments at which a run may begin: in hours, at their edge, in the night, before holidays, when clocks change. */
export const BEGINNINGS = [
  '2026-11-23T10:00[America/New_York]',
  '2026-11-23T10:00[America/New_York]',
  '2026-11-20T16:55[America/New_York]',
  '2026-11-21T23:40[America/New_York]',
  '2026-11-01T00:50[America/New_York]',
  '2027-03-14T01:50[America/New_York]',
  '2026-12-23T16:50[America/New_York]',
] as const;

/** How the practice is set up; a run begins with one of these and may reload to another. */
export interface Setup {
  ring: string;
  afterHours: string;
  texting: string;
  continuation: string;
  languages: string;
  alerts: string;
}

const SETUPS: { readonly [Name in keyof Setup]: readonly string[] } = {
  ring: [
    '[{who: front_desk, for: 18s, accept: any}, {who: dana, for: 15s}]',
    '[{who: front_desk, for: 18s, accept: any}, {who: dana, for: 15s}]',
    '[{who: dana, for: 12s}]',
    '[]',
  ],
  afterHours: ['text_and_voicemail', 'text_and_voicemail', 'ring', 'voicemail'],
  texting: ['on', 'on', 'on', 'on', 'off'],
  continuation: [
    '{}',
    '{text_once_per: 10m}',
    '{text_once_per: 1h, text_if_rang: 8s}',
    '{text_at_most: 2 per hour, text_once_per: 1m}',
    '{discreet: true, text_once_per: 2m, message_window: 20s, form_link_expires: 1h}',
  ],
  languages: ['[en, es]', '[en, es]', '[es, en]', '[en]'],
  alerts: [
    `
  - {to: [dana], by: sms, about: [crisis]}
  - {to: [dana], by: sms, about: [callback, message, voicemail, missed_call], during: office}
  - {to: [owner], by: sms, about: [callback, message, voicemail], during: office, after: 30m}`,
    `
  - {to: [owner], by: sms, about: [crisis]}
  - {to: [dana, owner], by: sms, about: [callback, message, voicemail, missed_call], again: 5m}`,
    `
  - {to: [dana, owner], by: sms, about: [crisis], again: 3m}
  - {to: [dana], by: sms, about: [callback, message, voicemail, missed_call], again: off}
digest: [{to: [owner, dana], by: sms, during: office}]`,
    `
  - {to: [dana, owner], by: sms, about: [crisis]}
  - {to: [dana], by: sms, about: [callback, message, voicemail, missed_call], during: office}
digest: [{to: [dana], by: sms, during: office}]`,
  ],
};

export function chooseSetup(chance: Chance): Setup {
  const { ring, afterHours, texting, continuation, languages, alerts } = SETUPS;
  const chosen = {
    ring: chance.pick(ring),
    afterHours: chance.pick(afterHours),
    texting: chance.pick(texting),
    continuation: chance.pick(continuation),
    languages: chance.pick(languages),
    alerts: chance.pick(alerts),
  };
  const ringsNobody = chosen.ring === '[]' && chosen.afterHours === 'ring';
  return ringsNobody ? { ...chosen, afterHours: 'text_and_voicemail' } : chosen;
}

function yamlOf(setup: Setup): string {
  const line = (number: string, name: string) => `
  - number: "${number}"
    name: ${name}
    hours: office
    texting: ${setup.texting}
    after_hours: ${setup.afterHours}
    ring: ${setup.ring}`;
  return `
practice:
  name: Willow Street Counseling
  sender: Willow Street
  time_zone: America/New_York
  languages: ${setup.languages}
  public_url: https://calls.willowstreet.example
twilio:
  account_sid: AC00000000000000000000000000000000
  auth_token: "${AUTH_TOKEN}"
storage: {key: {env: KEY}}
hours:
  office:
    monday to friday: 09:00-17:00
    closed: [2026-12-24 to 2026-12-26]
staff:
  front_desk: {name: Front desk, phone: "${DESK}"}
  dana: {name: Dana Reyes, phone: "${DANA}"}
  owner: {name: Sam Okafor, phone: "${OWNER}"}
lines:${line(LINE, 'Main line')}${line(SECOND_LINE, 'Second line')}
alerts:${setup.alerts}
callers: {block: ["${BLOCKED}"]}
intake: {allowed_origins: ["https://www.willowstreet.example"]}
continuation: ${setup.continuation}
`;
}

const read = new Map<string, Config>();

export function configOf(setup: Setup): Config {
  const yaml = yamlOf(setup);
  const known = read.get(yaml);
  if (known) return known;
  const around = {
    folder: '/',
    env: { KEY },
    readFile: () => ({ problem: 'missing' as const }),
    exists: () => true,
  };
  const reading = readConfig(yaml, around);
  if (!('config' in reading)) throw new Error(reading.errors.map(error => error.message).join('\n'));
  read.set(yaml, reading.config);
  return reading.config;
}
