import type { Config } from '../config/schema.ts';
import type { CallId } from '../ids.ts';
import { ACTION_GRACE } from '../rules/settle-call.ts';
import { changeCall, findCall, getCall } from '../store/calls.ts';
import { promise } from '../store/effects.ts';
import type { Tx } from '../store/writer.ts';
import { type ArrivingCall, callOf } from './call-arrives.ts';
import { callsAgainUrgently, missCall } from './call-missed.ts';
import { withdrawContinuation } from './continuation.ts';
import { settleByLegs, settleKey, verdictOf } from './legs.ts';

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
  if (call.state !== 'ringing') return;
  if ((await verdictOf(tx, call, (ending.lasted ?? 0) > 0)) === 'wait') {
    await promise(tx, {
      kind: 'settle_call',
      about: call.id,
      key: settleKey(call.id),
      dueAt: (call.ended_at ?? tx.now) + ACTION_GRACE,
    });
    return;
  }
  await settleByLegs(tx, config, call.id);
}

/** The ten seconds are over: the call is settled by what is known. */
export async function callSettles(tx: Tx, config: Config, id: CallId): Promise<void> {
  const call = await findCall(tx, id);
  if (call?.state === 'ringing') await settleByLegs(tx, config, id);
}

/** Settles a call whose own arrival never reached us, once something else of it has. */
export async function missUnseenCall(tx: Tx, config: Config, id: CallId): Promise<void> {
  const call = await getCall(tx, id);
  if (call.state === 'ringing' && call.plan === '[]') await missCall(tx, config, call, false);
}

async function takeBackSlip(tx: Tx, config: Config, id: CallId): Promise<void> {
  const call = await getCall(tx, id);
  if (await callsAgainUrgently(tx, call)) return;
  const lasted = (call.ended_at ?? tx.now) - call.arrived_at;
  if (lasted < config.continuation.text_if_rang) await withdrawContinuation(tx, call, 'slip');
}
