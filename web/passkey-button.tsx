import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { send, sentenceOf } from './ask-server.ts';
import { usePasskey } from './passkeys.ts';

/** A button that asks for a passkey, and says what was wrong. `at`: where what it signed is taken. */
export function PasskeyButton(props: {
  words: string;
  at: string;
  /** It is what most people here want next. */
  first?: boolean;
  done: () => Promise<void>;
}) {
  const { words, at, first, done } = props;
  const wrong = useSignal('');
  const busy = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (first) button.current?.focus();
  }, [first]);
  const ask = async () => {
    if (busy.value) return;
    busy.value = true;
    wrong.value = '';
    try {
      const passkey = await usePasskey(await send(`${at}/begin`));
      await send(at, { passkey });
      await done();
    } catch (error) {
      wrong.value = sentenceOf(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <>
      <button
        type="button"
        class={first ? 'main' : undefined}
        ref={button}
        aria-disabled={busy.value}
        onClick={ask}
      >
        {words}
      </button>
      <p class="wrong" role="alert">
        {wrong.value}
      </p>
    </>
  );
}
