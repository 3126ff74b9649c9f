import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Refused, send, sentenceOf } from './ask-server.ts';
import { askWho } from './session.ts';
import { say } from './words.ts';

/** A page with one thing to do: signing in, or opening a covered screen again. */
export function Gate({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="gate">
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** A form that sends what it holds, and says what was wrong. */
export function GateForm(props: {
  submit: string;
  send: (fields: Record<string, string>) => Promise<void>;
  children: ComponentChildren;
}) {
  const wrong = useSignal('');
  const busy = useSignal(false);
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    busy.value = true;
    wrong.value = '';
    try {
      await props.send(Object.fromEntries(new FormData(form)) as Record<string, string>);
    } catch (error) {
      wrong.value = sentenceOf(error);
      form.querySelector('input')?.focus();
    } finally {
      busy.value = false;
    }
  };
  return (
    <form onSubmit={onSubmit}>
      {props.children}
      <p class="wrong" role="alert">
        {wrong.value}
      </p>
      <button type="submit" class="main" aria-disabled={busy.value}>
        {props.submit}
      </button>
    </form>
  );
}

export function Field(props: {
  label: string;
  name: string;
  how?: string;
  type?: 'text' | 'email' | 'password';
  autoComplete?: string;
  inputMode?: 'numeric' | 'email';
  optional?: boolean;
  first?: boolean;
}) {
  const { label, how, first, optional, type = 'text', ...input } = props;
  const field = useRef<HTMLInputElement>(null);
  // The attribute works once a page; each step has its own first field. Before it is painted, so that no key is lost.
  useLayoutEffect(() => {
    if (first) field.current?.focus();
  }, [first]);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        {...input}
        type={type as 'text'}
        required={!optional}
        ref={field}
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={how ? `how-${props.name}` : undefined}
      />
      {how && <small id={`how-${props.name}`}>{how}</small>}
    </label>
  );
}

type Step = 'password' | 'code' | 'recovery_code';

/** Email and password, then the second factor. */
export function SignIn({ again, joined }: { again: boolean; joined: boolean }) {
  const step = useSignal<Step>('password');
  if (step.value === 'password') {
    return (
      <Gate title={say('sign_in')}>
        {again && <p>{say('sign_in_again')}</p>}
        {joined && <p>{say('join_done')}</p>}
        <GateForm
          key="password"
          submit={say('next')}
          send={async ({ email, password }) => {
            const { next } = (await send('/auth/sign-in', { email, password })) as { next: string };
            if (next === 'second_factor') step.value = 'code';
            else await askWho();
          }}
        >
          <Field label={say('email')} name="email" type="email" autoComplete="username" first />
          <Field label={say('password')} name="password" type="password" autoComplete="current-password" />
        </GateForm>
      </Gate>
    );
  }
  const recovering = step.value === 'recovery_code';
  return (
    <Gate title={say('second_factor')}>
      <GateForm
        key={step.value}
        submit={say('sign_in')}
        send={async ({ code }) => {
          const written = code?.trim() ?? '';
          const proof = recovering ? { recovery_code: written } : { code: written.replaceAll(' ', '') };
          try {
            await send('/auth/second-factor', proof);
          } catch (error) {
            if (error instanceof Refused && error.code === 'begin-again') step.value = 'password';
            throw error;
          }
          await askWho();
        }}
      >
        {recovering ? (
          <Field
            label={say('recovery_code')}
            name="code"
            how={say('recovery_how')}
            autoComplete="off"
            first
          />
        ) : (
          <Field
            label={say('code')}
            name="code"
            how={say('second_factor_how')}
            autoComplete="one-time-code"
            inputMode="numeric"
            first
          />
        )}
      </GateForm>
      <p class="ways">
        <button
          type="button"
          class="quiet"
          onClick={() => (step.value = recovering ? 'code' : 'recovery_code')}
        >
          {say(recovering ? 'use_app' : 'use_recovery')}
        </button>
        <button type="button" class="quiet" onClick={() => (step.value = 'password')}>
          {say('begin_again')}
        </button>
      </p>
    </Gate>
  );
}
