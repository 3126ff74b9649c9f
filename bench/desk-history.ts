import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { ContactId, EntryId, Phone } from '../core/ids.ts';
import { openDatabase } from '../core/store/open.ts';
import { DATABASE_FILE } from '../core/store/store.ts';
import type { Practice } from './practice.ts';

/** Texts of each entry, in turns somebody's and automation's. */
export const TEXTS = 10;
/** Entries of the one contact who has been there all along. */
const OF_ONE = 100;
/** So many conversations go on at the same time: their texts lie between each other, as they come. */
const AT_ONCE = 100;
const DAY = 86_400_000;
/** How long it took for all of it to happen. */
const YEARS = 730 * DAY;

/** Words that people write: few very often, most of them rarely. */
export const WORDS = 20_000;
const FIRST = ['Alma', 'Bruno', 'Carmen', 'Dario', 'Edith', 'Felix', 'Greta', 'Hugo', 'Ines', 'Jonas'];

/**
 * Writes two years of a practice, ending now: entries with ten texts each, their calls and what staff did, in one
 * transaction, past the product and much quicker; the search index follows by itself. One entry in fifty is not handled.
 */
export function fillDesk(practice: Practice, size: number, now: number): void {
  const database = openDatabase(join(practice.folder, DATABASE_FILE), practice.key, 'write');
  try {
    database.pragma('cache_size = -200000');
    const into = (table: string, columns: string) =>
      database.prepare(
        `INSERT INTO ${table} (${columns}) VALUES (${columns
          .split(', ')
          .map(() => '?')
          .join(', ')})`,
      );
    const contacts = into('contacts', 'id, phone, name_to_ask, language, texting, created_at');
    const entries = into(
      'entries',
      'id, contact_id, line, state, owner, strongest, language, opened_at, asked_at, due_at, handled_at, outcome, answered_at, takes, version',
    );
    const asks = into('asks', 'id, entry_id, kind, source, source_id, times, at');
    const calls = into(
      'calls',
      'id, provider_sid, line, contact_id, caller, language, state, plan, no_texts, entry_id, arrived_at, decided_at, ended_at',
    );
    const acts = into('acts', 'id, entry_id, staff, what, version, before, after, at');
    const messages = into(
      'messages',
      'id, contact_id, entry_id, line, direction, author, kind, body, media, status, error_code, at',
    );
    const begin = (n: number) => now - YEARS + Math.floor((YEARS / size) * n);
    const lineOf = (n: number) => practice.lines[n % 3 === 0 ? 1 : 0] ?? practice.lines[0];
    database.transaction(() => {
      for (let n = 0; n < size; n += 1) {
        const at = begin(n);
        const own = contact(n, size);
        if (own === id('1', n)) {
          const name = n % 2 === 0 ? nameOf(n) : null;
          contacts.run(own, phone(n), name, 'en', 'allowed', at);
        }
        const handled = n % 50 === 0 ? null : at + 3_600_000;
        const standing = handled === null ? ['open', null] : ['handled', 'dana'];
        const kind = n % 500 === 0 ? 'crisis' : 'callback';
        const outcome = handled === null ? null : (['reached', 'left_message', 'booked'][n % 3] ?? null);
        entries.run(
          ...[
            entry(n),
            own,
            lineOf(n),
            ...standing,
            kind,
            'en',
            at,
            at,
            at + DAY,
            handled,
            outcome,
            handled,
            0,
            1,
          ],
        );
        asks.run(id('5', n), entry(n), kind, 'call', id('3', n), 1, at);
        calls.run(
          ...[id('3', n), `CA${n}`, lineOf(n), own, 'client', 'en', 'missed', '[]', 0, entry(n), at, at, at],
        );
        if (handled !== null) acts.run(id('4', n), entry(n), 'dana', 'handle', 1, '{}', '{}', handled);
      }
      for (let from = 0; from < size; from += AT_ONCE) {
        for (let text = 0; text < TEXTS; text += 1) {
          for (let n = from; n < Math.min(size, from + AT_ONCE); n += 1) {
            const at = begin(n) + text * 60_000;
            const row = n * TEXTS + text;
            const whose = [id('6', row), contact(n, size), entry(n), lineOf(n)];
            if (text % 2 === 1)
              messages.run(...whose, 'in', 'client', null, sentence(row), 0, 'received', null, at);
            else {
              const failed = row % 100 === 0;
              const fate = failed ? ['undelivered', 30_006] : ['delivered', null];
              messages.run(...whose, 'out', 'automation', 'menu', 'An answer.', 0, ...fate, at);
            }
          }
        }
      }
    })();
    mergeIndex(database);
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

/** As far as the worker would have by now. */
function mergeIndex(database: Database.Database): void {
  const merge = database.prepare("INSERT INTO found_words (found_words, rank) VALUES ('merge', 1000)");
  const written = database.prepare('SELECT total_changes()').pluck();
  for (let before = -1; Number(written.get()) - before > 1; merge.run()) before = Number(written.get());
}

function id(kind: string, n: number): string {
  return `019aa000-000${kind}-7000-8000-${String(n).padStart(12, '0')}`;
}

/** Whose entry it is: its own contact's, or of the one who has a hundred. */
export function contact(n: number, size: number): ContactId {
  const every = size / OF_ONE;
  return id('1', every > 7 && n % every === 7 ? 7 : n) as ContactId;
}

/** The contact who has a hundred entries. */
export const BUSIEST = id('1', 7) as ContactId;

export function entry(n: number): EntryId {
  return id('2', n) as EntryId;
}

/** Numbers that nobody has: too long, and ending like the invented ones. In no order, as people call. */
export function phone(n: number): Phone {
  const mixed = (n * 7_919) % 1_000_003;
  return `+1${200 + (mixed % 700)}${String(Math.floor(mixed / 700)).padStart(4, '0')}55501` as Phone;
}

/** Some ten thousand names. */
export function nameOf(n: number): string {
  const last = word(n % 1_000);
  return `${FIRST[Math.floor(n / 1_000) % FIRST.length]} ${last.charAt(0).toUpperCase()}${last.slice(1)}`;
}

export function word(rank: number): string {
  let letters = '';
  for (let rest = rank * 2_654_435 + 17_576; rest > 0; rest = Math.floor(rest / 26)) {
    letters += String.fromCharCode(97 + (rest % 26));
  }
  return letters;
}

/** Twelve words, the lower a word's rank the likelier; and one of two that stand in every text but never together. */
function sentence(n: number): string {
  const words = Array.from({ length: 12 }, (_, place) => {
    const draw = (Math.imul(n * 12 + place, 2_654_435_761) >>> 0) / 4_294_967_296;
    return word(Math.floor(WORDS ** draw) - 1);
  });
  return [n % 4 === 1 ? 'morning' : 'evening', ...words].join(' ');
}
