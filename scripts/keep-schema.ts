/**
 * Writes the newest schema, with a row in every table, to tests/core/store/earlier: run once when a version is released. From
 * then on a test updates it to whatever comes later, and another says when the migration that made it was edited.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrations } from '../core/store/migrations/index.ts';
import { migrate, openDatabase } from '../core/store/open.ts';
import { dump, fill } from '../tests/core/store/earlier/dump.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-ring-schema-'));
try {
  const database = openDatabase(join(folder, 'second-ring.db'), randomBytes(32).toString('hex'));
  migrate(database, folder);
  await fill(database);
  const kept = new URL(`../tests/core/store/earlier/schema-${migrations.length}.sql`, import.meta.url);
  writeFileSync(kept, dump(database));
  database.close();
  process.stdout.write(`${fileURLToPath(kept)} is written. Commit it, and never change it again.\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
