import type { Config } from '../config/schema.ts';
import { newId } from '../ids.ts';
import type { CallAnswer } from '../rules/call-answer.ts';
import { type Caller, readCaller, readNumber } from '../rules/callers.ts';
import { longestRinging, type PlannedLeg, planRinging } from '../rules/ring-plan.ts';
import { LOST_END_GRACE } from '../rules/settle-call.ts';
import { findCallBySid, insertCall, startLeg } from '../store/calls.ts';
import { wasErased } from '../store/erasures.ts';
import type { CallRow } from '../store/schema.ts';
import { uncalledStaff } from '../store/staff-states.ts';
import type { Tx } from '../store/writer.ts';
import { greetingOf, missCall } from './call-missed.ts';
import { contactInPerson } from './contact-in-person.ts';
import { nameCaller } from './name-caller.ts';
import { defaultLanguage, knownNumbers, lineFor, openness } from './practice.ts';
import { promiseSettling } from './settling.ts';

export interface ArrivingCall {
  sid: string;
  /** The number that was called. */
  line: string;
  from: string;
  forwardedFrom: string | null;
}

/** A call comes in: it rings, is greeted, or is refused. The same call again gets the same answer. */
export async function callArrives(tx: Tx, config: Config, arriving: ArrivingCall): Promise<CallAnswer> {
  const known = await findCallBySid(tx, arriving.sid);
  if (known) return firstAnswer(known);
  const call = await admit(tx, config, arriving, true);
  if (call.state === 'refused' || planOf(call).length > 0) return firstAnswer(call);
  return firstAnswer(await missCall(tx, config, call, 'greeted'));
}

/**
 * The call of a later webhook. When its arrival never reached us (we were down, and the caller heard the spare
 * greeting), the call begins now, with nobody to ring; one that was kept without a name may get it now.
 *
 * @throws ErasedCall
 */
export async function callOf(tx: Tx, config: Config, arriving: ArrivingCall): Promise<CallRow> {
  const known = await findCallBySid(tx, arriving.sid);
  return known ? nameCaller(tx, config, known, arriving) : admit(tx, config, arriving, false);
}

/** Something is told of a call that was erased since: there is nothing that it could be added to, nor is to be. */
export class ErasedCall extends Error {
  override name = 'ErasedCall';
}

async function admit(tx: Tx, config: Config, arriving: ArrivingCall, mayRing: boolean): Promise<CallRow> {
  if (wasErased(tx, arriving.sid)) throw new ErasedCall();
  const line = lineFor(config, arriving.line);
  const numbers = knownNumbers(config);
  const caller = readCaller({ ...arriving, onlyForwarded: line.ring.length === 0 }, numbers);
  const contact = caller.kind === 'client' ? await contactInPerson(tx, config, caller.phone) : null;
  const refused = caller.kind === 'own_line' || caller.kind === 'blocked';
  const plan = refused || !mayRing ? [] : await ringPlan(tx, config, arriving, caller);
  const call: CallRow = {
    id: newId(tx.now, tx.random),
    provider_sid: arriving.sid,
    line: line.number,
    contact_id: contact?.id ?? null,
    caller: caller.kind,
    from_number: 'phone' in caller ? caller.phone : null,
    forwarded_from: readNumber(arriving.forwardedFrom, numbers.country),
    language: contact?.language ?? defaultLanguage(config),
    state: refused ? 'refused' : 'ringing',
    plan: JSON.stringify(plan),
    greeting: null,
    no_texts: 0,
    keyed_number: null,
    entry_id: null,
    arrived_at: tx.now,
    decided_at: refused ? tx.now : null,
    ended_at: null,
  };
  await insertCall(tx, call);
  const [first] = plan;
  if (first) {
    await startLeg(tx, { call_id: call.id, position: 0, who: first.who, accept: first.accept });
    await promiseSettling(tx, call.id, tx.now + longestRinging(plan) + LOST_END_GRACE);
  }
  return call;
}

async function ringPlan(
  tx: Tx,
  config: Config,
  arriving: ArrivingCall,
  caller: Caller,
): Promise<PlannedLeg[]> {
  const line = lineFor(config, arriving.line);
  const numbers = knownNumbers(config);
  const resting = uncalledStaff(tx, tx.now);
  const ring = line.ring.flatMap(leg => {
    const phone = resting.has(leg.who) ? null : config.staff[leg.who]?.phone;
    return phone ? [{ who: leg.who, phone, for: leg.for, accept: leg.accept }] : [];
  });
  return planRinging({
    ring,
    open: (await openness(tx, config, line)).open,
    ringsWhenClosed: line.after_hours === 'ring',
    cameFrom: [
      'phone' in caller ? caller.phone : readNumber(arriving.from, numbers.country),
      readNumber(arriving.forwardedFrom, numbers.country),
    ],
    ownNumbers: numbers.lines,
  });
}

export function planOf(call: CallRow): PlannedLeg[] {
  return JSON.parse(call.plan) as PlannedLeg[];
}

/** What the arrival was answered with, computed again from what is stored. */
function firstAnswer(call: CallRow): CallAnswer {
  // A busy tone sends a leg that came back to us on to the next phone; a greeting would have "answered" it.
  if (call.caller === 'own_line') return { do: 'reject', reason: 'busy' };
  if (call.caller === 'blocked') return { do: 'reject', reason: 'rejected' };
  return ringOrGreet(call, 0);
}

/** Rings the planned leg at `position`, or greets when the plan is through. */
export function ringOrGreet(call: CallRow, position: number): CallAnswer {
  const leg = planOf(call)[position];
  if (leg) return { do: 'ring', call: call.id, position, leg, line: call.line };
  if (call.greeting) return { do: 'greet', call: call.id, line: call.line, greeting: greetingOf(call) };
  return { do: 'hang_up' };
}
