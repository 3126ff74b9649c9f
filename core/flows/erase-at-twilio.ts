import { ERASING_RESTS, erasesAgainAfter } from '../rules/keeping.ts';
import { wakeEffect } from '../store/effects.ts';
import { erasureIsOver, erasureRefused, nextErasure, triesOf } from '../store/erasures.ts';
import type { Tx } from '../store/writer.ts';
import { heldSince } from './legal-hold.ts';

/** One row for good, as there is one list of what is to go at Twilio. */
const ERASE = 'erase_at_twilio';
/** A legal hold is looked at again after so long, in milliseconds. */
const HELD = 3_600_000;

/** What came of asking Twilio to erase something: names that are gone there, and those that it would not erase yet. */
export interface ErasedThere {
  done: readonly string[];
  refused: readonly { sid: string; code: string }[];
  /** How long it asked us to wait, in milliseconds. */
  waits: number | null;
}

/** There may be something to erase at Twilio: the worker looks. */
export async function erasesAtTwilio(tx: Tx): Promise<void> {
  const next = await erasesNext(tx);
  if (next !== null) await wakeEffect(tx, { kind: 'erase_at_twilio', about: ERASE, key: ERASE }, next);
}

/** When Twilio is to be asked next (epoch milliseconds), or null when there is nothing to erase. */
export async function erasesNext(tx: Tx): Promise<number | null> {
  const next = nextErasure(tx);
  if (next === null) return null;
  return (await heldSince(tx)) === null ? Math.max(next, tx.now) : tx.now + HELD;
}

/** Writes down what Twilio has erased; when to go on (epoch milliseconds), or null. */
export async function erasedThere(tx: Tx, { done, refused, waits }: ErasedThere): Promise<number | null> {
  for (const sid of done) erasureIsOver(tx, sid);
  for (const { sid, code } of refused) {
    const dueAt = tx.now + erasesAgainAfter(triesOf(tx, sid) + 1);
    erasureRefused(tx, { sid, error: code, dueAt });
  }
  const next = await erasesNext(tx);
  return next === null ? null : Math.max(next, tx.now + Math.max(waits ?? 0, ERASING_RESTS));
}
