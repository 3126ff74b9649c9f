import { EdgeError } from './errors.ts';

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * Codes of failures before anything was written: certainly not sent. Among them those of a certificate that does not
 * hold (node:tls, "X509 certificate error codes"): the handshake ends before the request.
 */
const NEVER_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Does something with `fetch`; what it throws becomes an `EdgeError` that says what is known. */
export async function outward<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const cause = (error as { cause?: { code?: unknown } }).cause;
    if (NEVER_CONNECTED.has(cause?.code)) throw new EdgeError('not_connected', { sent: 'no' });
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    throw new EdgeError(timedOut ? 'timed_out' : 'cut_off', { sent: 'unknown' });
  }
}

/** `Retry-After` as seconds or as a date by the other side's own clock, in milliseconds; null when absent or unreadable. */
export function retryAfter(headers: Headers): number | null {
  const header = headers.get('retry-after');
  if (!header) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const wait = Date.parse(header) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}
