import { computed, signal } from '@preact/signals';
import { entries } from './queue-state.ts';

/** Whether lines can be chosen, to do something with several at once. */
export const choosing = signal(false);
const chosenIds = signal<ReadonlySet<string>>(new Set());

/** The chosen entries, as far as they are shown: nothing is done with what nobody sees. */
export const chosen = computed(() => (entries.value ?? []).filter(entry => chosenIds.value.has(entry.id)));

export function isChosen(id: string): boolean {
  return chosenIds.value.has(id);
}

export function setChosen(ids: readonly string[], to: boolean): void {
  const now = new Set(chosenIds.value);
  for (const id of ids) {
    if (to) now.add(id);
    else now.delete(id);
  }
  chosenIds.value = now;
  if (to) choosing.value = true;
}

export function chooseAll(): void {
  setChosen(
    (entries.value ?? []).map(entry => entry.id),
    true,
  );
}

export function endChoosing(): void {
  chosenIds.value = new Set();
  choosing.value = false;
}
