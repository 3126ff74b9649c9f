import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { WEBHOOKS } from '../../../core/twilio/urls.ts';
import type { World } from '../../scenarios/world.ts';

export const PUBLIC_URL = 'https://calls.willowstreet.example';
export const TOKEN = '12345';
export const ID = '019aa000-0000-7000-8000-00000000beef';

/** Every path that takes a form, with the query that our own URLs give it. */
export const PATHS: readonly string[] = [
  WEBHOOKS.voice,
  WEBHOOKS.message,
  WEBHOOKS.callStatus,
  `${WEBHOOKS.leg}?call=${ID}&leg=0`,
  `${WEBHOOKS.legStatus}?call=${ID}&leg=0`,
  `${WEBHOOKS.askStaff}?call=${ID}&leg=0`,
  `${WEBHOOKS.staffKey}?call=${ID}&leg=0`,
  `${WEBHOOKS.callerKey}?in=en`,
  WEBHOOKS.recorded,
  WEBHOOKS.recording,
  `${WEBHOOKS.messageStatus}?effect=${ID}`,
];

export type Pairs = readonly (readonly [name: string, value: string])[];

/** An ordinary request to any of the paths: a call from Robin that is over, with a recording and a text. */
export const ORDINARY: Pairs = [
  ['CallSid', 'CA00000000000000000000000000000001'],
  ['MessageSid', 'SM00000000000000000000000000000001'],
  ['RecordingSid', 'RE00000000000000000000000000000001'],
  ['From', '+12125550140'],
  ['To', '+12125550100'],
  ['Body', 'Please call me'],
  ['CallStatus', 'completed'],
  ['MessageStatus', 'delivered'],
];

/** Twilio's signature, made here by its description: the URL, then each name and value in the order of the names. */
export function signatureOf(url: string, pairs: Pairs, token = TOKEN): string {
  const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const signed = url + sorted.map(([name, value]) => name + value).join('');
  return createHmac('sha1', token).update(signed, 'utf8').digest('base64');
}

export interface Sent {
  pairs?: Pairs;
  signature?: string | null;
  headers?: Record<string, string>;
  /** Where it is sent to; what is signed stays the public address. */
  origin?: string;
}

export function post(world: World, path: string, sent: Sent = {}): Promise<Response> {
  const { pairs = ORDINARY, origin = PUBLIC_URL } = sent;
  const signature = sent.signature === undefined ? signatureOf(PUBLIC_URL + path, pairs) : sent.signature;
  const headers = new Headers(sent.headers);
  if (signature !== null) headers.set('x-twilio-signature', signature);
  headers.set('content-type', 'application/x-www-form-urlencoded');
  const body = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  return Promise.resolve(world.app.request(origin + path, { method: 'POST', headers, body }));
}

/** How many rows each table has: all of them, so that nothing can be stored unseen. */
export async function rowCounts(world: World): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(
    world.store.read,
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const counted = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      world.store.read,
    );
    counts[name] = counted.rows[0]?.count ?? -1;
  }
  return counts;
}
