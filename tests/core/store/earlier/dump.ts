import type Database from 'better-sqlite3';
import { systemClock } from '../../../../core/clock.ts';
import { systemRandom } from '../../../../core/ids.ts';
import { appendAudit } from '../../../../core/store/audit.ts';
import { Writer } from '../../../../core/store/writer.ts';

/** Filled by triggers, or in a way of their own. */
const FILLED = ['findable', 'audit'];

interface Column {
  name: string;
  type: string;
  hidden: number;
}

/** Puts a row into every table of a database, each of which refers to the row of the other, and two into the audit log. */
export async function fill(database: Database.Database): Promise<void> {
  database.pragma('foreign_keys = OFF');
  for (const table of ordinaryTables(database).filter(name => !FILLED.includes(name))) {
    // The schema itself has put its one row there.
    if (database.prepare(`SELECT 1 FROM ${table}`).get()) continue;
    const columns = columnsOf(database, table);
    const refers = new Map(
      (
        database.pragma(`foreign_key_list(${table})`) as { from: string; table: string; to: string | null }[]
      ).map(({ from, table: to, to: column }) => [from, `${to} ${column ?? 'id'}`]),
    );
    const values = columns.map(({ name, type }) =>
      type === 'TEXT'
        ? (refers.get(name) ?? `${table} ${name}`)
        : type === 'BLOB'
          ? Buffer.from(`${table} ${name}`)
          : 1,
    );
    const places = columns.map(() => '?').join(', ');
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    database.prepare(`INSERT INTO ${table} (${names}) VALUES (${places})`).run(values);
  }
  database.pragma('foreign_keys = ON');
  const writer = new Writer(database, systemClock, systemRandom);
  for (const who of [null, 'somebody']) {
    await writer.write(tx =>
      appendAudit(tx, { at: 1, who, what: 'viewed', about: 'entries id', details: { seen: true } }),
    );
  }
}

/**
 * A database as SQL that makes it anew: its schema as it stands, then its rows. What triggers fill is left to them, so that
 * the search index is built by those of that schema.
 */
export function dump(database: Database.Database): string {
  const made = database
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, rowid`,
    )
    .all() as { type: string; name: string; sql: string }[];
  const rows = ordinaryTables(database)
    .filter(table => table !== 'findable')
    .flatMap(table => {
      if (table === 'audit_head') return ["INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, '')"];
      const names = columnsOf(database, table).map(({ name }) => `"${name}"`);
      const quoted = names.map(name => `quote(${name})`).join(", ', ', ");
      return database
        .prepare(
          `SELECT 'INSERT INTO ${table} (${names.join(', ')}) VALUES (' || concat(${quoted}) || ')' FROM ${table}`,
        )
        .pluck()
        .all() as string[];
    });
  // The rows that others refer to may come after them.
  const version = database.pragma('user_version', { simple: true });
  return [
    'PRAGMA foreign_keys = OFF',
    ...made.map(({ sql }) => sql),
    ...rows.toSorted(
      (a, b) => Number(a.startsWith('INSERT INTO audit (')) - Number(b.startsWith('INSERT INTO audit (')),
    ),
    `PRAGMA user_version = ${version}`,
    'PRAGMA foreign_keys = ON',
    '',
  ].join(';\n');
}

/** What a database consists of, to be compared: names and SQL, with spaces and order made one. */
export function schemaOf(database: Database.Database): string[] {
  return (database.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').pluck().all() as string[])
    .map(sql => sql.replaceAll(/\s+/g, ' '))
    .toSorted();
}

/** Every row of every ordinary table, by table. */
export function rowsOf(database: Database.Database): Record<string, unknown[]> {
  return Object.fromEntries(
    ordinaryTables(database).map(table => [table, database.prepare(`SELECT * FROM ${table}`).all()]),
  );
}

function ordinaryTables(database: Database.Database): string[] {
  return database
    .prepare(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
}

function columnsOf(database: Database.Database, table: string): Column[] {
  return (database.pragma(`table_xinfo(${table})`) as Column[]).filter(({ hidden }) => hidden === 0);
}
