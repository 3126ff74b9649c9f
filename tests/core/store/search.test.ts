import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../core/clock.ts';
import type { ContactId, EntryId, MessageId, Phone } from '../../../core/ids.ts';
import { systemRandom } from '../../../core/ids.ts';
import { readSearch } from '../../../core/rules/search-words.ts';
import { mergeFoundWords } from '../../../core/store/found-words.ts';
import type { QueueFilter } from '../../../core/store/queue-page.ts';
import { searchQueue } from '../../../core/store/search.ts';
import { openStore, type Store } from '../../../core/store/store.ts';
import { WordWalk } from '../../../core/store/word-walk.ts';
import { KEY } from './harness.ts';

const LINE = '+12125550100' as Phone;
const ENTRIES = 60;
const TEXTS = 2_400;
const FILTER: QueueFilter = { state: null, whose: 'all', ask: null, line: null, onlyFor: null };
/** Words that begin alike, differ by an accent only, and stand in one piece or two. */
const WORDS =
  'appointment appointments Appointed appoint José jose Núñez mañana manana o’brien O-Brien brienne evening morning 24/7 room'.split(
    ' ',
  );
/** Two that stand in many texts and never in the same one, and one that stands nowhere else. */
const HALVES = ['always', 'never'] as const;
const ONCE = 'heliotrope';

const folder = mkdtempSync(join(tmpdir(), 'second-ring-store-'));
let store: Store;
/** What was written, oldest first, and where it belongs now. */
let texts: { id: MessageId; body: string; entry: EntryId }[] = [];

const id = (kind: number, n: number) => `019aa000-000${kind}-7000-8000-${String(n).padStart(12, '0')}`;
const entry = (n: number) => id(2, n) as EntryId;
const contact = (n: number) => id(1, n) as ContactId;

beforeAll(async () => {
  store = openStore({ folder, key: KEY, clock: systemClock, random: systemRandom, migrates: true });
  await store.write(async tx => {
    for (let n = 0; n < ENTRIES; n += 1) {
      const phone = `+121255501${String(n).padStart(2, '0')}` as Phone;
      const person = { phone, name_to_ask: null, stopped_how: null, voicemail_ok: null };
      await tx.db
        .insertInto('contacts')
        .values({ id: contact(n), ...person, language: 'en', texting: 'allowed', created_at: n })
        .execute();
      const times = { opened_at: n, asked_at: n, due_at: n, takes: 0, version: 1, apart: 0 } as const;
      const standing = { state: n % 3 === 0 ? 'open' : 'handled', strongest: 'message' } as const;
      await tx.db
        .insertInto('entries')
        .values({ id: entry(n), contact_id: contact(n), line: LINE, ...standing, language: 'en', ...times })
        .execute();
    }
    for (let n = 0; n < TEXTS; n += 1) {
      const at = (n * 7) % ENTRIES;
      const words = [0, 1, 2].map(k => WORDS[(n * (k + 3) + k * 5 + (n >> 4)) % WORDS.length]);
      const body = [...words, HALVES[n % 2], ...(n === 11 ? [ONCE] : [])].join(n % 5 === 0 ? ', ' : ' ');
      // Every fourth stands in no entry, and counts to its contact's newest.
      const whose = { contact_id: contact(at), entry_id: n % 4 === 0 ? null : entry(at), call_id: null };
      const row = { id: id(3, n) as MessageId, ...whose, staff: null, line: LINE, kind: null, body };
      const fate = { media: 0, provider_sid: null, error_code: null, at: n };
      await tx.db
        .insertInto('messages')
        .values({ ...row, direction: 'in', author: 'client', status: 'received', ...fate })
        .execute();
      texts.push({ id: row.id, body, entry: entry(at) });
    }
    await changeSome();

    /** What erasing, correcting and joining do to rows. */
    async function changeSome() {
      const gone = new Set(texts.filter((_, n) => n % 97 === 3).map(text => text.id));
      await tx.db
        .deleteFrom('messages')
        .where('id', 'in', [...gone])
        .execute();
      texts = texts.filter(text => !gone.has(text.id));
      const written = texts.filter((_, n) => n % 101 === 50);
      for (const text of written) {
        text.body = `${ONCE}s ${text.body}`;
        await tx.db.updateTable('messages').set({ body: text.body }).where('id', '=', text.id).execute();
      }
      texts = [...texts.filter(text => !written.includes(text)), ...written];
      const moved = texts.filter(text => text.entry === entry(4));
      for (const text of moved) {
        text.entry = entry(5);
        const into = { entry_id: entry(5), contact_id: contact(5) };
        await tx.db.updateTable('messages').set(into).where('id', '=', text.id).execute();
      }
    }
  });
}, 60_000);

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const plainWords = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');

/** As one would search without an index: every text that has all of it, newest first, each entry once. */
function naively(typed: string, state: QueueFilter['state']): EntryId[] {
  const terms = typed.split(' ').map(word => ({ words: plainWords(word), whole: [...word].length === 1 }));
  const has = (words: readonly string[], term: (typeof terms)[number]) =>
    words.some((_, from) =>
      term.words.every((word, n) =>
        n === term.words.length - 1 && !term.whole
          ? words[from + n]?.startsWith(word)
          : words[from + n] === word,
      ),
    );
  const found = texts.filter(({ body }) => terms.every(term => has(plainWords(body), term)));
  const fits = (one: EntryId) => state === null || (Number(one.slice(-4)) % 3 === 0) === (state === 'open');
  return [...new Set(found.toReversed().map(text => text.entry))].filter(fits);
}

