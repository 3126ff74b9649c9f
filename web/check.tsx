import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

/** A box to tick for something that is so or not. */
export function Check({ of, children }: { of: Signal<boolean>; children: ComponentChildren }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={of.value}
        onChange={event => {
          of.value = event.currentTarget.checked;
        }}
      />
      {children}
    </label>
  );
}
