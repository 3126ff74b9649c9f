import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { asking } from './current.ts';
import { say } from './words.ts';

/** A question in front of everything else; what it was asked over gets the focus back. */
export function Ask({ title, children }: { title: string; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      // Unless what was chosen has put the cursor somewhere.
      const nowhere = document.activeElement === document.body || !document.activeElement;
      if (nowhere && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="question" onClose={() => (asking.value = null)}>
      <h2 id="question">{title}</h2>
      {children}
      <p class="ways">
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {say(asking.value === 'keys' ? 'close' : 'cancel')}
        </button>
      </p>
    </dialog>
  );
}
