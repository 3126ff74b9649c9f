import { Refused, send } from './ask-server.ts';
import { Field, Gate, GateForm } from './gate.tsx';
import { say } from './words.ts';

const WEAK = ['too_short', 'too_long', 'too_common'] as const;

/** Whoever holds an invitation chooses a password, and then signs in with it. */
export function Join({ token, joined }: { token: string; joined: () => void }) {
  return (
    <Gate title={say('join')}>
      <p>{say('join_how')}</p>
      <GateForm
        submit={say('next')}
        send={async ({ email, name, password }) => {
          try {
            await send('/auth/invitations/accept', {
              token,
              password,
              email: email || null,
              name: name || null,
            });
          } catch (error) {
            throw weaknessOf(error) ?? error;
          }
          joined();
        }}
      >
        <Field label={say('password')} name="password" type="password" autoComplete="new-password" first />
        <p>{say('join_email_how')}</p>
        <Field label={say('email')} name="email" type="email" autoComplete="username" optional />
        <Field label={say('join_name')} name="name" autoComplete="name" optional />
      </GateForm>
    </Gate>
  );
}

function weaknessOf(error: unknown): Refused | null {
  if (!(error instanceof Refused) || error.code !== 'weak-password') return null;
  const why = WEAK.find(one => one === error.more.why);
  return why ? new Refused(error.status, error.code, say(why)) : null;
}
