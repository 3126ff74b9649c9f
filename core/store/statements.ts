import type Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Kysely prepares a statement for each query; kept by their SQL, they are compiled once. */
export function statements(sqlite: Database.Database, most = 400): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const known = kept.get(sql);
      if (known) return known;
      const made = sqlite.prepare(sql) as unknown as SqliteStatement;
      if (kept.size >= most) kept.clear();
      kept.set(sql, made);
      return made;
    },
  };
}

/** The row that must be there. Throws when it is not: whoever holds its id has read it before. */
export function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('A row that must exist does not.');
  return row;
}
