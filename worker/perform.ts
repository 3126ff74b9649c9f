import { EdgeError, nameOf } from '../core/errors.ts';
import type { Claim } from '../core/flows/claim.ts';
import { claimEffect } from '../core/flows/claim-effect.ts';
import { type Outcome, type Settled, settleEffect } from '../core/flows/settle-effect.ts';
import type { EffectId } from '../core/ids.ts';
import type { Perform } from '../core/queue/scheduler.ts';
import type { PerformDeps } from './deps.ts';
import { askCall } from './effects/ask-call.ts';
import { catchUp } from './effects/catch-up.ts';
import { checkText } from './effects/check-text.ts';
import { deleteRecording } from './effects/delete-recording.ts';
import { eraseAtTwilio } from './effects/erase-at-twilio.ts';
import { fetchRecording } from './effects/fetch-recording.ts';
import { findText } from './effects/find-text.ts';
import { keep } from './effects/keep.ts';
import { lookAround } from './effects/look-around.ts';
import { makeBackup } from './effects/make-backup.ts';
import { placeCall } from './effects/place-call.ts';
import { placeTestCall } from './effects/place-test-call.ts';
import { sendAlert } from './effects/send-alert.ts';
import { sendText } from './effects/send-text.ts';
import { tellOwner } from './effects/tell-owner.ts';

type Work = Exclude<Claim, { act: 'nothing' } | { act: 'wait' }>;
type Handlers = {
  readonly [A in Work['act']]: (deps: PerformDeps, claim: Extract<Work, { act: A }>) => Promise<Outcome>;
};

/** One handler for each kind of work; a kind without one does not type-check. */
const HANDLERS: Handlers = {
  text: sendText,
  place_call: placeCall,
  place_test_call: placeTestCall,
  alert: sendAlert,
  tell: tellOwner,
  find: findText,
  check: checkText,
  catch_up: catchUp,
  look_around: lookAround,
  ask_call: askCall,
  back_up: makeBackup,
  fetch: fetchRecording,
  delete: deleteRecording,
  keep,
  erase: eraseAtTwilio,
};

/** The one way an effect is performed, whoever woke us: claim, act outside, write down what came of it. */
export function createPerform(deps: PerformDeps): Perform {
  const say = sayOnce(deps);
  return async (id: EffectId) => {
    const claim = await deps.store.write(tx => claimEffect(tx, deps.config(), id));
    if (claim.act === 'nothing') return null;
    if (claim.act === 'wait') return claim.until;
    const outcome = await attempt(deps, claim);
    if (outcome.came === 'refused' || outcome.came === 'unknown') {
      const { code } = outcome;
      deps.log.warn({ event: 'effect_not_done', effect: id, act: claim.act, came: outcome.came, code });
    }
    say(await deps.store.write(tx => settleEffect(tx, deps.config(), id, outcome)));
    return null;
  };
}

/** Tells whoever runs this: who gets no more alerts, and, once in its window, that so many texts went that no more do. */
function sayOnce({ log }: PerformDeps): (settled: Settled) => void {
  let pausedUntil = 0;
  return ({ alertsStopped, textsPaused }) => {
    if (alertsStopped) log.warn({ event: 'staff_alerts_stopped', staff: alertsStopped });
    if (!textsPaused || textsPaused.at < pausedUntil) return;
    pausedUntil = textsPaused.at + textsPaused.per;
    log.warn({ event: 'texts_paused' });
  };
}

async function attempt(deps: PerformDeps, claim: Work): Promise<Outcome> {
  try {
    const handler = HANDLERS[claim.act] as (deps: PerformDeps, claim: Work) => Promise<Outcome>;
    return await handler(deps, claim);
  } catch (error) {
    if (!(error instanceof EdgeError)) {
      deps.log.error({ event: 'effect_broke', effect: claim.effect, act: claim.act, error: nameOf(error) });
      return { came: 'unknown', code: 'broke' };
    }
    if (error.sent === 'unknown') return { came: 'unknown', code: error.code };
    const { code, permanent, errorCode, retryAfter } = error;
    return { came: 'refused', permanent, code, errorCode, retryAfter };
  }
}
