import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../core/config/load.ts';
import type { Config } from '../core/config/schema.ts';

export const ACCOUNT = 'AC00000000000000000000000000000000';
export const TOKEN = 'bench-token';

/** A practice in a folder of its own, which is gone with everything in it when it is disposed of. */
export interface Practice extends Disposable {
  folder: string;
  /** The configuration file. */
  file: string;
  /** 64 hex digits. */
  key: string;
  publicUrl: string;
  lines: readonly [string, ...string[]];
  /** Read anew from the file. */
  config(): Config;
}

export interface PracticeOptions {
  /** Where its server will listen. */
  port: number;
  /** The carrier's address; nobody's if left out. */
  carrier?: string;
  lines?: number;
  redis?: string;
}

/**
 * A practice whose calls arrive forwarded: each is missed at once, the whole path of a missed call in one webhook. It
 * texts at once (a real one waits until a call has lasted four seconds), and up to a rate that no practice has.
 */
export function makePractice({
  port,
  carrier = 'http://127.0.0.1:9',
  lines = 1,
  redis,
}: PracticeOptions): Practice {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-bench-'));
  const file = join(folder, 'config.yaml');
  const key = randomBytes(32).toString('hex');
  const numbers: [string, ...string[]] = [
    numberOf(0),
    ...Array.from({ length: lines - 1 }, (_, n) => numberOf(n + 1)),
  ];
  const publicUrl = `http://127.0.0.1:${port}`;
  const text = `
practice: {name: Willow Street, sender: Willow Street, time_zone: America/New_York, languages: [en, es], public_url: "${publicUrl}"}
twilio: {account_sid: ${ACCOUNT}, auth_token: ${TOKEN}, api_url: "${carrier}"}
storage: {path: ., key: "${key}"}
server: {port: ${port}}
log: {level: info}
${redis ? `redis: {url: "${redis}"}` : ''}
hours: {always: {every day: 24 hours}}
staff: {dana: {name: Dana Reyes, phone: "+12125550199"}}
lines:
${numbers.map((number, n) => `  - {number: "${number}", name: Line ${n + 1}, hours: always, ring: []}`).join('\n')}
continuation: {text_if_rang: 0s, text_at_most: 2000 per minute}
alerts: [{to: [dana], by: sms, about: [crisis, callback, message, voicemail, missed_call]}]
`;
  writeFileSync(file, text, { mode: 0o600 });
  return {
    folder,
    file,
    key,
    publicUrl,
    lines: numbers,
    config: () => parse(text, folder),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function numberOf(n: number): string {
  return `+121255501${String(n).padStart(2, '0')}`;
}

function parse(text: string, folder: string): Config {
  const files = { folder, env: {}, readFile: () => ({ problem: 'missing' as const }), exists: () => true };
  const reading = readConfig(text, files);
  if ('config' in reading) return reading.config;
  throw new Error(reading.errors.map(error => error.message).join('\n'));
}
