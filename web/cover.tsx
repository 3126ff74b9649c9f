import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { send } from './ask-server.ts';
import { Field, Gate, GateForm } from './gate.tsx';
import { notDone } from './last-act-state.ts';
import { crises } from './live.ts';
import { PasskeyButton } from './passkey-button.tsx';
import { passkeysWork } from './passkeys.ts';
import { askWho, covered } from './session.ts';
import { say } from './words.ts';

/** What is shown while the screen is covered: that there is a crisis, and nothing else. */
export function Cover({ name }: { name: string }) {
  const byPasskey = useSignal(false);
  useEffect(() => {
    if (!passkeysWork) return;
    fetch('/auth/me')
      .then(answer => answer.json())
      .then(me => {
        byPasskey.value = me.passkey === true;
      })
      // The password always opens it.
      .catch(() => {});
  }, []);
  return (
    <Gate title={say('covered')}>
      <div role="status">{crises.value > 0 && <p class="crisis-note">{crisesInWords()}</p>}</div>
      <p>{say('covered_how')}</p>
      <GateForm
        submit={say('uncover')}
        send={async ({ password }) => {
          await send('/auth/unlock', { password });
          await uncovered();
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
      {byPasskey.value && (
        <PasskeyButton words={say('uncover_passkey')} at="/auth/unlock/passkey" done={uncovered} />
      )}
      <p class="ways">
        <button type="button" class="quiet" onClick={() => void leave('/auth/sign-out')}>
          {say('sign_out')}
        </button>
      </p>
    </Gate>
  );
}

async function uncovered(): Promise<void> {
  covered.value = false;
  await askWho();
}

/** Covers the screen at once: whoever gets up need not wait for it. Not before the server does, who alone keeps it so. */
export async function coverNow(): Promise<void> {
  try {
    await send('/auth/cover');
    covered.value = true;
  } catch (error) {
    notDone(error, coverNow);
  }
}

export function crisesInWords(): string {
  return crises.value === 1 ? say('crises_one') : say('crises_many', { count: crises.value });
}

/** Signs out, and forgets all that this page holds. */
export async function leave(path: '/auth/sign-out' | '/auth/sign-out-everywhere'): Promise<void> {
  await send(path);
  location.assign('/desk');
}
