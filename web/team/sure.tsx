import { useEffect, useRef } from 'preact/hooks';
import { say } from '../words.ts';

/** Asks before something that nobody can undo. */
export function Sure(props: {
  title: string;
  how: string;
  does: string;
  act: () => unknown;
  gone: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="sure" aria-describedby="sure-how" onClose={props.gone}>
      <h2 id="sure">{props.title}</h2>
      <p id="sure-how">{props.how}</p>
      <p class="ways">
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {say('cancel')}
        </button>
        <button
          type="button"
          class="main"
          onClick={() => {
            dialog.current?.close();
            void props.act();
          }}
        >
          {props.does}
        </button>
      </p>
    </dialog>
  );
}
