import type { CallId } from '../ids.ts';
import { changeEffect, findEffectByKey, moveEffect, promise } from '../store/effects.ts';
import type { Tx } from '../store/writer.ts';

/**
 * Promises that a call is settled at a time (epoch milliseconds), or moves that time: one waiting a call, first for an
 * end that may never reach us, then for the dial action after an end that did.
 */
export async function promiseSettling(tx: Tx, call: CallId, dueAt: number): Promise<void> {
  const key = settleKey(call);
  if (await promise(tx, { kind: 'settle_call', about: call, key, dueAt })) return;
  await moveEffect(tx, key, dueAt);
}

/** The call is settled: nothing waits for it any more. */
export async function endSettling(tx: Tx, call: CallId): Promise<void> {
  const effect = await findEffectByKey(tx, settleKey(call));
  if (effect?.state === 'pending') await changeEffect(tx, effect.id, { state: 'done' });
}

function settleKey(call: CallId): string {
  return `settle:${call}`;
}
