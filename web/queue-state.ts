import { signal } from '@preact/signals';
import { answered, desk, type Entry, type Practice, quietly } from './ask-server.ts';
import { timeZone } from './words.ts';

export const STATES = ['unhandled', 'open', 'assigned', 'waiting', 'handled'] as const;
export const WHOSE = ['all', 'mine', 'unassigned'] as const;
export type State = (typeof STATES)[number];
export type Whose = (typeof WHOSE)[number];

export const practice = signal<Practice | null>(null);
export const filter = signal<{ state: State; whose: Whose }>({ state: 'unhandled', whose: 'all' });
export const entries = signal<Entry[] | null>(null);
export const more = signal<string | null>(null);
export const failed = signal(false);
export function nameOf(staff: string): string {
  return practice.value?.staff.find(one => one.id === staff)?.name ?? staff;
}

let asked = 0;
let pages = 1;

/** Reads the queue again, as far as it is shown. `byPerson`: whether somebody asked for it. */
export async function readQueue(byPerson = false): Promise<void> {
  const mine = ++asked;
  const client = byPerson ? desk : quietly;
  try {
    practice.value ??= await answered(client.practice.$get());
    timeZone.value = practice.value.timeZone;
    const read: Entry[] = [];
    let after: string | null = null;
    for (let page = 0; page < pages; page += 1) {
      const found: { entries: Entry[]; next: string | null } = await answered(
        client.queue.$get({ query: queryOf(after) }),
      );
      read.push(...found.entries);
      after = found.next;
      if (after === null) break;
    }
    // Somebody has chosen another list meanwhile.
    if (mine !== asked) return;
    entries.value = read;
    more.value = after;
    failed.value = false;
  } catch {
    if (mine === asked) failed.value = true;
  }
}

function queryOf(after: string | null) {
  const { state, whose } = filter.value;
  return { whose, ...(state === 'unhandled' ? {} : { state }), ...(after === null ? {} : { after }) };
}

export function choose(change: Partial<{ state: State; whose: Whose }>): void {
  filter.value = { ...filter.value, ...change };
  entries.value = null;
  pages = 1;
  void readQueue(true);
}

export function showMore(): void {
  pages += 1;
  void readQueue(true);
}

/** Puts an entry as it is now in place of what is shown of it. */
export function replaceEntry(entry: Entry): void {
  entries.value = entries.value?.map(one => (one.id === entry.id ? entry : one)) ?? null;
}

/** The entry to go to when this one is done: the next in the list, or else the one before. */
export function neighbourOf(id: string): string | null {
  const list = entries.value ?? [];
  const at = list.findIndex(entry => entry.id === id);
  return (list[at + 1] ?? list[at - 1])?.id ?? null;
}
