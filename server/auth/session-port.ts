/** What somebody may do: an owner everything, staff the whole queue, a clinician what is unassigned and their own. */
export const ROLES = ['owner', 'staff', 'clinician'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who has signed in, second factor and all. */
export interface SignedIn {
  /** The user's id. */
  user: string;
  name: string;
  /** Who they are in the configuration's `staff`, by short name; null for somebody who is not among them. */
  staff: string | null;
  role: Role;
  /** The session's id. */
  session: string;
  /** Nobody has touched it for `desk.cover_after`: until it is unlocked it may only say that there is a crisis. */
  covered: boolean;
  /** When it will be, unless somebody does something before (epoch milliseconds). */
  coversAt: number;
}

/**
 * What a request carries when a person did something, and not a timer or a stream: only such a request puts off the moment
 * at which the screen is covered. Another website cannot make a browser send it without being asked first.
 */
export const ACT_HEADER = 'second-ring-act';

export interface SessionPort {
  /** Who sends a request; null for a stranger, and for whoever has not yet proven or set up a second factor. */
  signedIn(request: Request): Promise<SignedIn | null>;
}
