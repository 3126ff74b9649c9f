import { computed, signal } from '@preact/signals';
import { conversation } from './conversation-state.ts';
import { openEntry } from './place.ts';
import { entries } from './queue-state.ts';

/** The entry whose line has the focus. */
export const focused = signal<string | null>(null);

/** The entry that keys and buttons are about: the line with the focus, or else what is open. */
export const current = computed(() => {
  const id = focused.value ?? openEntry.value;
  const shown = conversation.value?.entry;
  return entries.value?.find(entry => entry.id === id) ?? (shown?.id === id ? shown : null) ?? null;
});

/** The entry whose conversation is open, as it is in the list or as the conversation has it. */
export const opened = computed(() => {
  const shown = conversation.value?.entry;
  return (
    entries.value?.find(entry => entry.id === openEntry.value) ??
    (shown?.id === openEntry.value ? shown : null) ??
    null
  );
});

/** What is being asked about an entry, if anything. */
export const asking = signal<'handle' | 'assign' | 'wait' | 'keys' | 'replies' | 'again' | null>(null);
/** Whether it is asked about all that are chosen. */
export const aboutChosen = signal(false);
