import { useSignal } from '@preact/signals';
import { encode } from 'uqr';
import { send } from './ask-server.ts';
import { askWho } from './session.ts';
import { Field, Gate, GateForm } from './sign-in.tsx';
import { say } from './words.ts';

interface Made {
  uri: string;
  recovery_codes: string[];
}

/** Nobody gets further without a second factor. Its secret is drawn here, and sent nowhere. */
export function SetUp() {
  const made = useSignal<Made | null>(null);
  if (!made.value) {
    return (
      <Gate title={say('set_up')}>
        <p>{say('set_up_why')}</p>
        <GateForm
          key="password"
          submit={say('next')}
          send={async ({ password }) => {
            made.value = (await send('/auth/second-factor/set-up', { password })) as Made;
          }}
        >
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
  const { uri, recovery_codes } = made.value;
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <Gate title={say('set_up')}>
      <p>{say('set_up_scan')}</p>
      <Picture of={uri} />
      <p>
        {say('set_up_secret')}: <code class="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <h2>{say('set_up_codes')}</h2>
      <p>{say('set_up_codes_how')}</p>
      <ul class="codes">
        {recovery_codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>{say('set_up_confirm')}</p>
      <GateForm
        key="code"
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

function Picture({ of }: { of: string }) {
  const { size, data } = encode(of, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr" role="img" aria-label={say('set_up_picture')} viewBox={`0 0 ${size} ${size}`}>
      <path d={path} />
    </svg>
  );
}
