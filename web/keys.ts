import { effect, signal } from '@preact/signals';
import { callThem, goesOn, numbersOf } from './calling.ts';
import { chosen, isChosen, setChosen } from './chosen.ts';
import { coverNow } from './cover.tsx';
import { aboutChosen, asking, current, focused } from './current.ts';
import { undo } from './last-act-state.ts';
import { goTo, openPage } from './place.ts';
import { covered, session } from './session.ts';

const KEPT = 'second-ring-keys';

/** Whether single keys do something; whoever speaks to their computer switches them off (WCAG 2.1.4). */
export const keysOn = signal(localStorage.getItem(KEPT) !== 'off');
effect(() => localStorage.setItem(KEPT, keysOn.value ? 'on' : 'off'));

const KEYS: Readonly<Record<string, () => void>> = {
  j: () => void step(1),
  k: () => void step(-1),
  J: () => chooseOn(1),
  K: () => chooseOn(-1),
  x: () => toggleChosen(),
  '/': toSearch,
  e: () => ask('handle'),
  a: () => ask('assign'),
  w: () => ask('wait'),
  r: toReply,
  c: call,
  z: () => void undo(),
  l: () => void coverNow(),
  '?': () => {
    asking.value = 'keys';
  },
};

const FIELDS = 'input:not([type=checkbox]), textarea, select, [contenteditable]';
const EVERYWHERE = ['?', 'l'];

export function watchKeys(): void {
  addEventListener('keydown', event => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (ctrlKey || metaKey || altKey || event.isComposing || event.defaultPrevented) return;
    if (!keysOn.value || covered.value || session.value.is !== 'in' || asking.value) return;
    if (target instanceof HTMLElement && target.closest(FIELDS)) return;
    const act = KEYS[key];
    // What acts on an entry does so only where it is seen.
    if (!act || (openPage.value && !EVERYWHERE.includes(key))) return;
    event.preventDefault();
    act();
  });
}

function ask(what: 'handle' | 'assign' | 'wait'): void {
  aboutChosen.value = chosen.value.length > 0;
  if (aboutChosen.value || (current.value && current.value.state !== 'handled')) asking.value = what;
}

/** Chooses the entry that keys are about, or leaves it out again. */
function toggleChosen(): void {
  const entry = current.value;
  if (entry) setChosen([entry.id], !isChosen(entry.id));
}

/** Chooses where the focus is, and where it goes. */
function chooseOn(by: 1 | -1): void {
  const from = focused.value;
  step(by);
  setChosen(
    [from, focused.value].filter(id => id !== null),
    true,
  );
}

/** Puts the cursor where one searches. */
function toSearch(): void {
  const field = searchField();
  if (field?.checkVisibility()) {
    field.select();
    return;
  }
  // On a narrow screen the conversation lies over it.
  goTo(null);
  requestAnimationFrame(() => field?.select());
}

function searchField(): HTMLInputElement | null {
  return document.querySelector('.queue input[type=search]');
}

/** Calls at the number that they are known by, or else the one that was typed. */
function call(): void {
  const entry = current.value;
  const [first] = entry ? numbersOf(entry) : [];
  if (!entry || !first || entry.state === 'handled') return;
  if (!goesOn(entry.lastCall)) void callThem(entry, first.typed);
}

/** Moves the focus along the queue. */
function step(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLAnchorElement>('.queue li a')];
  const focused = lines.findIndex(line => line.parentElement?.contains(document.activeElement));
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
