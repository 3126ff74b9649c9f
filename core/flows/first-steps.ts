import type { DoctorFinding } from '../rules/doctor/findings.ts';
import { FIRST_STEPS, type FirstStep, judgeSteps, type StepState } from '../rules/first-steps.ts';
import type { HealthFacts } from '../rules/health.ts';
import { appendAudit } from '../store/audit.ts';
import { marksNamed, setMark, unsetMark } from '../store/marks.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/writer.ts';

const markFor = (step: FirstStep) => `step_${step}`;

/** An owner says that a step is done, or that it is not after all. */
export async function stepIsDone(
  tx: Tx,
  { step, done, by }: { step: FirstStep; done: boolean; by: string },
): Promise<void> {
  if (done) await setMark(tx, markFor(step), tx.now);
  else await unsetMark(tx, markFor(step));
  await appendAudit(tx, { at: tx.now, who: by, what: 'step_done', about: null, details: { step, done } });
}

/** How each of the first steps stands. */
export async function firstSteps(
  store: Pick<Store, 'read'>,
  { facts, looked, legal }: { facts: HealthFacts; looked: readonly DoctorFinding[]; legal: boolean },
): Promise<StepState[]> {
  const marks = await marksNamed(store.read, FIRST_STEPS.map(markFor));
  return judgeSteps({
    found: looked.map(({ what }) => what),
    heard: facts.twilioHeard !== null,
    legal,
    backup: facts.backup !== null,
    byHand: new Set(FIRST_STEPS.filter(step => marks.has(markFor(step)))),
  });
}
