import { isFinal } from '../rules/delivery.ts';
import { nextCheck, nextLook } from '../rules/look-up.ts';
import { endEffectsAbout, promise } from '../store/effects.ts';
import type { EffectRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';

/** Nobody knows whether a text or an alert went out: Twilio will be asked for it. */
export async function promiseLooking(tx: Tx, sent: EffectRow): Promise<void> {
  await promise(tx, {
    kind: 'find_text',
    about: sent.id,
    // An attempt each: one that was known to be refused after all may be followed by another.
    key: `find:${sent.id}:${sent.attempts}`,
    dueAt: nextLook(sent.begun_at ?? tx.now, null, isUrgent(sent)) ?? tx.now,
    urgent: isUrgent(sent),
  });
}

/**
 * Twilio has a text or an alert. Of an urgent one more must be heard than that: should its callbacks get lost, Twilio is
 * asked what became of it.
 */
export async function carrierHas(tx: Tx, sent: EffectRow, status: string | null): Promise<void> {
  await endEffectsAbout(tx, 'find_text', sent.id);
  if (!isUrgent(sent)) return;
  if (status !== null && isFinal(status)) {
    await endEffectsAbout(tx, 'check_text', sent.id);
    return;
  }
  const dueAt = nextCheck(tx.now, null) ?? tx.now;
  await promise(tx, { kind: 'check_text', about: sent.id, key: `check:${sent.id}`, dueAt, urgent: true });
}

function isUrgent(sent: EffectRow): boolean {
  return sent.priority === 0;
}
