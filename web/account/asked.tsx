import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Refused, send } from '../ask-server.ts';
import { Field, GateForm } from '../gate.tsx';
import { deviceName, makePasskey } from '../passkeys.ts';
import { AppSecret, RecoveryCodes } from '../set-up.tsx';
import { say as sayHere } from '../words.ts';
import { type Passkey, readAccount } from './account-state.ts';
import { say } from './words.ts';

/** What somebody wants to change, in front of everything else. */
export type Question =
  | { what: 'password' | 'add_passkey' | 'app' | 'remove_app' | 'recovery' }
  | { what: 'rename' | 'remove_passkey'; passkey: Passkey };

/** Closes the question; with a sentence of what was done, if it was. */
type Close = (done?: string) => void;

export function Asked({ question, close }: { question: Question; close: Close }) {
  const done = async (sentence: string) => {
    await readAccount();
    close(sentence);
  };
  switch (question.what) {
    case 'password':
      return <ChangePassword close={close} done={done} />;
    case 'add_passkey':
      return <AddPasskey close={close} done={done} />;
    case 'rename':
      return <Rename passkey={question.passkey} close={close} done={done} />;
    case 'remove_passkey':
      return (
        <Remove
          title={say('remove_one', { name: question.passkey.name })}
          at="/auth/account/passkeys/remove"
          which={{ passkey: question.passkey.id }}
          close={close}
          done={() => done(say('passkey_removed'))}
        />
      );
    case 'remove_app':
      return (
        <Remove
          title={say('app_remove')}
          at="/auth/account/app/remove"
          which={{}}
          close={close}
          done={() => done(say('app_removed'))}
        />
      );
    case 'app':
      return <NewApp close={close} done={done} />;
    case 'recovery':
      return <NewCodes close={close} />;
  }
}

interface Asking {
  close: Close;
  done: (sentence: string) => Promise<void>;
}

function InFront(props: { title: string; closing?: string; close: Close; children: ComponentChildren }) {
  const { title, close, closing = sayHere('cancel'), children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // A field of its own was focused before it was shown.
    dialog.current?.querySelector('input')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} class="asked" aria-labelledby="asked-title" onClose={() => close()}>
      <h2 id="asked-title">{title}</h2>
      {children}
      <p class="ways">
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {closing}
        </button>
      </p>
    </dialog>
  );
}

function OwnPassword() {
  return (
    <Field label={say('password_now')} name="password" type="password" autoComplete="current-password" />
  );
}

function ChangePassword({ close, done }: Asking) {
  return (
    <InFront title={say('change_password')} close={close}>
      <p>{sayHere('join_how')}</p>
      <GateForm
        submit={say('change_password')}
        send={async ({ password, new_password }) => {
          await send('/auth/account/password', { password, new_password }).catch(inWords);
          await done(say('password_changed'));
        }}
      >
        <OwnPassword />
        <Field label={say('password_new')} name="new_password" type="password" autoComplete="new-password" />
      </GateForm>
    </InFront>
  );
}

const WEAK = ['too_short', 'too_long', 'too_common'] as const;

function inWords(error: unknown): never {
  const why = error instanceof Refused ? WEAK.find(one => one === error.more.why) : undefined;
  throw error instanceof Refused && why ? new Refused(error.status, error.code, sayHere(why)) : error;
}

function AddPasskey({ close, done }: Asking) {
  return (
    <InFront title={say('add_passkey')} close={close}>
      <p>{sayHere('passkey_name_how')}</p>
      <GateForm
        submit={sayHere('set_up_make')}
        send={async ({ name, password }) => {
          const passkey = await makePasskey(await send('/auth/account/passkeys/begin', { password }));
          await send('/auth/account/passkeys', { name, passkey });
          await done(say('passkey_added'));
        }}
      >
        <Field label={sayHere('passkey_name')} name="name" value={deviceName()} autoComplete="off" />
        <OwnPassword />
      </GateForm>
    </InFront>
  );
}

function Rename({ passkey, close, done }: Asking & { passkey: Passkey }) {
  return (
    <InFront title={say('rename_one', { name: passkey.name })} close={close}>
      <GateForm
        submit={sayHere('save')}
        send={async ({ name }) => {
          await send('/auth/account/passkeys/rename', { passkey: passkey.id, name });
          await done(say('passkey_renamed'));
        }}
      >
        <Field label={sayHere('passkey_name')} name="name" value={passkey.name} autoComplete="off" />
      </GateForm>
    </InFront>
  );
}

function Remove(props: {
  title: string;
  at: string;
  which: Record<string, string>;
  close: Close;
  done: () => Promise<void>;
}) {
  return (
    <InFront title={props.title} close={props.close}>
      <p>{say('remove_how')}</p>
      <GateForm
        submit={say('remove')}
        send={async ({ password }) => {
          await send(props.at, { ...props.which, password });
          await props.done();
        }}
      >
        <OwnPassword />
      </GateForm>
    </InFront>
  );
}

function NewApp({ close, done }: Asking) {
  const uri = useSignal<string | null>(null);
  return (
    <InFront title={say('app')} close={close}>
      {uri.value === null ? (
        <GateForm
          key="password"
          submit={sayHere('next')}
          send={async ({ password }) => {
            uri.value = ((await send('/auth/account/app/begin', { password })) as { uri: string }).uri;
          }}
        >
          <OwnPassword />
        </GateForm>
      ) : (
        <>
          <AppSecret uri={uri.value} />
          <p>{sayHere('set_up_confirm')}</p>
          <GateForm
            key="code"
            submit={sayHere('set_up_finish')}
            send={async ({ code }) => {
              await send('/auth/account/app', { code: code?.replaceAll(' ', '') });
              await done(say('app_done'));
            }}
          >
            <Field
              label={sayHere('code')}
              name="code"
              autoComplete="one-time-code"
              inputMode="numeric"
              first
            />
          </GateForm>
        </>
      )}
    </InFront>
  );
}

function NewCodes({ close }: { close: Close }) {
  const codes = useSignal<readonly string[] | null>(null);
  return (
    <InFront
      title={say('recovery_new')}
      close={close}
      {...(codes.value && { closing: say('recovery_written') })}
    >
      {codes.value ? (
        <RecoveryCodes codes={codes.value} />
      ) : (
        <>
          <p>{say('recovery_old')}</p>
          <GateForm
            submit={say('recovery_new')}
            send={async ({ password }) => {
              const made = await send('/auth/account/recovery-codes', { password });
              codes.value = (made as { recovery_codes: string[] }).recovery_codes;
            }}
          >
            <OwnPassword />
          </GateForm>
        </>
      )}
    </InFront>
  );
}
