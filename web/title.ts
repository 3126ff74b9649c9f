import { computed, effect, signal } from '@preact/signals';
import { crises } from './live.ts';
import { pageTitle } from './pages.tsx';
import { openPage } from './place.ts';
import { entries } from './queue-state.ts';
import { covered } from './session.ts';
import { say } from './words.ts';

const hidden = signal(document.hidden);
document.addEventListener('visibilitychange', () => {
  hidden.value = document.hidden;
});

/** How many are new; behind a cover, how many crises there are. */
const waiting = computed(() => {
  if (covered.value) return crises.value;
  return (entries.value ?? []).filter(entry => entry.newAsks > 0 && entry.state !== 'handled').length;
});

/** A tab that nobody looks at says how many are new, and nothing about anybody. */
export function keepTitle(): void {
  effect(() => {
    const page = openPage.value;
    const title = page ? `${pageTitle(page)} · ${say('title')}` : say('title');
    document.title = hidden.value && waiting.value > 0 ? `(${waiting.value}) ${title}` : title;
  });
}
