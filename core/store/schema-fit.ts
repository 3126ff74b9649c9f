import { migrations } from './migrations/index.ts';
import { openDatabase, schemaVersion } from './open.ts';

/** How the schema of a database stands to what this version knows. */
export type SchemaFit = 'fits' | 'older' | 'newer';

/** @throws StartupError when there is no database, or the key does not open it */
export function schemaFit(path: string, key: string, known: number = migrations.length): SchemaFit {
  const database = openDatabase(path, key, 'read');
  try {
    return fitOf(schemaVersion(database), known);
  } finally {
    database.close();
  }
}

export function fitOf(has: number, known: number = migrations.length): SchemaFit {
  if (has === known) return 'fits';
  return has < known ? 'older' : 'newer';
}
