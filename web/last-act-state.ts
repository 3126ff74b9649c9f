import { signal } from '@preact/signals';
import { Refused, sentenceOf } from './ask-server.ts';
import { nameOf } from './queue-state.ts';
import { session } from './session.ts';
import { say } from './words.ts';

export interface LastAct {
  sentence: string;
  wrong: boolean;
  /** What was not done, and why: a sentence each. */
  but?: readonly string[];
  undo?: () => Promise<unknown>;
  /** The same once more. */
  again?: () => Promise<unknown>;
}

/** What was done last, or why it was not; it stays until the next act, so that undoing it has no hurry. */
export const lastAct = signal<LastAct | null>(null);

/** Undoes what was done last. */
export async function undo(): Promise<void> {
  await lastAct.value?.undo?.();
}

/** Says that something was not done, and offers it once more where that may help. */
export function notDone(error: unknown, again?: () => Promise<unknown>): void {
  const worth = again && error instanceof Refused && (error.status === 0 || error.status >= 500);
  lastAct.value = { sentence: whyNot(error), wrong: true, ...(worth ? { again } : {}) };
}

/** Why something was not done. The second of two people is told who was first. */
export function whyNot(error: unknown): string {
  if (!(error instanceof Refused) || error.code !== 'changed') return sentenceOf(error);
  const { by } = error.more;
  if (typeof by !== 'string') return say('changed_new');
  const { value } = session;
  // Perhaps in another window; or the answer to what was just done has been lost.
  if (value.is === 'in' && value.who.staff === by) return say('changed_by_you');
  return say('changed_since', { name: nameOf(by) });
}
