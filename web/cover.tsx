import { send } from './ask-server.ts';
import { crises } from './live.ts';
import { askWho, covered } from './session.ts';
import { Field, Gate, GateForm } from './sign-in.tsx';
import { say } from './words.ts';

/** What is shown while nobody has done anything for a while: that there is a crisis, and nothing else. */
export function Cover({ name }: { name: string }) {
  return (
    <Gate title={say('covered')}>
      <div role="status">{crises.value > 0 && <p class="crisis-note">{crisesInWords()}</p>}</div>
      <p>{say('covered_how')}</p>
      <GateForm
        submit={say('uncover')}
        send={async ({ password }) => {
          await send('/auth/unlock', { password });
          covered.value = false;
          await askWho();
        }}
      >
        <p>{name}</p>
        <Field
          label={say('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          first
        />
      </GateForm>
      <p class="ways">
        <button type="button" class="quiet" onClick={() => void leave('/auth/sign-out')}>
          {say('sign_out')}
        </button>
      </p>
    </Gate>
  );
}

export function crisesInWords(): string {
  return crises.value === 1 ? say('crises_one') : say('crises_many', { count: crises.value });
}

/** Signs out, and forgets all that this page holds. */
export async function leave(path: '/auth/sign-out' | '/auth/sign-out-everywhere'): Promise<void> {
  await send(path);
  location.assign('/desk');
}
