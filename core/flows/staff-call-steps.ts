import type { Config } from '../config/schema.ts';
import type { StaffCallId } from '../ids.ts';
import type { CallAnswer } from '../rules/call-answer.ts';
import { isOver, moreTelling, standingOf } from '../rules/staff-call.ts';
import { changeContact } from '../store/contacts.ts';
import { changeEffect, endEffectsAbout, findEffectByKey } from '../store/effects.ts';
import { getEntry, noteChange } from '../store/entries.ts';
import type { StaffCallRow } from '../store/schema.ts';
import { changeStaffCall, findStaffCall, staffCallOf } from '../store/staff-calls.ts';
import type { Tx } from '../store/writer.ts';
import { defaultLanguage } from './practice.ts';
import { placingKey } from './staff-calls.ts';

/** A step of a call that staff make, as our own URL names it and the carrier signs it. */
export interface StaffCallStep {
  call: StaffCallId;
  /** The carrier's name for the call to the staff member's own phone. */
  sid: string;
}

/**
 * The staff member's phone was lifted, by whoever or whatever: a key is asked for, in their language, and not a word is
 * said of whom the call is for.
 */
export async function staffPhoneLifted(tx: Tx, config: Config, step: StaffCallStep): Promise<CallAnswer> {
  const call = await callIn(tx, step);
  if (!call || call.phone_ended !== null) return { do: 'hang_up' };
  const told = await tell(tx, call, { lifted_at: call.lifted_at ?? tx.now });
  if (isOver(told.state)) return { do: 'hang_up' };
  const language = config.staff[call.staff]?.languages[0] ?? defaultLanguage(config);
  return { do: 'ask_own', call: call.id, language };
}

/**
 * They pressed a key, or none. Only 1 calls the contact, from when on automation is quiet with them: a voicemail never
 * presses it, so none is ever connected. The same key again gets the same answer.
 */
export async function staffPressesToCall(
  tx: Tx,
  step: StaffCallStep & { digits: string },
): Promise<CallAnswer> {
  const call = await callIn(tx, step);
  if (!call) return { do: 'hang_up' };
  const dial = { do: 'dial' as const, call: call.id, number: call.number, line: call.line };
  if (call.key_at !== null) return dial;
  if (call.phone_ended !== null || isOver(call.state)) return { do: 'hang_up' };
  if (step.digits !== '1') {
    await tell(tx, call, { phone_ended: 'completed' });
    return { do: 'hang_up' };
  }
  await tell(tx, call, { lifted_at: call.lifted_at ?? tx.now, key_at: tx.now });
  const { contact_id } = await getEntry(tx, call.entry_id);
  if (contact_id) await changeContact(tx, contact_id, { staff_wrote_at: tx.now, continuation_at: null });
  return dial;
}

/** The call to the staff member's own phone is over, in the carrier's word. */
export async function staffPhoneEnds(tx: Tx, step: StaffCallStep & { status: string }): Promise<void> {
  const call = await callIn(tx, step);
  if (call && call.phone_ended === null) await tell(tx, call, { phone_ended: step.status });
}

/** The contact's phone was lifted, by whoever or whatever: their voicemail too is heard by a person, who decides. */
export async function numberLifted(tx: Tx, step: StaffCallStep): Promise<void> {
  const call = await callIn(tx, step);
  if (call && call.answered_at === null) await tell(tx, call, { answered_at: tx.now });
}

/**
 * The call to the contact's phone is over.
 *
 * @param status the carrier's word: `completed`, `busy`, `no-answer`, `failed`, `canceled`
 * @param talked seconds that the two were connected, 0 when nobody picked up
 */
export async function numberEnds(
  tx: Tx,
  step: StaffCallStep & { status: string; talked: number },
): Promise<CallAnswer> {
  const call = await callIn(tx, step);
  if (call) {
    const { status, talked } = step;
    const answered = call.answered_at ?? (talked > 0 ? tx.now - talked * 1000 : null);
    await tell(tx, call, {
      number_ended: moreTelling(call.number_ended, status),
      answered_at: answered,
      talked: talked > 0 ? Math.max(talked, call.talked ?? 0) : call.talked,
    });
  }
  return { do: 'hang_up' };
}

/** The carrier has taken the call, or would not, or nobody knows. Returns its name for it, where that is known. */
export async function callPlaced(
  tx: Tx,
  id: StaffCallId,
  came: { sid: string } | { not: 'expired' | 'refused' | 'unknown' },
): Promise<string | null> {
  const call = await findStaffCall(tx, id);
  if (!call) return null;
  const told = 'sid' in came ? { provider_sid: call.provider_sid ?? came.sid } : { not_placed: came.not };
  return (await tell(tx, call, told)).provider_sid;
}

/** The call that a step belongs to; the carrier's first name for it is its name, and another's steps are nobody's. */
async function callIn(tx: Tx, { call: id, sid }: StaffCallStep): Promise<StaffCallRow | undefined> {
  const call = await findStaffCall(tx, id);
  if (!call || (call.provider_sid ?? sid) !== sid || call.not_placed === 'expired') return undefined;
  if (call.provider_sid !== null) return call;
  // It was not known whether it went out: it did.
  const placing = await findEffectByKey(tx, placingKey(id));
  if (placing?.state === 'unknown' || placing?.error === 'never_heard') {
    await changeEffect(tx, placing.id, { state: 'done', provider_sid: sid, error: null });
  }
  return tell(tx, call, { provider_sid: sid });
}

/** Keeps what was told, and what follows from it for how the call stands. */
export async function tell(tx: Tx, call: StaffCallRow, told: Partial<StaffCallRow>): Promise<StaffCallRow> {
  let next = standing(tx, { ...call, ...told });
  // Whoever did not hear their phone ring has pressed Call again: the first of the two calls is over.
  if (call.ended_at !== null && next.ended_at === null && (await staffCallOf(tx, call.staff))) {
    next = standing(tx, { ...next, phone_ended: 'completed' });
  }
  const { id, ...row } = next;
  await changeStaffCall(tx, id, row);
  if (next.ended_at !== null && next.state !== 'unknown') await endEffectsAbout(tx, 'settle_staff_call', id);
  if (next.state !== call.state || next.talked !== call.talked) {
    await noteChange(tx, 'entry', call.entry_id);
  }
  return next;
}

function standing(tx: Tx, call: StaffCallRow): StaffCallRow {
  const state = standingOf(call);
  return { ...call, state, ended_at: isOver(state) ? (call.ended_at ?? tx.now) : null };
}
