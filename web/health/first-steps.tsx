import type { StepState } from '../../core/rules/first-steps.ts';
import { answered, desk } from '../ask-server.ts';
import { say } from './words.ts';

/** What is left to do with a new installation, until all of it is done. For owners. */
export function FirstSteps({ steps, changed }: { steps: StepState[]; changed: () => void }) {
  const done = steps.filter(step => step.done).length;
  if (steps.length === 0 || done === steps.length) return null;
  return (
    <section class="first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{say('first_steps')}</h2>
      <p class="small">{say('first_steps_left', { done, all: steps.length })}</p>
      <progress value={done} max={steps.length} aria-labelledby="first-steps" />
      <ol>
        {steps.map(step => (
          <Step key={step.step} step={step} changed={changed} />
        ))}
      </ol>
    </section>
  );
}

/** A step is ticked by whoever did it, where only they can know; else by what was found. */
function Step({ step: { step, done, byHand }, changed }: { step: StepState; changed: () => void }) {
  const tick = async () => {
    const said = { param: { step }, json: { done: !done } };
    await answered(desk.health.steps[':step'].$put(said)).catch(() => {});
    changed();
  };
  const how = `step-${step}`;
  return (
    <li class={done ? 'is-done' : ''}>
      {byHand ? (
        <label>
          <input type="checkbox" checked={done} aria-describedby={how} onChange={() => void tick()} />
          <span>{say(`step_${step}`)}</span>
        </label>
      ) : (
        <p>
          <span class="tick" aria-hidden="true">
            {done ? '✓' : ''}
          </span>
          <span>
            {say(`step_${step}`)} <span class="step-state">{say(done ? 'step_done' : 'step_open')}</span>
          </span>
        </p>
      )}
      {!done && (
        <p class="how" id={how}>
          {say(`step_${step}_how`)}
        </p>
      )}
    </li>
  );
}
