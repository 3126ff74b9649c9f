import { createHmac } from 'node:crypto';
import type { Asked } from './wire.ts';

export const PUBLIC_URL = 'https://calls.willowstreet.example';
export const TOKEN = '12345';
export const FORM = 'application/x-www-form-urlencoded';

export type Pairs = readonly (readonly [name: string, value: string])[];

/** A form POST as Twilio sends it, signed with a token; null leaves it unsigned. */
export function post(target: string, pairs: Pairs, token: string | null, url = PUBLIC_URL): Asked {
  const body = Buffer.from(new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString());
  const signature =
    token === null ? [] : [['X-Twilio-Signature', signatureOf(target, body, token, url)] as const];
  return { method: 'POST', target, headers: [['Content-Type', FORM], ...signature], body, framing: 'length' };
}

/**
 * Twilio's signature over what a body says, made here by its description: the URL, then each name with each of its
 * different values, in the order of the names and then of the values.
 */
export function signatureOf(target: string, body: Uint8Array, token: string, url = PUBLIC_URL): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(body))) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  const signed = [...values.keys()]
    .sort()
    .flatMap(name => [...(values.get(name) ?? [])].sort().map(value => name + value));
  return createHmac('sha1', token)
    .update(url + target + signed.join(''), 'utf8')
    .digest('base64');
}
