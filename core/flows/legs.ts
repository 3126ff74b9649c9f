import type { Config } from '../config/schema.ts';
import type { CallId } from '../ids.ts';
import type { CallAnswer } from '../rules/call-answer.ts';
import { type OpenLegFacts, settleCall } from '../rules/settle-call.ts';
import { changeCall, changeLeg, decideCall, findCall, legsOf, startLeg } from '../store/calls.ts';
import { changeContact } from '../store/contacts.ts';
import { addNote, noteChange, unhandledEntryOf } from '../store/entries.ts';
import type { CallRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { planOf, ringOrGreet } from './call-arrives.ts';
import { missCall } from './call-missed.ts';
import { defaultLanguage } from './practice.ts';
import { endSettling } from './settling.ts';

/** One office leg of one call, as our own URLs name it. */
export interface LegRef {
  call: CallId;
  position: number;
}

/** The leg was picked up, by whoever or whatever; with a key asked, this alone takes nothing. */
export async function legAnswers(tx: Tx, ref: LegRef): Promise<void> {
  const leg = await findLeg(tx, ref);
  if (leg && leg.answered_at === null) await changeLeg(tx, ref.call, ref.position, { answered_at: tx.now });
}

/**
 * The called phone hung up or stopped ringing. A leg that lasted had been picked up, even when that was never told:
 * callbacks get lost.
 *
 * @param lasted milliseconds that it was connected, 0 when nobody picked up
 */
export async function legHangsUp(tx: Tx, ref: LegRef, lasted: number): Promise<void> {
  const leg = await findLeg(tx, ref);
  if (!leg || leg.ended_at !== null) return;
  const unseen = leg.answered_at === null && lasted > 0;
  await changeLeg(tx, ref.call, ref.position, {
    ended_at: tx.now,
    ...(unseen ? { answered_at: tx.now - lasted } : {}),
  });
}

/** The called person is asked to press 1, in their own language. */
export async function askStaff(tx: Tx, config: Config, ref: LegRef): Promise<CallAnswer> {
  const leg = await findLeg(tx, ref);
  if (!leg) return { do: 'hang_up' };
  await legAnswers(tx, ref);
  const language = config.staff[leg.who]?.languages[0] ?? defaultLanguage(config);
  return { do: 'ask_staff', ...ref, language };
}

/** The called person pressed a key, or none: only 1 takes the call, and only while the caller is still there. */
export async function staffPresses(tx: Tx, ref: LegRef, digits: string): Promise<CallAnswer> {
  const call = await findCall(tx, ref.call);
  const leg = await findLeg(tx, ref);
  if (!call || !leg || digits !== '1') return { do: 'hang_up' };
  if (leg.key_at !== null) return { do: 'bridge' };
  if (call.ended_at !== null) return { do: 'hang_up' };
  await changeLeg(tx, ref.call, ref.position, { key_at: tx.now, answered_at: leg.answered_at ?? tx.now });
  return { do: 'bridge' };
}

/**
 * The dial action: this leg is over. A person took the call, or the next phone rings, or nobody is left and the line
 * greets. The same action again gets the same answer.
 *
 * @param over whether the caller has already hung up
 */
export async function legEnds(
  tx: Tx,
  config: Config,
  ref: LegRef,
  action: { bridged: boolean; over: boolean },
): Promise<CallAnswer> {
  const call = await findCall(tx, ref.call);
  const leg = await findLeg(tx, ref);
  if (!call || !leg) return { do: 'hang_up' };
  if (leg.bridged === null) {
    await changeLeg(tx, ref.call, ref.position, { bridged: action.bridged ? 1 : 0, ended_at: tx.now });
  }
  if (action.over && call.ended_at === null) await changeCall(tx, call.id, { ended_at: tx.now });
  return afterLeg(tx, config, call.id, ref.position);
}

async function afterLeg(tx: Tx, config: Config, id: CallId, position: number): Promise<CallAnswer> {
  const settled = await settleByLegs(tx, config, id);
  const plan = planOf(settled);
  const next = plan[position + 1];
  // An earlier leg's action again: it is answered with the next phone, as it was before.
  if (await findLeg(tx, { call: id, position: position + 1 })) return ringOrGreet(settled, position + 1);
  if (settled.state === 'taken') return { do: 'hang_up' };
  if (settled.state === 'ringing' && settled.ended_at === null) {
    if (!next) return ringOrGreet(await missCall(tx, config, settled, 'greeted'), plan.length);
    await startLeg(tx, { call_id: id, position: position + 1, who: next.who, accept: next.accept });
    return ringOrGreet(settled, position + 1);
  }
  return ringOrGreet(settled, plan.length);
}

/**
 * Settles a call as far as its legs and its end allow now.
 *
 * @param connected whether the call had been connected, as only its end can say; where it is not that which speaks, a
 *   leg of which nothing is known gets the benefit of the doubt, and its ten seconds
 */
export async function settleByLegs(tx: Tx, config: Config, id: CallId, connected = true): Promise<CallRow> {
  const call = await findCall(tx, id);
  if (!call) throw new Error(`No call ${id}`);
  if (call.state !== 'ringing') return call;
  const end = call.ended_at === null ? null : { at: call.ended_at, connected };
  const verdict = settleCall(await legFactsOf(tx, call.id), end, tx.now);
  if (verdict === 'taken') return takeCall(tx, call);
  return verdict === 'missed' ? missCall(tx, config, call, 'left') : call;
}

/** What the rules want to know of a call's legs. */
export async function legFactsOf(tx: Tx, call: CallId): Promise<OpenLegFacts[]> {
  return (await legsOf(tx, call)).map(leg => ({
    accept: leg.accept,
    answeredAt: leg.answered_at,
    keyAt: leg.key_at,
    startedAt: leg.started_at,
    endedAt: leg.ended_at,
    bridged: leg.bridged === null ? null : leg.bridged === 1,
  }));
}

/** A person took the call: it stands in the contact's history, and the next missed call may be texted anew. */
export async function takeCall(tx: Tx, call: CallRow): Promise<CallRow> {
  if (await decideCall(tx, call.id, 'taken')) {
    await endSettling(tx, call.id);
    if (call.contact_id) {
      await changeContact(tx, call.contact_id, { continuation_at: null });
      const entry = await unhandledEntryOf(tx, call.contact_id);
      if (entry) {
        await changeCall(tx, call.id, { entry_id: entry.id });
        await addNote(tx, entry.id, 'call_taken');
      }
    }
    await noteChange(tx, 'call', call.id);
  }
  return { ...call, state: 'taken', decided_at: tx.now };
}

async function findLeg(tx: Tx, ref: LegRef) {
  return (await legsOf(tx, ref.call)).find(leg => leg.position === ref.position);
}
