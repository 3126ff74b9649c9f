import type Database from 'better-sqlite3';
import type { AuditEnd } from './audit.ts';

/** What a backup says of itself, in a table that the database it was made of does not have. */
export interface BackupFacts {
  /** When it was made, in epoch milliseconds. */
  at: number;
  /** The version of Second Ring that made it. */
  version: string;
  /** Rows of each table. */
  counts: Readonly<Record<string, number>>;
  /** Where the audit log ends in it. */
  auditEnd: AuditEnd;
}

/** What long work is at, and how much of that is done, from 0 to 1. */
export type OnProgress = (stage: 'copying' | 'checking' | 'summing', done: number) => void;

/** Rows of every table, those behind the search index too; what is computed from others has none of its own. */
export function countRows(database: Database.Database): Record<string, number> {
  const names = database
    .prepare(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'backup_facts'
       ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    names.map(name => [name, database.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]),
  );
}

export function writeFacts(database: Database.Database, facts: BackupFacts): void {
  database.exec('CREATE TABLE backup_facts (facts TEXT NOT NULL) STRICT');
  database.prepare('INSERT INTO backup_facts (facts) VALUES (?)').run(JSON.stringify(facts));
}

/** Null when the file is a database and no backup. */
export function readFacts(database: Database.Database): BackupFacts | null {
  const known = database
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'backup_facts'")
    .get();
  if (!known) return null;
  const facts = database.prepare('SELECT facts FROM backup_facts').pluck().get() as string | undefined;
  return facts === undefined ? null : (JSON.parse(facts) as BackupFacts);
}
