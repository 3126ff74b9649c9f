import type { Config } from '../config/schema.ts';
import type { CallId, StaffCallId } from '../ids.ts';
import type { CallAtCarrier } from '../rules/call-at-carrier.ts';
import type { DoctorFinding } from '../rules/doctor/findings.ts';
import { nextKeeping } from '../rules/keeping.ts';
import { askAgainDelay, asksAgain, type TextAtCarrier } from '../rules/look-up.ts';
import { aboutOf, changeEffect, type EffectKind } from '../store/effects.ts';
import type { EffectRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { BACKUP_AGAIN, backupMade } from './backing-up.ts';
import { callLookedUp, settleUnasked } from './call-ends.ts';
import { caughtUp } from './catch-up.ts';
import { chanceOf, putOff } from './claim.ts';
import { type ErasedThere, erasedThere } from './erase-at-twilio.ts';
import { lookedFor, lookGivenUp, textChecked } from './find-text.ts';
import { lookedAround } from './look-around.ts';
import { staffCallLookedUp, staffCallUnheard } from './staff-call-ends.ts';

/** Kinds that only ask, or copy: doing them again changes nothing outside. */
const QUESTIONS: ReadonlySet<string> = new Set<EffectKind>([
  'find_text',
  'check_text',
  'catch_up',
  'settle_call',
  'settle_staff_call',
  'make_backup',
  'keep',
  'erase_at_twilio',
  'look_around',
]);

/** Kinds of which there is one row for good: it is never given up. */
const FOR_GOOD: ReadonlySet<string> = new Set<EffectKind>([
  'catch_up',
  'keep',
  'erase_at_twilio',
  'look_around',
]);

export function isQuestion(kind: string): boolean {
  return QUESTIONS.has(kind);
}

/** A call is asked about so often before it is settled by what is known: some two minutes, so that a text is in time. */
const MOST_ABOUT_CALL = 6;

/** What a question brought. */
export type Learned =
  /** Texts like the one that was looked for; null when whoever sent it can't be asked. */
  | { of: 'texts'; texts: readonly TextAtCarrier[] | null }
  | { of: 'text'; text: TextAtCarrier | null }
  /** Up to when everything that Twilio saw is known now (epoch milliseconds). */
  | { of: 'seen'; until: number }
  /** A backup was made and checked: when it began (epoch milliseconds). */
  | { of: 'backup'; at: number }
  /** A call; null when Twilio does not know it. */
  | { of: 'call'; call: CallAtCarrier | null }
  /** Whether there is more to erase by the `keep` rules. */
  | { of: 'kept'; more: boolean }
  /** What was found outside. */
  | { of: 'around'; findings: readonly DoctorFinding[] }
  /** What Twilio has erased, and what it would not. */
  | { of: 'erased'; erased: ErasedThere };

/** A question was answered: it is over, or asked again later. */
export async function answered(tx: Tx, config: Config, effect: EffectRow, answer: Learned): Promise<null> {
  await nowOrLater(tx, effect, await nextQuestion(tx, config, effect, answer));
  return null;
}

/** A question is over, or asked again at a time (epoch milliseconds). */
async function nowOrLater(tx: Tx, effect: EffectRow, again: number | null): Promise<void> {
  if (again === null) await changeEffect(tx, effect.id, { state: 'done', lease_until: null, error: null });
  else {
    await putOff(tx, effect, again, null);
    // Failures count from the last answer.
    await changeEffect(tx, effect.id, { attempts: 0 });
  }
}

/** When to ask (again), or null when nothing is left to be asked. */
async function nextQuestion(
  tx: Tx,
  config: Config,
  effect: EffectRow,
  answer: Learned,
): Promise<number | null> {
  switch (answer.of) {
    case 'texts':
      return lookedFor(tx, config, effect, answer.texts);
    case 'text':
      return textChecked(tx, config, effect, answer.text);
    case 'seen':
      return caughtUp(tx, answer.until);
    case 'backup':
      return backupMade(tx, config, answer.at);
    case 'kept':
      return answer.more ? tx.now : nextKeeping(tx.now, config.practice.time_zone);
    case 'around':
      return lookedAround(tx, answer.findings);
    case 'erased':
      return erasedThere(tx, answer.erased);
    case 'call':
      return effect.kind === 'settle_staff_call'
        ? staffCallLookedUp(tx, aboutOf<StaffCallId>(effect), answer.call)
        : callLookedUp(tx, config, aboutOf<CallId>(effect), answer.call);
  }
}

/** Whoever was to answer could not: that tells nothing, and it is asked again. */
export async function unanswered(
  tx: Tx,
  config: Config,
  effect: EffectRow,
  failure: { code: string; retryAfter?: number | null },
): Promise<null> {
  if (effect.kind === 'settle_call' && effect.attempts >= MOST_ABOUT_CALL) {
    const lookAt = await settleUnasked(tx, config, aboutOf<CallId>(effect));
    await nowOrLater(tx, effect, lookAt);
    return null;
  }
  if (effect.kind === 'settle_staff_call' && effect.attempts >= MOST_ABOUT_CALL) {
    await staffCallUnheard(tx, aboutOf<StaffCallId>(effect));
    await nowOrLater(tx, effect, null);
    return null;
  }
  if (effect.kind === 'make_backup') {
    await putOff(tx, effect, tx.now + BACKUP_AGAIN, failure.code);
    return null;
  }
  if (FOR_GOOD.has(effect.kind) || asksAgain(effect.attempts)) {
    const delay = askAgainDelay(
      effect.attempts,
      failure.retryAfter ?? null,
      chanceOf(tx),
      effect.priority === 0,
    );
    await putOff(tx, effect, tx.now + delay, failure.code);
    return null;
  }
  await changeEffect(tx, effect.id, { state: 'failed', lease_until: null, error: failure.code });
  if (effect.kind === 'find_text') await lookGivenUp(tx, config, effect);
  return null;
}
