import { createHmac, timingSafeEqual } from 'node:crypto';

/*
 * `__Host-` (RFC 6265bis, 4.1.3.2): the browser takes such a cookie only with Secure, Path=/ and no Domain, so that no other
 * host of the practice's domain can set or read it. Chromium takes it over plain http from 127.0.0.1 too, as in the demo.
 */
export const SESSION_COOKIE = '__Host-second_ring';
export const PENDING_COOKIE = '__Host-second_ring_pending';
export const DEVICE_COOKIE = '__Host-second_ring_device';

/** How long somebody may take between password and second factor. */
export const PENDING_SECONDS = 600;

/** A cookie that scripts cannot read and other sites cannot have sent. `seconds`: how long it lasts; 0 takes it away. */
export function cookieHeader(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Strict`;
}

/** A cookie's value as it was sent, or null; of two by one name the first. */
export function cookieOf(headers: Headers, name: string): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/** The value that an answer of the library sets a cookie to, or null when it sets none or takes it away. */
export function cookieSet(headers: Headers, name: string): string | null {
  const values = headers
    .getSetCookie()
    .filter(header => header.startsWith(`${name}=`) && !/;\s*max-age=0(?:;|$)/i.test(header))
    .map(header => header.slice(name.length + 1).split(';')[0] ?? '');
  return values.findLast(value => value !== '') ?? null;
}

/** The token in a cookie that the library has signed (HMAC-SHA256, base64, behind a full stop); null for a forged one. */
export function signedToken(cookie: string, secret: string): string | null {
  let value: string;
  try {
    value = decodeURIComponent(cookie);
  } catch {
    return null;
  }
  const at = value.lastIndexOf('.');
  if (at < 1) return null;
  const token = value.slice(0, at);
  const expected = signatureOf(token, secret);
  const signature = Buffer.from(value.slice(at + 1), 'base64');
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : null;
}

/** A cookie's value as the library would sign it. */
export function signToken(token: string, secret: string): string {
  return encodeURIComponent(`${token}.${signatureOf(token, secret).toString('base64')}`);
}

function signatureOf(token: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(token).digest();
}
