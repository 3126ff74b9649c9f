import { useSignal } from '@preact/signals';
import { send } from './ask-server.ts';
import { Field, Gate, GateForm } from './gate.tsx';
import { SecondFactor, type Ways } from './second-factor.tsx';
import { askWho, nobodyYet } from './session.ts';
import { say } from './words.ts';

/** Email and password, then the second factor. */
export function SignIn({ again, joined }: { again: boolean; joined: boolean }) {
  const ways = useSignal<Ways | null>(null);
  if (ways.value) return <SecondFactor ways={ways.value} again={() => (ways.value = null)} />;
  return (
    <Gate title={say('sign_in')}>
      {again && <p>{say('sign_in_again')}</p>}
      {joined && <p>{say('join_done')}</p>}
      {nobodyYet.value && !joined && <p>{say('nobody_yet')}</p>}
      <GateForm
        submit={say('next')}
        send={async ({ email, password }) => {
          const { next, ...has } = (await send('/auth/sign-in', { email, password })) as Ways & {
            next: string;
          };
          if (next === 'second_factor') ways.value = has;
          else await askWho();
        }}
      >
        <Field label={say('email')} name="email" type="email" autoComplete="username" first />
        <Field label={say('password')} name="password" type="password" autoComplete="current-password" />
      </GateForm>
    </Gate>
  );
}
