import type { Config } from '../config/schema.ts';
import type { Phone, StaffCallId } from '../ids.ts';
import type { CallAtCarrier } from '../rules/call-at-carrier.ts';
import { LOOK_EVERY } from '../rules/settle-call.ts';
import { isOver } from '../rules/staff-call.ts';
import { aboutOf, changeEffect, findEffectByKey } from '../store/effects.ts';
import type { EffectRow } from '../store/schema.ts';
import { findStaffCall } from '../store/staff-calls.ts';
import type { Tx } from '../store/writer.ts';
import { callPlaced, tell } from './staff-call-steps.ts';
import { placingKey } from './staff-calls.ts';

/** A promise to ring somebody's phone that is neither kept nor given up yet is looked at again so soon, in milliseconds. */
const SOON = 60_000;

/** What the carrier is to ring for a staff member, or why it rings no more: what is a minute old is not meant any more. */
export async function staffCallGoes(
  tx: Tx,
  config: Config,
  effect: EffectRow,
): Promise<{ call: StaffCallId; from: Phone; to: Phone } | { not: string }> {
  const call = await findStaffCall(tx, aboutOf<StaffCallId>(effect));
  if (call?.state !== 'promised') return { not: 'over' };
  const to = config.staff[call.staff]?.phone;
  const late = effect.expires_at !== null && effect.expires_at <= tx.now;
  if (late || !to) {
    await callPlaced(tx, call.id, { not: late ? 'expired' : 'refused' });
    return { not: late ? 'too_late' : 'no_number' };
  }
  return { call: call.id, from: call.line, to };
}

/**
 * The time has come at which a call should be over, or two people talk. Whatever did not reach us, nobody is kept from
 * calling again by it: the carrier is asked.
 */
export async function staffCallSettles(
  tx: Tx,
  id: StaffCallId,
): Promise<'settled' | { ask: string } | { lookAt: number }> {
  const call = await findStaffCall(tx, id);
  if (!call) return 'settled';
  if (call.state === 'unknown') {
    const placing = await findEffectByKey(tx, placingKey(id));
    // It stands as unknown for people; for the machinery nothing more is to be heard of it.
    if (placing?.state === 'unknown') {
      await changeEffect(tx, placing.id, { state: 'failed', error: 'never_heard' });
    }
    return 'settled';
  }
  if (isOver(call.state)) return 'settled';
  return call.provider_sid === null ? { lookAt: tx.now + SOON } : { ask: call.provider_sid };
}

/**
 * The carrier's answer to what became of a call.
 *
 * @param known null when the carrier does not know it
 * @returns when to ask again (epoch milliseconds) while it goes on, else null
 */
export async function staffCallLookedUp(
  tx: Tx,
  id: StaffCallId,
  known: CallAtCarrier | null,
): Promise<number | null> {
  const call = await findStaffCall(tx, id);
  if (!call || isOver(call.state)) return null;
  if (known?.endedAt === null) return tx.now + LOOK_EVERY;
  const leg = known?.legs.find(({ phone }) => phone === call.number);
  const talked = leg ? Math.round((leg.connected.until - leg.connected.from) / 1000) : 0;
  await tell(tx, call, {
    phone_ended: known ? 'completed' : 'unheard',
    answered_at: call.answered_at ?? leg?.connected.from ?? null,
    number_ended: call.number_ended ?? (known && call.key_at !== null && !leg ? 'no-answer' : null),
    talked: leg ? Math.max(talked, call.talked ?? 0) : call.talked,
  });
  return null;
}

/** Neither told nor to be asked: how it ended nobody will hear, and whoever made it may call again. */
export async function staffCallUnheard(tx: Tx, id: StaffCallId): Promise<void> {
  const call = await findStaffCall(tx, id);
  if (call && !isOver(call.state)) await tell(tx, call, { phone_ended: 'unheard' });
}
