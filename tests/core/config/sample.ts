import type { Surroundings } from '../../../core/config/elsewhere.ts';
import { readConfig } from '../../../core/config/load.ts';
import type { Config } from '../../../core/config/schema.ts';

/** A complete small configuration; tests change lines of it by their text. */
export const SAMPLE = `practice:
  name: Willow Street Counseling
  sender: Willow Street
  time_zone: America/New_York
  languages: [en, es]
  public_url: https://calls.willowstreet.example
  legal: {name: Willow Street LLC, address: "1 Willow Street", privacy_contact: privacy@willowstreet.example}
twilio:
  account_sid: AC00000000000000000000000000000000
  auth_token: {env: TOKEN}
storage:
  key: {file: key}
hours:
  office:
    weekdays: 09:00-17:00
staff:
  front_desk: {name: Front desk, phone: "+12125550111"}
  dana: {name: Dana Reyes, phone: "+12125550112"}
  owner: {name: Sam Okafor}
lines:
  - number: "+12125550100"
    name: Main line
    hours: office
    ring:
      - {who: front_desk, for: 18s, accept: any}
      - {who: dana, for: 15s}
alerts:
  - {to: [dana], by: sms, about: [crisis]}
  - {to: [dana], by: sms, about: [callback, message, voicemail, missed_call], during: office}
`;

export const TOKEN = 'needle-in-the-environment';
export const WEBHOOK_SECRET = '8f1c2b7d90e3465aa8f1c2b7d90e3465';
export const KEY = `${'5ec4e7'.repeat(10)}abcd`;

/** A machine with one key file, a greeting, and one environment variable. */
export const around: Surroundings = {
  folder: '/etc/practice',
  env: { TOKEN, EMPTY: ' ' },
  readFile: path =>
    path === '/etc/practice/key' ? { text: `${KEY}\n`, readableByOthers: false } : { problem: 'missing' },
  exists: path => path === '/etc/practice/greeting.wav',
};

/** The sample with some of its text replaced; throws when the text is not there, so that no test tests nothing. */
export function sample(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The sample has no ${from}`);
    return text.replace(from, () => to);
  }, SAMPLE);
}

/** Errors as `line:column message; hint`. */
export function errorsOf(text: string, place: Surroundings = around): string[] {
  const reading = readConfig(text, place);
  return 'errors' in reading ? reading.errors.map(said) : [];
}

export function warningsOf(text: string, place: Surroundings = around): string[] {
  return readConfig(text, place).warnings.map(said);
}

export function configOf(text: string, place: Surroundings = around): Config {
  const reading = readConfig(text, place);
  if ('errors' in reading) throw new Error(reading.errors.map(said).join('\n'));
  return reading.config;
}

function said(problem: { line: number; column: number; message: string; hint?: string }): string {
  const { line, column, message, hint } = problem;
  return `${line}:${column} ${message}${hint === undefined ? '' : `; ${hint}`}`;
}
