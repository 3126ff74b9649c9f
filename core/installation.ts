import { createHmac, timingSafeEqual } from 'node:crypto';
import { derivedKey } from './derived-key.ts';

/*
 * How an installation knows itself from outside: it answers a number that it was just given with what only its key can make of
 * it. The key is for nothing else, so whoever collects answers has nothing.
 */

/** Where it is asked. */
export const INSTALLATION = '/installation';
/** What it is asked with: 16 bytes as hex. */
export const NONCE = /^[0-9a-f]{32}$/;

/** What the installation with this database key answers, as hex. */
export function installationAnswer(databaseKey: string, nonce: string): string {
  return createHmac('sha256', Buffer.from(derivedKey(databaseKey, 'installation'), 'hex'))
    .update(nonce)
    .digest('hex');
}

/** Who answered: this installation, another one, or something else that knows nothing of this. */
export function whoAnswered(
  databaseKey: string,
  nonce: string,
  answer: string,
): 'this' | 'another' | 'something' {
  if (!/^[0-9a-f]{64}$/.test(answer)) return 'something';
  const ours = Buffer.from(installationAnswer(databaseKey, nonce), 'hex');
  return timingSafeEqual(ours, Buffer.from(answer, 'hex')) ? 'this' : 'another';
}
