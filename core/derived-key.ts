import { hkdfSync } from 'node:crypto';

/**
 * A key for one purpose, derived from the database's (HKDF, RFC 5869): there is one secret to keep, and what is signed for
 * one purpose is worth nothing for another.
 *
 * @param databaseKey 32 bytes as hex
 * @returns 32 bytes as hex
 */
export function derivedKey(databaseKey: string, purpose: string): string {
  const key = hkdfSync('sha256', Buffer.from(databaseKey, 'hex'), '', `second-ring ${purpose}`, 32);
  return Buffer.from(key).toString('hex');
}
