import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../core/clock.ts';
import { newId, systemRandom } from '../core/ids.ts';
import { openDatabase } from '../core/store/open.ts';
import { DATABASE_FILE, openStore } from '../core/store/store.ts';
import type { Tx } from '../core/store/writer.ts';
import { makePractice, type Practice } from './practice.ts';

type Row = Record<string, string | number | null>;

/** Every row that something left behind, to be copied as often as one likes. */
export type Sample = readonly { table: string; row: Row }[];

/** What differs between copies. Ids, sids and tokens are new in each. */
export interface Copy {
  /** How long before the sample it all happened, in milliseconds. */
  ago: number;
  /** Columns that are otherwise than in the sample, by table. */
  change?: Readonly<Record<string, Row>>;
}

/** Tables that hold one row for each number of the practice, or for the practice as a whole. */
const NOT_COPIED: readonly string[] = [
  'closures',
  'marks',
  'pacing',
  'staff_states',
  'audit_head',
  'root_secret',
];
/** The search index, which follows by itself. */
const INDEX = /^(?:findable|found_words.*|found_terms)$/;
/** What the database computes. */
const COMPUTED: readonly string[] = ['seq', 'calm'];

/** Plays something through the product's own flows, and reads the rows it leaves: whatever they have, the copies have. */
export async function sampleOf(play: (tx: Tx, practice: Practice) => Promise<unknown>): Promise<Sample> {
  using practice = makePractice({ port: 1 });
  await makeDatabase(practice);
  const store = openStore({ ...practice, clock: systemClock, random: systemRandom, migrates: false });
  await store.write(tx => play(tx, practice));
  await store.close();
  const database = openDatabase(pathOf(practice), practice.key, 'read');
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[];
    return tables
      .filter(table => !NOT_COPIED.includes(table) && !INDEX.test(table))
      .flatMap(table =>
        (database.prepare(`SELECT * FROM ${table}`).all() as Row[]).map(row => ({ table, row })),
      );
  } finally {
    database.close();
  }
}

/** Makes a practice's database, empty. */
export async function makeDatabase(practice: Practice): Promise<void> {
  await openStore({ ...practice, clock: systemClock, random: systemRandom, migrates: true }).close();
}

/** Writes copies of a sample into a practice's database, in one transaction, past the product and much quicker. */
export function fill(practice: Practice, sample: Sample, copies: Iterable<Copy>): void {
  const database = openDatabase(pathOf(practice), practice.key, 'write');
  try {
    database.pragma('cache_size = -200000');
    // Rows come in the order of their tables' names, so that what they refer to may come later.
    database.pragma('foreign_keys = OFF');
    const writers = sample.map(({ table, row }) => {
      const names = Object.keys(row).filter(name => !COMPUTED.includes(name));
      const values = names.map(() => '?').join(', ');
      const statement = database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${values})`);
      return (copy: Copy, ids: Ids) => {
        const changed: Row = { ...row, ...copy.change?.[table] };
        statement.run(names.map(name => copied(name, changed[name] ?? null, copy, ids)));
      };
    });
    database.transaction(() => {
      for (const copy of copies) {
        const ids: Ids = new Map();
        for (const write of writers) write(copy, ids);
      }
    })();
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

function pathOf({ folder }: Practice): string {
  return join(folder, DATABASE_FILE);
}

type Ids = Map<string, string>;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Numbers from here on are moments, in epoch milliseconds. */
const MOMENTS = 1e12;

function copied(
  name: string,
  value: string | number | null,
  { ago }: Copy,
  ids: Ids,
): string | number | null {
  if (typeof value === 'number') return value > MOMENTS ? value - ago : value;
  if (value === null) return null;
  if (name.endsWith('_sid')) return `${value.slice(0, 2)}${randomBytes(16).toString('hex')}`;
  if (name === 'token_hash') return randomBytes(32).toString('hex');
  return value.replace(UUID, id => {
    const known = ids.get(id);
    if (known) return known;
    const made = newId<string>(Date.now() - ago, systemRandom);
    ids.set(id, made);
    return made;
  });
}
