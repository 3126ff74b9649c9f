import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, Record<string, unknown>>;
};

test('npm ci never compiles better-sqlite3 (mend with: node scripts/mend-lock.ts)', () => {
  expect(lock.packages['node_modules/better-sqlite3']).toMatchObject({ gypfile: false });
});

test('the lock file names no registry and no address', () => {
  for (const [path, entry] of Object.entries(lock.packages)) expect(entry.resolved, path).toBeUndefined();
});
