import { nameOf } from '../errors.ts';

/** Why `fetch` brought nothing, as a code that can be looked up: ECONNREFUSED, CERT_HAS_EXPIRED, TimeoutError. */
export function whyNotReached(error: unknown): string {
  const { code } = ((error as { cause?: unknown } | null)?.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : nameOf(error);
}
