import { useSignal } from '@preact/signals';
import { Refused, send } from './ask-server.ts';
import { Field, Gate, GateForm } from './gate.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { passkeysWork } from './passkeys.ts';
import { askWho } from './session.ts';
import { say } from './words.ts';

/** By what somebody can prove who they are, after the password. */
export interface Ways {
  app: boolean;
  passkey: boolean;
}

type Way = 'passkey' | 'code' | 'recovery_code';

/** The second step of signing in: a passkey where there is one, else a code; a recovery code for whoever has neither here. */
export function SecondFactor({ ways, again }: { ways: Ways; again: () => void }) {
  const passkey = ways.passkey && passkeysWork;
  const way = useSignal<Way>(passkey ? 'passkey' : ways.app ? 'code' : 'recovery_code');
  const others: [way: Way, possible: boolean, words: string][] = [
    ['passkey', passkey, say('use_passkey')],
    ['code', ways.app, say('use_app')],
    ['recovery_code', true, say('use_recovery')],
  ];
  return (
    <Gate title={say('second_factor')}>
      {way.value === 'passkey' && (
        <>
          <p>{say('passkey_how')}</p>
          <PasskeyButton words={say('use_passkey')} at="/auth/second-factor/passkey" first done={askWho} />
        </>
      )}
      {way.value !== 'passkey' && <Code key={way.value} recovering={way.value !== 'code'} again={again} />}
      <p class="ways">
        {others
          .filter(([other, possible]) => possible && other !== way.value)
          .map(([other, , words]) => (
            <button key={other} type="button" class="quiet" onClick={() => (way.value = other)}>
              {words}
            </button>
          ))}
        <button type="button" class="quiet" onClick={again}>
          {say('begin_again')}
        </button>
      </p>
    </Gate>
  );
}

function Code({ recovering, again }: { recovering: boolean; again: () => void }) {
  return (
    <GateForm
      submit={say('sign_in')}
      send={async ({ code }) => {
        const written = code?.trim() ?? '';
        const proof = recovering ? { recovery_code: written } : { code: written.replaceAll(' ', '') };
        try {
          await send('/auth/second-factor', proof);
        } catch (error) {
          if (error instanceof Refused && error.code === 'begin-again') again();
          throw error;
        }
        await askWho();
      }}
    >
      {recovering ? (
        <Field label={say('recovery_code')} name="code" how={say('recovery_how')} autoComplete="off" first />
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
  );
}
