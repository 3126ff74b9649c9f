import { signal } from '@preact/signals';
import { reached, sentenceOf } from '../ask-server.ts';

export interface Passkey {
  id: string;
  name: string;
  /** Epoch milliseconds, here and below. */
  created_at: number;
  used_at: number | null;
}

export interface OwnSession {
  id: string;
  /** Whether it is the one that looks. */
  this: boolean;
  created_at: number;
  acted_at: number;
}

/** What `GET /auth/account` answers, which is no part of the API that the desk's client is inferred from. */
export interface AccountShown {
  email: string;
  app: boolean;
  passkeys: Passkey[];
  sessions: OwnSession[];
  /** Milliseconds, both. */
  cover_after: number;
  session: number;
}

export const account = signal<AccountShown | null>(null);
/** Why it could not be read, or nothing. */
export const unread = signal('');

export async function readAccount(): Promise<void> {
  unread.value = '';
  try {
    const answer = await reached(fetch('/auth/account'));
    account.value = (await answer.json()) as AccountShown;
  } catch (error) {
    unread.value = sentenceOf(error);
  }
}
