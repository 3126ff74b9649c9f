import { useSignal } from '@preact/signals';
import { encode } from 'uqr';
import { send } from './ask-server.ts';
import { Field, Gate, GateForm } from './gate.tsx';
import { deviceName, makePasskey, passkeysWork } from './passkeys.ts';
import { askWho } from './session.ts';
import { say } from './words.ts';

interface Made {
  uri: string;
  recovery_codes: string[];
}

/** Nobody gets further without a second factor: a passkey or an authenticator app, and recovery codes for either. */
export function SetUp() {
  const made = useSignal<Made | null>(null);
  const way = useSignal<'passkey' | 'app'>(passkeysWork ? 'passkey' : 'app');
  if (made.value) {
    return way.value === 'passkey' ? <WithPasskey made={made.value} /> : <WithApp made={made.value} />;
  }
  return (
    <Gate title={say('set_up')}>
      <p>{say('set_up_why')}</p>
      <GateForm
        submit={say('next')}
        send={async ({ password }) => {
          made.value = (await send('/auth/second-factor/set-up', { password })) as Made;
        }}
      >
        {passkeysWork ? (
          <fieldset class="either">
            <legend>{say('set_up_which')}</legend>
            {(['passkey', 'app'] as const).map(one => (
              <label key={one} class="check">
                <input
                  type="radio"
                  name="way"
                  checked={way.value === one}
                  onChange={() => (way.value = one)}
                />
                <span>
                  {say(`set_up_${one}`)}
                  <small>{say(`set_up_${one}_how`)}</small>
                </span>
              </label>
            ))}
          </fieldset>
        ) : (
          <p>{say('set_up_app_only')}</p>
        )}
        <Field
          label={say('set_up_password')}
          name="password"
          type="password"
          autoComplete="current-password"
          first
        />
      </GateForm>
    </Gate>
  );
}

function WithPasskey({ made }: { made: Made }) {
  return (
    <Gate title={say('set_up')}>
      <RecoveryCodes codes={made.recovery_codes} />
      <h2>{say('set_up_passkey')}</h2>
      <p>{say('passkey_name_how')}</p>
      <GateForm
        submit={say('set_up_make')}
        send={async ({ name }) => {
          const passkey = await makePasskey(await send('/auth/second-factor/set-up/passkey'));
          await send('/auth/second-factor/confirm/passkey', { name, passkey });
          await askWho();
        }}
      >
        <Field label={say('passkey_name')} name="name" value={deviceName()} autoComplete="off" />
      </GateForm>
    </Gate>
  );
}

function WithApp({ made }: { made: Made }) {
  return (
    <Gate title={say('set_up')}>
      <AppSecret uri={made.uri} />
      <RecoveryCodes codes={made.recovery_codes} />
      <p>{say('set_up_confirm')}</p>
      <GateForm
        submit={say('set_up_finish')}
        send={async ({ code }) => {
          await send('/auth/second-factor/confirm', { code: code?.replaceAll(' ', '') });
          await askWho();
        }}
      >
        <Field label={say('code')} name="code" autoComplete="one-time-code" inputMode="numeric" />
      </GateForm>
    </Gate>
  );
}

/** What an authenticator app is to be told, as a picture and in letters. Drawn here, and sent nowhere. */
export function AppSecret({ uri }: { uri: string }) {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <>
      <p>{say('set_up_scan')}</p>
      <Picture of={uri} />
      <p>
        {say('set_up_secret')}: <code class="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
    </>
  );
}

export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <>
      <h2>{say('set_up_codes')}</h2>
      <p>{say('set_up_codes_how')}</p>
      <ul class="codes">
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function Picture({ of }: { of: string }) {
  const { size, data } = encode(of, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr" role="img" aria-label={say('set_up_picture')} viewBox={`0 0 ${size} ${size}`}>
      <path d={path} />
    </svg>
  );
}
