import { join } from 'node:path';
import { systemClock } from '../../core/clock.ts';
import { type ContactId, type EntryId, type Phone, systemRandom } from '../../core/ids.ts';
import { readSearch } from '../../core/rules/search-words.ts';
import { openDatabase } from '../../core/store/open.ts';
import type { Reads } from '../../core/store/query.ts';
import { type QueueFilter, queuePage } from '../../core/store/queue-page.ts';
import { searchQueue } from '../../core/store/search.ts';
import { DATABASE_FILE, openStore } from '../../core/store/store.ts';
import { timelinePage } from '../../core/store/timeline.ts';
import type { Effort } from '../effort.ts';
import { type Figure, percentile } from '../figures.ts';
import { makeDatabase } from '../fill.ts';
import { makePractice, type Practice } from '../practice.ts';

/** Entries; each has ten texts. One in fifty is not handled. */
const EFFORT = {
  whole: { sizes: [1_000, 10_000, 100_000], rounds: 300 },
  quick: { sizes: [100], rounds: 5 },
} as const;
const TEXTS = 10;
/** Words that people write: few very often, most of them rarely. */
const WORDS = 20_000;

const FILTER: QueueFilter = { state: null, whose: 'all', ask: null, line: null, onlyFor: null };

/** What a desk asks most, of ever more rows: it should grow no faster than their logarithm. */
export async function measureDesk(effort: Effort): Promise<Figure[]> {
  const { sizes, rounds } = EFFORT[effort];
  const figures: Figure[] = [];
  for (const size of sizes) {
    using practice = makePractice({ port: 1 });
    await makeDatabase(practice);
    fillDesk(practice, size);
    const store = openStore({ ...practice, clock: systemClock, random: systemRandom, migrates: false });
    try {
      for (const [name, ask] of Object.entries(asked(store, size))) {
        for (let round = 0; round < rounds / 10; round += 1) ask(round);
        const samples = Array.from({ length: rounds }, (_, round) => timed(() => ask(round)));
        const what = `${name}, of ${size.toLocaleString('en')} entries: p99`;
        const id = `desk.${name.replaceAll(' ', '_')}.${size}`;
        figures.push({
          part: 'desk',
          id,
          what,
          value: percentile(samples, 0.99),
          unit: 'ms',
          aim: { most: 20 },
        });
      }
    } finally {
      await store.close();
    }
  }
  return figures;
}

function timed(act: () => void): number {
  const began = performance.now();
  act();
  return performance.now() - began;
}

function asked(reads: Reads, size: number): Record<string, (round: number) => void> {
  const page = { after: null, most: 50, user: 'dana', now: size, timeZone: 'America/New_York' };
  const found = { after: null, most: 50, user: 'dana', now: size, timeZone: 'America/New_York' };
  const pick = (round: number) => (round * 7_919) % size;
  const search = (typed: string) => void searchQueue(reads, FILTER, readSearch(typed), found);
  return {
    'the queue': () => void queuePage(reads, FILTER, page),
    'what is handled': () => void queuePage(reads, { ...FILTER, state: 'handled' }, page),
    'a filter that fits nothing': () =>
      void queuePage(reads, { ...FILTER, state: 'handled', ask: 'crisis' }, page),
    'a word': round => search(word(pick(round) % WORDS)),
    'the beginning of a word': round => search(word(pick(round) % WORDS).slice(0, 3)),
    'the most common word': () => search(word(0)),
    'a number': round => search(phone(pick(round)).slice(-10)),
    'a conversation': round =>
      void timelinePage(reads, { contact: contact(pick(round)) }, { before: null, most: 50 }),
  };
}

/** Writes it in one transaction, past the product and much quicker; the search index follows by itself. */
function fillDesk(practice: Practice, size: number): void {
  const database = openDatabase(join(practice.folder, DATABASE_FILE), practice.key, 'write');
  database.pragma('cache_size = -200000');
  const contacts = database.prepare(
    "INSERT INTO contacts (id, phone, language, texting, created_at) VALUES (?, ?, 'en', 'allowed', ?)",
  );
  const entries =
    database.prepare(`INSERT INTO entries (id, contact_id, line, state, owner, strongest, language,
    opened_at, asked_at, due_at, handled_at, takes, version)
    VALUES (?, ?, ?, ?, ?, 'callback', 'en', ?, ?, ?, ?, 0, 1)`);
  const asks = database.prepare(`INSERT INTO asks (id, entry_id, kind, source, source_id, times, at)
    VALUES (?, ?, 'callback', 'text', '', 1, ?)`);
  const messages =
    database.prepare(`INSERT INTO messages (id, contact_id, entry_id, line, direction, author, body,
    media, status, at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`);
  const [line] = practice.lines;
  database.transaction(() => {
    for (let n = 0; n < size; n += 1) {
      const handled = n % 50 !== 0;
      contacts.run(contact(n), phone(n), n);
      const standing = handled ? (['handled', 'dana'] as const) : (['open', null] as const);
      entries.run(entry(n), contact(n), line, ...standing, n, n, n, handled ? n : null);
      asks.run(id('5', n), entry(n), n);
      for (let text = n * TEXTS; text < (n + 1) * TEXTS; text += 1) {
        const fate = text % 2 === 0 ? ['in', 'client'] : ['out', 'automation'];
        const status = text % 2 === 0 ? 'received' : 'delivered';
        messages.run(id('6', text), contact(n), entry(n), line, ...fate, sentence(text), status, text);
      }
    }
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

function id(kind: string, n: number): string {
  return `019aa000-000${kind}-7000-8000-${String(n).padStart(12, '0')}`;
}

function contact(n: number): ContactId {
  return id('1', n) as ContactId;
}

function entry(n: number): EntryId {
  return id('2', n) as EntryId;
}

/** Numbers that nobody has: too long, and ending like the invented ones. */
function phone(n: number): Phone {
  return `+1${200 + (n % 700)}${String(Math.floor(n / 700)).padStart(3, '0')}55501` as Phone;
}

function word(rank: number): string {
  let letters = '';
  for (let rest = rank * 2_654_435 + 17_576; rest > 0; rest = Math.floor(rest / 26)) {
    letters += String.fromCharCode(97 + (rest % 26));
  }
  return letters;
}

/** Twelve words; which ones follows from `n`, and the lower a word's rank the likelier it is. */
function sentence(n: number): string {
  return Array.from({ length: 12 }, (_, place) => {
    const draw = ((n * 12 + place) * 2_654_435_761) % 4_294_967_296;
    return word(Math.floor(WORDS ** (draw / 4_294_967_296)) - 1);
  }).join(' ');
}
