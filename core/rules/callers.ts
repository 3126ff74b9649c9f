import type { Phone } from '../ids.ts';
import { type Country, parsePhone } from './phone.ts';

/** Who rang, as far as the line may tell; only a `client` becomes a contact and may be texted. */
export type Caller =
  | { kind: 'client'; phone: Phone }
  | { kind: 'withheld' }
  | { kind: 'staff'; phone: Phone }
  | { kind: 'blocked'; phone: Phone }
  /** From one of our own numbers: an office leg that its carrier forwarded back to us. */
  | { kind: 'own_line'; phone: Phone };

/** What the practice's configuration says of numbers. */
export interface KnownNumbers {
  lines: readonly Phone[];
  staff: readonly Phone[];
  blocked: readonly Phone[];
  country: Country;
}

/** Digits that carriers send in place of a withheld number (they spell ANONYMOUS, RESTRICTED, UNAVAILABLE ...). */
const STAND_INS: ReadonlySet<string> = new Set([
  '+266696687',
  '+7378742833',
  '+86282452253',
  '+8656696',
  '+2562533',
  '+7748283',
]);

/** The number behind a From or ForwardedFrom, or null where there is none: withheld, a SIP or client address, a short code. */
export function readNumber(written: string | null | undefined, country: Country): Phone | null {
  const text = (written ?? '').trim();
  if (STAND_INS.has(text.startsWith('+') ? text : `+${text}`)) return null;
  return parsePhone(text, country);
}

/**
 * Who a call is from. A staff phone's number on a call that was forwarded to us, or on a line that only gets forwarded
 * calls, is a caller whose number the forwarding carrier replaced: withheld.
 */
export function readCaller(
  call: { from: string; forwardedFrom: string | null; onlyForwarded: boolean },
  known: KnownNumbers,
): Caller {
  const phone = readNumber(call.from, known.country);
  if (!phone) return { kind: 'withheld' };
  if (known.lines.includes(phone)) return { kind: 'own_line', phone };
  if (known.staff.includes(phone)) {
    const masked = call.onlyForwarded || readNumber(call.forwardedFrom, known.country) !== null;
    return masked ? { kind: 'withheld' } : { kind: 'staff', phone };
  }
  return known.blocked.includes(phone) ? { kind: 'blocked', phone } : { kind: 'client', phone };
}
