import type { SignedIn } from '../../server/auth/session-port.ts';

/** Somebody who is signed in, on an open screen unless said otherwise. */
export const signedIn = (one: Partial<SignedIn> & Pick<SignedIn, 'user' | 'role'>): SignedIn => ({
  name: one.user,
  staff: one.user,
  session: `session of ${one.user}`,
  covered: false,
  coversAt: Number.MAX_SAFE_INTEGER,
  ...one,
});
