import type { Config } from '../config/schema.ts';
import type { CallId } from '../ids.ts';
import { ACTION_GRACE, settleUnended } from '../rules/settle-call.ts';
import { changeCall, findCall, getCall } from '../store/calls.ts';
import type { Tx } from '../store/writer.ts';
import { type ArrivingCall, callOf } from './call-arrives.ts';
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

/**
 * The time to settle a call has come: ten seconds after its end, or (when no end has reached us) after its phones could
 * ring no longer. It is settled by what is known.
 *
 * @returns when to look again (epoch milliseconds) if somebody may be talking still, else null
 */
export async function callSettles(tx: Tx, config: Config, id: CallId): Promise<number | null> {
  const call = await findCall(tx, id);
  if (call?.state !== 'ringing') return null;
  if (call.ended_at !== null) {
    const { state } = await settleByLegs(tx, config, id);
    return state === 'ringing' ? call.ended_at + ACTION_GRACE : null;
  }
  const verdict = settleUnended(await legFactsOf(tx, id), tx.now);
  if (typeof verdict === 'object') return verdict.lookAt;
  await changeCall(tx, id, { ended_at: tx.now });
  const over = await getCall(tx, id);
  if (verdict === 'taken') await takeCall(tx, over);
  else await missCall(tx, config, over, 'left');
  return null;
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
