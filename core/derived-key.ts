import { hkdfSync } from 'node:crypto';

/**
 * A key for one purpose, derived from the database's secret (HKDF, RFC 5869): what is signed for one purpose is worth
 * nothing for another. Not from the database's key, which an owner may change.
 *
 * @param secret `Store.secret`, 32 bytes as hex
 * @returns 32 bytes as hex
 */
export function derivedKey(secret: string, purpose: string): string {
  const key = hkdfSync('sha256', Buffer.from(secret, 'hex'), '', `second-ring ${purpose}`, 32);
  return Buffer.from(key).toString('hex');
}
