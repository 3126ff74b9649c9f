import { join } from 'node:path';
import { openDatabase } from '../core/store/open.ts';
import { DATABASE_FILE } from '../core/store/store.ts';
import type { Practice } from './practice.ts';

const HOUR = 3_600_000;

/**
 * Lets an hour pass for the texts that a practice has promised. Every missed call counts those within `text_at_most`; a
 * practice has at most some dozens there, and the bench would have thousands.
 */
export function letTextsAge({ folder, key }: Practice): void {
  const database = openDatabase(join(folder, DATABASE_FILE), key, 'write');
  try {
    const since = Date.now() - HOUR;
    database
      .prepare("UPDATE messages SET at = at - ? WHERE kind = 'continuation' AND at > ?")
      .run(HOUR, since);
  } finally {
    database.close();
  }
}
