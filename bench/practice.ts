import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../core/clock.ts';
import { readConfig } from '../core/config/load.ts';
import type { Config } from '../core/config/schema.ts';
import { systemRandom } from '../core/ids.ts';
import { createLog } from '../core/log.ts';
import { openStore, type Store } from '../core/store/store.ts';
import type { ServerDeps } from '../server/deps.ts';

export const TOKEN = 'bench-token';
const KEY = randomBytes(32).toString('hex');

/** A practice whose calls arrive forwarded: each is missed at once, the whole path of a missed call in one webhook. */
function yaml(port: number, carrierPort: number): string {
  return `
practice: {name: Willow Street, sender: Willow Street, time_zone: America/New_York, languages: [en, es], public_url: "http://127.0.0.1:${port}"}
twilio: {account_sid: AC00000000000000000000000000000000, auth_token: ${TOKEN}, api_url: "http://127.0.0.1:${carrierPort}"}
storage: {path: ., key: "${KEY}"}
server: {port: ${port}}
log: {level: error}
hours: {always: {every day: 24 hours}}
staff: {dana: {name: Dana Reyes, phone: "+12125550112"}}
lines: [{number: "+12125550100", name: Main line, hours: always, ring: []}]
continuation: {text_if_rang: 0s, text_at_most: 99999 per hour}
alerts: [{to: [dana], by: sms, about: [crisis, callback, message, voicemail, missed_call]}]
`;
}

export function benchConfig(port: number, carrierPort: number): { config: Config; text: string } {
  const text = yaml(port, carrierPort);
  const reading = readConfig(text, {
    folder: tmpdir(),
    env: {},
    readFile: () => ({ problem: 'missing' }),
    exists: () => true,
  });
  if ('config' in reading) return { config: reading.config, text };
  throw new Error(reading.errors.map(error => error.message).join('\n'));
}

/** A fresh encrypted store in a folder of its own, and everything the server needs around it. */
export function benchDeps(config: Config): { deps: ServerDeps; store: Store; end(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-bench-'));
  const store = openStore({ folder, key: KEY, clock: systemClock, random: systemRandom, migrates: true });
  const deps: ServerDeps = {
    config: () => config,
    store,
    clock: systemClock,
    random: systemRandom,
    log: createLog('error', 'bench'),
    clientAddress: () => '127.0.0.1',
  };
  return {
    deps,
    store,
    async end() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A signed voice webhook of a caller who was never seen before. Numbers are unassigned ones of the 555-01xx kind. */
export function voiceWebhook(url: string, n: number): { body: string; signature: string } {
  const area = 201 + (Math.floor(n / 100) % 700);
  const fields: Record<string, string> = {
    AccountSid: 'AC00000000000000000000000000000000',
    CallSid: `CA${String(n).padStart(8, '0')}${randomBytes(12).toString('hex')}`,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: `+1${area}55501${String(n % 100).padStart(2, '0')}`,
    To: '+12125550100',
  };
  const signed =
    url +
    Object.keys(fields)
      .sort()
      .map(name => name + fields[name])
      .join('');
  return {
    body: new URLSearchParams(fields).toString(),
    signature: createHmac('sha1', TOKEN).update(signed).digest('base64'),
  };
}
