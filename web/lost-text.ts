import { signal } from '@preact/signals';
import type { Entry, Item } from './ask-server.ts';

export type TextItem = Extract<Item, { what: 'text' }>;

/** A text of staff that may not have arrived, and the entry from which it can be sent once more. */
export interface Lost {
  entry: Entry;
  text: TextItem;
}

/** The one that somebody is asked about. */
export const lost = signal<Lost | null>(null);

/** Nothing more is to be heard of these, and they did not arrive, or nobody knows: as core/flows/retry-text.ts has it. */
const LOST: readonly string[] = ['unknown', 'not_found', 'failed', 'undelivered', 'cancelled'];

export function canBeSentAgain({ author, status, sentAgain, entry }: TextItem, from: Entry): boolean {
  const mayBeTexted = from.state !== 'handled' && from.contact?.texting === 'allowed';
  return author === 'staff' && LOST.includes(status) && !sentAgain && entry === from.id && mayBeTexted;
}
