import { randomBytes } from 'node:crypto';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A phone number in E.164 form, such as `+12125550123`. Made only by `parsePhone`. */
export type Phone = Branded<'Phone'>;
export type CallId = Branded<'CallId'>;
/** A call that staff make to a contact. */
export type StaffCallId = Branded<'StaffCallId'>;
export type TestCallId = Branded<'TestCallId'>;
export type ContactId = Branded<'ContactId'>;
export type EntryId = Branded<'EntryId'>;
export type MessageId = Branded<'MessageId'>;
export type EffectId = Branded<'EffectId'>;
export type NoticeId = Branded<'NoticeId'>;
export type VoicemailId = Branded<'VoicemailId'>;

/** Where ids and secrets come from, passed in so that a whole system can be replayed from one seed. */
export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Uint8Array;
}

/** Asking the system costs the same for 16 bytes as for thousands, and a missed call needs a dozen ids. */
const POOL = 4_096;
let pool = Buffer.alloc(0);
let used = 0;

export const systemRandom: Random = {
  bytes(length) {
    if (length > POOL) return randomBytes(length);
    if (used + length > pool.length) {
      pool = randomBytes(POOL);
      used = 0;
    }
    const bytes = Uint8Array.prototype.slice.call(pool, used, used + length);
    // What was given away may be a secret: nothing of it stays here.
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  },
};

/**
 * A UUID version 7 (RFC 9562): 48 bits of `now` (epoch milliseconds), the rest random, so that ids sort by age and
 * new rows land at the end of an index.
 */
export function newId<Id extends string>(now: number, random: Random): Id {
  const bytes = Uint8Array.from(random.bytes(16));
  new DataView(bytes.buffer).setBigUint64(
    0,
    (BigInt(now) << 16n) | BigInt(((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)),
  );
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id;
}

/** A link token: 128 random bits, base64url, 22 characters. */
export function newToken(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('base64url');
}
