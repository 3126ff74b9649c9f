import type { Config } from '../config/schema.ts';
import type { CallId } from '../ids.ts';
import { type CallAtCarrier, type OwnLeg, wasTaken } from '../rules/call-at-carrier.ts';
import { ACTION_GRACE, LOOK_EVERY, LOST_END_GRACE, settleUnended } from '../rules/settle-call.ts';
import { changeCall, findCall, getCall, legsOf } from '../store/calls.ts';
import type { CallRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { type ArrivingCall, callOf, planOf } from './call-arrives.ts';
import { callsAgainUrgently, missCall } from './call-missed.ts';
import { withdrawContinuation } from './continuation.ts';
import { legFactsOf, settleByLegs, takeCall } from './legs.ts';
import { promiseSettling } from './settling.ts';

/** Twilio tells a call's length in whole seconds; one that is longer than we know began before its arrival reached us. */
const ROUNDED = 1_000;

/**
 * The caller's leg is over, says the number's status callback: the second witness, which knows nothing of bridging and
 * may come first. A leg that was answered gets ten seconds for its dial action; what is decided is decided once.
 */
export async function callEnds(
  tx: Tx,
  config: Config,
  ending: ArrivingCall & { lasted: number | null },
): Promise<void> {
  const known = await callOf(tx, config, ending);
  if (known.ended_at === null) {
    const began = tx.now - (ending.lasted ?? 0);
    const unseen = known.arrived_at - began > ROUNDED;
    await changeCall(tx, known.id, { ended_at: tx.now, ...(unseen ? { arrived_at: began } : {}) });
  }
  const call = await getCall(tx, known.id);
  if (call.state === 'missed') await takeBackSlip(tx, config, call.id);
  const settled = await settleByLegs(tx, config, call.id, (ending.lasted ?? 0) > 0);
  if (settled.state === 'ringing') {
    await promiseSettling(tx, call.id, (call.ended_at ?? tx.now) + ACTION_GRACE);
  }
}

/** What is to become of a call that nobody has settled: asked of Twilio by its name there, or looked at again. */
export type Settling = 'settled' | { ask: string } | { lookAt: number };

/**
 * The time to settle a call has come: ten seconds after its end, or (when no end has reached us) after its phones could
 * ring no longer. Where the dial action alone could tell, Twilio is asked.
 */
export async function callSettles(tx: Tx, config: Config, id: CallId): Promise<Settling> {
  const call = await findCall(tx, id);
  if (call?.state !== 'ringing') return 'settled';
  if (call.ended_at !== null) {
    const actionBy = call.ended_at + ACTION_GRACE;
    return tx.now < actionBy ? { lookAt: actionBy } : { ask: call.provider_sid };
  }
  const verdict = settleUnended(await legFactsOf(tx, id), tx.now);
  if (typeof verdict === 'object') return { ask: call.provider_sid };
  await endUnheard(tx, config, call, verdict);
  return 'settled';
}

/**
 * Twilio's answer to what became of a call.
 *
 * @param known null when Twilio does not know the call
 * @returns when to ask again (epoch milliseconds) while it goes on, else null
 */
export async function callLookedUp(
  tx: Tx,
  config: Config,
  id: CallId,
  known: CallAtCarrier | null,
): Promise<number | null> {
  const call = await findCall(tx, id);
  if (call?.state !== 'ringing') return null;
  if (!known) return settleUnasked(tx, config, id);
  if (known.endedAt === null) {
    if (call.ended_at === null) return tx.now + LOOK_EVERY;
    // Its own record may lag behind its callback, though not for long.
    return tx.now < call.ended_at + LOST_END_GRACE ? tx.now + ACTION_GRACE : settleUnasked(tx, config, id);
  }
  const endedAt = call.ended_at ?? Math.max(call.arrived_at, Math.min(known.endedAt, tx.now));
  await changeCall(tx, id, { ended_at: endedAt });
  const over = await getCall(tx, id);
  if (wasTaken(known, await ownLegsOf(tx, over))) await takeCall(tx, over);
  else await missCall(tx, config, over, 'left');
  return null;
}

async function ownLegsOf(tx: Tx, call: CallRow): Promise<OwnLeg[]> {
  const plan = planOf(call);
  return (await legsOf(tx, call.id)).map(({ position, accept, key_at }) => ({
    phone: plan[position]?.phone ?? '',
    accept,
    keyAt: key_at,
  }));
}

/**
 * Twilio can't be asked: the call is settled by what is known.
 *
 * @returns when to look again (epoch milliseconds) if somebody may be talking still, else null
 */
export async function settleUnasked(tx: Tx, config: Config, id: CallId): Promise<number | null> {
  const call = await findCall(tx, id);
  if (call?.state !== 'ringing') return null;
  if (call.ended_at !== null) {
    const { state } = await settleByLegs(tx, config, id);
    return state === 'ringing' ? call.ended_at + ACTION_GRACE : null;
  }
  const verdict = settleUnended(await legFactsOf(tx, id), tx.now);
  if (typeof verdict === 'object') return verdict.lookAt;
  await endUnheard(tx, config, call, verdict);
  return null;
}

/** A call of whose end nothing was heard is over now. */
async function endUnheard(
  tx: Tx,
  config: Config,
  { id }: CallRow,
  verdict: 'taken' | 'missed',
): Promise<void> {
  await changeCall(tx, id, { ended_at: tx.now });
  const over = await getCall(tx, id);
  if (verdict === 'taken') await takeCall(tx, over);
  else await missCall(tx, config, over, 'left');
}

/** Settles a call whose own arrival never reached us, once something else of it has. */
export async function missUnseenCall(tx: Tx, config: Config, id: CallId): Promise<void> {
  const call = await getCall(tx, id);
  if (call.state === 'ringing' && call.plan === '[]') await missCall(tx, config, call, 'unseen');
}

async function takeBackSlip(tx: Tx, config: Config, id: CallId): Promise<void> {
  const call = await getCall(tx, id);
  if (await callsAgainUrgently(tx, call)) return;
  const lasted = (call.ended_at ?? tx.now) - call.arrived_at;
  if (lasted < config.continuation.text_if_rang) await withdrawContinuation(tx, call, 'slip');
}
