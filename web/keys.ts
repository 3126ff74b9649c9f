import { effect, signal } from '@preact/signals';
import { asking, current } from './current.ts';
import { goTo, openPage } from './place.ts';
import { covered, session } from './session.ts';
import { undo } from './work.ts';

const KEPT = 'second-ring-keys';

/** Whether single keys do something; whoever speaks to their computer switches them off (WCAG 2.1.4). */
export const keysOn = signal(localStorage.getItem(KEPT) !== 'off');
effect(() => localStorage.setItem(KEPT, keysOn.value ? 'on' : 'off'));

const KEYS: Readonly<Record<string, () => void>> = {
  j: () => step(1),
  k: () => step(-1),
  e: () => ask('handle'),
  a: () => ask('assign'),
  w: () => ask('wait'),
  r: toReply,
  z: () => void undo(),
  '?': () => {
    asking.value = 'keys';
  },
};

export function watchKeys(): void {
  addEventListener('keydown', event => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (ctrlKey || metaKey || altKey || event.isComposing || event.defaultPrevented) return;
    if (!keysOn.value || covered.value || session.value.is !== 'in' || asking.value) return;
    if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]')) return;
    const act = KEYS[key];
    // What acts on an entry does so only where it is seen.
    if (!act || (openPage.value && key !== '?')) return;
    event.preventDefault();
    act();
  });
}

function ask(what: 'handle' | 'assign' | 'wait'): void {
  if (current.value && current.value.state !== 'handled') asking.value = what;
}

/** Moves the focus along the queue. */
function step(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLAnchorElement>('.queue a')];
  const focused = lines.indexOf(document.activeElement as HTMLAnchorElement);
  const at = focused >= 0 ? focused : lines.findIndex(line => line.ariaCurrent === 'true');
  const next = at < 0 ? 0 : at + by;
  lines[Math.min(lines.length - 1, Math.max(0, next))]?.focus();
}

/** Opens the entry if need be, and puts the cursor where one writes. */
export function toReply(): void {
  if (!current.value) return;
  goTo(current.value.id);
  const field = () => document.querySelector<HTMLTextAreaElement>('.reply textarea');
  const wanted = Date.now() + 3_000;
  const look = () => {
    const found = field();
    if (found) found.focus();
    else if (Date.now() < wanted) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
