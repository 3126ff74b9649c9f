import { StartupError } from '../errors.ts';
import { openDatabase, refuseOtherSchema } from './open.ts';

/** How a database is: null when it is whole, else why it does not open, in a sentence, or that it is damaged. */
export type Condition = { opens: true; whole: boolean } | { opens: false; why: string };

/**
 * Opens a database for reading alone and looks at every page of it. That takes a second for some hundred megabytes, and nobody
 * else has their turn meanwhile: to be done in a thread of its own.
 */
export function conditionOf(path: string, key: string): Condition {
  try {
    const database = openDatabase(path, key, 'read');
    try {
      refuseOtherSchema(database, path);
      return { opens: true, whole: database.pragma('quick_check(1)', { simple: true }) === 'ok' };
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof StartupError) return { opens: false, why: error.message };
    // Every page vouches for itself under the key: one that does not is no error of ours.
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_'))
      return { opens: true, whole: false };
    throw error;
  }
}
