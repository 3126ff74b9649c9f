import { createHmac, randomBytes } from 'node:crypto';
import { countryOf, parsePhone } from '../core/rules/phone.ts';
import { WEBHOOKS } from '../core/twilio/urls.ts';
import { ACCOUNT, TOKEN } from './practice.ts';

/** A webhook as it is sent, signed beforehand so that the load generator has nothing to compute. */
export interface Webhook {
  url: URL;
  body: string;
  signature: string;
  /** The number of whoever called or wrote. */
  from: string;
}

/** A call from `from` to `line`. `base` is the server's public URL. */
export function callWebhook(base: string, from: string, line: string): Webhook {
  const sid = `CA${randomBytes(16).toString('hex')}`;
  return signed(`${base}${WEBHOOKS.voice}`, {
    AccountSid: ACCOUNT,
    ApiVersion: '2010-04-01',
    CallSid: sid,
    CallStatus: 'ringing',
    Called: line,
    CalledCountry: 'US',
    Caller: from,
    CallerCountry: 'US',
    Direction: 'inbound',
    From: from,
    FromCountry: 'US',
    To: line,
    ToCountry: 'US',
  });
}

/** A text from `from` to `line`. */
export function textWebhook(base: string, from: string, line: string, body: string): Webhook {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  return signed(`${base}${WEBHOOKS.message}`, {
    AccountSid: ACCOUNT,
    ApiVersion: '2010-04-01',
    Body: body,
    From: from,
    FromCountry: 'US',
    MessageSid: sid,
    NumMedia: '0',
    NumSegments: '1',
    SmsStatus: 'received',
    To: line,
    ToCountry: 'US',
  });
}

/** https://www.twilio.com/docs/usage/security#validating-requests */
function signed(url: string, fields: Readonly<Record<string, string>>): Webhook {
  const names = Object.keys(fields).sort();
  const text = url + names.map(name => name + fields[name]).join('');
  return {
    url: new URL(url),
    body: new URLSearchParams(fields).toString(),
    signature: createHmac('sha1', TOKEN).update(text).digest('base64'),
    from: fields.From ?? '',
  };
}

/** Where the practice's own numbers are; nobody calls from there. */
const PRACTICE_AREA = 212;
/** Area codes in which a number can be texted: some four hundred. */
const AREAS = Array.from({ length: 800 }, (_, n) => 200 + n).filter(area => {
  if (area === PRACTICE_AREA) return false;
  const phone = parsePhone(`+1${area}5550100`, 'US');
  const country = phone && countryOf(phone);
  return country === 'US' || country === 'CA';
});

/** How many different people can call. */
export const MOST_CALLERS = AREAS.length * 100;

/** The n-th caller's number, of those that are kept free for invented people. Throws beyond `MOST_CALLERS`. */
export function callerNumber(n: number): string {
  const area = AREAS[Math.floor(n / 100)];
  if (area === undefined) throw new Error(`There are only ${MOST_CALLERS} numbers to call from.`);
  return `+1${area}55501${String(n % 100).padStart(2, '0')}`;
}
