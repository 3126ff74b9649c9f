import { signal } from '@preact/signals';
import { ASK_KINDS, type AskKind } from '../core/rules/asks.ts';
import { answered, desk, type Entry, type Practice, quietly } from './ask-server.ts';
import { noticesOn, soundOn, waitingIs } from './signals.ts';
import { timeZone } from './words.ts';

export const STATES = ['unhandled', 'open', 'assigned', 'waiting', 'handled'] as const;
export const WHOSE = ['all', 'mine', 'unassigned'] as const;
/** The strongest first, as they stand in a line. */
export const ASKS = ['any_ask', ...ASK_KINDS.toReversed()] as const;
export type State = (typeof STATES)[number];
export type Whose = (typeof WHOSE)[number];

export interface Filter {
  state: State;
  whose: Whose;
  ask: 'any_ask' | AskKind;
  /** A line's number; null for all of them. */
  line: string | null;
}

const EVERYTHING: Filter = { state: 'unhandled', whose: 'all', ask: 'any_ask', line: null };

export const practice = signal<Practice | null>(null);
export const filter = signal<Filter>(EVERYTHING);
/** What is looked for. It may be somebody's name: it stands in no address, and no browser keeps it. */
export const sought = signal('');
/** What was found when somebody last looked; told once, and not again with every change. */
export const found = signal<{ count: number; more: boolean } | null>(null);
export const entries = signal<readonly Entry[] | null>(null);
export const more = signal<string | null>(null);
export const failed = signal(false);

export function nameOf(staff: string): string {
  return practice.value?.staff.find(one => one.id === staff)?.name ?? staff;
}

export function isSearching(): boolean {
  return sought.value.trim() !== '';
}

/** Whether all that waits for a person is asked for. */
export function isEverything(): boolean {
  const { state, whose, ask, line } = filter.value;
  return state === 'unhandled' && whose === 'all' && ask === 'any_ask' && line === null && !isSearching();
}

/** A typist's pause, in milliseconds. */
const PAUSE = 200;

let asked = 0;
let pages = 1;
let typing: ReturnType<typeof setTimeout> | undefined;

interface Read {
  entries: readonly Entry[];
  next: string | null;
  more: boolean;
}

/** Whether nobody has ever called here, and whoever sits here can do something about it. */
export const isNew = signal(false);

/** Shows what was read without asking for it. */
export function begin(known: Practice, queue: Read): void {
  know(known);
  entries.value = queue.entries;
  more.value = queue.next;
  waitingIs(queue.entries);
}

function know(known: Practice): void {
  practice.value = known;
  timeZone.value = known.timeZone;
}

/** Reads the queue again, as far as it is shown. `byPerson`: whether somebody asked for it. */
export async function readQueue(byPerson = false): Promise<void> {
  const mine = ++asked;
  const client = byPerson ? desk : quietly;
  const searching = isSearching();
  try {
    if (!practice.value) know(await answered(client.practice.$get()));
    const read = searching ? await search(client) : await list(client);
    // Somebody has chosen another list meanwhile.
    if (mine !== asked) return;
    entries.value = read.entries;
    more.value = read.next;
    failed.value = false;
    if (isEverything()) waitingIs(read.entries);
    else if (!byPerson) lookForNew();
    if (!searching) found.value = null;
    else if (byPerson || !found.value) found.value = { count: read.entries.length, more: read.more };
  } catch {
    if (mine === asked) failed.value = true;
  }
}

/** What is new may not be in the list that somebody has chosen. */
function lookForNew(): void {
  if (!soundOn.value && !noticesOn.value) return;
  answered(quietly.queue.$get({ query: {} })).then(
    all => waitingIs(all.entries),
    // The list itself says so when the server cannot be reached.
    () => {},
  );
}

/** A page further back may name an entry again; it stays where it came first. */
async function search(client: typeof desk): Promise<Read> {
  const read = new Map<string, Entry>();
  let after: number | null = null;
  let more = false;
  for (let page = 0; page < pages; page += 1) {
    const json = { search: sought.value, ...wanted(), ...(after === null ? {} : { after }) };
    const found: { entries: readonly Entry[]; more: boolean; next: number | null } = await answered(
      client.queue.search.$post({ json }),
    );
    for (const entry of found.entries) if (!read.has(entry.id)) read.set(entry.id, entry);
    after = found.next;
    more = found.more;
    if (after === null) break;
  }
  return { entries: [...read.values()], next: after === null ? null : String(after), more };
}

async function list(client: typeof desk): Promise<Read> {
  const read: Entry[] = [];
  let after: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const query = { ...wanted(), ...(after === null ? {} : { after }) };
    const found: Read = await answered(client.queue.$get({ query }));
    read.push(...found.entries);
    after = found.next;
    if (after === null) break;
  }
  return { entries: read, next: after, more: after !== null };
}

function wanted() {
  const { state, whose, ask, line } = filter.value;
  return {
    whose,
    ...(state === 'unhandled' ? {} : { state }),
    ...(ask === 'any_ask' ? {} : { ask }),
    ...(line === null ? {} : { line }),
  };
}

export function choose(change: Partial<Filter>): void {
  filter.value = { ...filter.value, ...change };
  entries.value = null;
  pages = 1;
  void readQueue(true);
}

/** Looks for what was typed, when whoever types pauses, or at once. What is shown stays until something is found. */
export function seek(words: string, at: 'pause' | 'once'): void {
  sought.value = words;
  pages = 1;
  clearTimeout(typing);
  if (at === 'once') void readQueue(true);
  else typing = setTimeout(() => void readQueue(true), PAUSE);
}

export function showMore(): void {
  pages += 1;
  void readQueue(true);
}

/** Puts an entry as it is now in place of what is shown of it. */
export function replaceEntry(entry: Entry): void {
  entries.value = entries.value?.map(one => (one.id === entry.id ? entry : one)) ?? null;
}

/** The entry to go to when these are done: the next in the list, or else the one before. */
export function neighbourOf(...ids: readonly string[]): string | null {
  const list = entries.value ?? [];
  const last = list.findLastIndex(entry => ids.includes(entry.id));
  const others = (from: readonly Entry[]) => from.filter(entry => !ids.includes(entry.id));
  const next = others(list.slice(last + 1))[0] ?? others(list.slice(0, Math.max(last, 0))).at(-1);
  return next?.id ?? null;
}