/** All pages of a search, each entry where it comes first. */
function searched(typed: string, state: QueueFilter['state'], most: number): EntryId[] {
  const rows: EntryId[] = [];
  let after: number | null = null;
  for (let page = 0; page < 200; page += 1) {
    const asked = { after, most, user: 'dana', now: 0, timeZone: 'America/New_York' };
    const found = searchQueue(store, { ...FILTER, state }, readSearch(typed), asked);
    expect(found.rows.length).toBeLessThanOrEqual(most);
    expect(found.more || found.next === null).toBe(true);
    rows.push(...found.rows.map(row => row.id));
    if (found.next === null) return [...new Set(rows)];
    expect(found.next).toBeLessThan(after ?? Number.MAX_SAFE_INTEGER);
    after = found.next;
  }
  throw new Error('A search without an end.');
}

const typedWord = fc
  .tuple(fc.constantFrom(...WORDS, ...HALVES, ONCE), fc.nat(12), fc.constantFrom(0, 1, 2))
  .map(([word, cut, way]) => {
    const start = [...word].slice(0, Math.max(1, [...word].length - cut)).join('');
    const plain = start.normalize('NFD').replace(/\p{M}/gu, '');
    return ([start, plain, start.toUpperCase()] as const)[way as 0 | 1 | 2].replace(/[’\-/]+$/, '');
  })
  .filter(word => word !== '');

test('finds what one would find without an index, in the same order, page by page to its end', () => {
  fc.assert(
    fc.property(
      fc.array(typedWord, { minLength: 1, maxLength: 3 }).map(words => words.join(' ')),
      fc.constantFrom(null, 'open' as const),
      fc.integer({ min: 12, max: 50 }),
      (typed, state, most) => {
        expect(searched(typed, state, most)).toEqual(naively(typed, state));
      },
    ),
    {
      numRuns: 80,
      examples: [
        ['always never', null, 50],
        [`${ONCE} always`, null, 3],
        ['appoi', 'open', 50],
      ],
    },
  );
});

test.each(['always never', 'evening always', 'never', `${ONCE} never`])(
  'a search that has cost enough says where it was, and goes on from there: %s',
  typed => {
    const walk = (from: number, budget: number) => new WordWalk(store, readSearch(typed), from, budget);
    const all = walk(Number.MAX_SAFE_INTEGER, 1e9).next(1e9);
    const found: number[] = [];
    let from = Number.MAX_SAFE_INTEGER;
    let walks = 0;
    for (; from > 0; walks += 1) {
      const short = walk(from, 4_000);
      found.push(...short.next(1e9));
      expect(short.from).toBeLessThan(from);
      from = short.from;
    }
    expect(found).toEqual(all);
    // The one that stands in a single text comes to its end at once.
    expect(walks > 1).toBe(!typed.startsWith(ONCE));
  },
);

test('what commits add to the index is merged in small steps, and the same is found', async () => {
  const parts = async () => {
    const { rows } = await sql<{
      count: number;
    }>`select count(distinct segid) as count from found_words_idx`.execute(store.read);
    return rows[0]!.count;
  };
  const last = texts.at(-1)!;
  for (let n = 0; n < 50; n += 1) {
    last.body = `room ${n}`;
    await store.write(tx =>
      tx.db.updateTable('messages').set({ body: last.body }).where('id', '=', last.id).execute(),
    );
  }
  // No commit has merged anything, however many there were.
  expect(await parts()).toBeGreaterThanOrEqual(50);
  let rounds = 0;
  while (await store.write(async tx => mergeFoundWords(tx))) rounds += 1;
  expect(rounds).toBeGreaterThan(0);
  expect(await parts()).toBeLessThan(12);
  for (const typed of ['appoin', 'jose even', 'never', 'room 49', `${ONCE} a`]) {
    expect(searched(typed, null, 50)).toEqual(naively(typed, null));
  }
});

test('what is erased stands in no page of the index', async () => {
  const pages = async () => {
    const { rows } = await sql<{ block: Buffer }>`select block from found_words_data`.execute(store.read);
    return rows.map(({ block }) => block.toString('latin1')).join('');
  };
  // A word's end stands in the index as it is, whatever its beginning shares with the word before.
  expect((await pages()).includes('liotrope')).toBe(true);
  await store.write(tx => tx.db.deleteFrom('messages').where('body', 'like', `%${ONCE}%`).execute());
  texts = texts.filter(text => !text.body.includes(ONCE));
  expect((await pages()).includes('liotrope')).toBe(false);
  expect(searched('heli', null, 50)).toEqual([]);
});

test('letters of English and Spanish are read as the index writes them', async () => {
  const letters = Array.from({ length: 0x180 }, (_, code) => String.fromCodePoint(code)).filter(letter =>
    /^[a-z]$/.test(letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()),
  );
  expect(letters.length).toBeGreaterThan(140);
  const last = texts.at(-1)!;
  for (let from = 0; from < letters.length; from += 8) {
    const word = `qq${letters.slice(from, from + 8).join('')}`;
    await store.write(tx =>
      tx.db.updateTable('messages').set({ body: word }).where('id', '=', last.id).execute(),
    );
    const { beginning } = readSearch(word).terms[0]!;
    expect(beginning?.start).toMatch(/^qq[a-z]+$/);
    const asked = { after: null, most: 5, user: 'dana', now: 0, timeZone: 'America/New_York' };
    expect(searchQueue(store, FILTER, readSearch(beginning!.start), asked).rows.length).toBe(1);
  }
});
