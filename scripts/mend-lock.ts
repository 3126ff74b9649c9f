/**
 * Writes back into package-lock.json what npm drops from it whenever dependencies change. better-sqlite3 carries its
 * binaries ready made and says so by `gypfile: false`. npm 10, which Node.js 20 brings, looks for that in the lock file
 * alone, and would otherwise compile: on a machine without Python `npm ci` would fail.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../package-lock.json', import.meta.url);
const READY_MADE = 'node_modules/better-sqlite3';

interface Lock {
  packages: Record<string, Record<string, unknown>>;
}

const lock = JSON.parse(readFileSync(FILE, 'utf8')) as Lock;
const entry = lock.packages[READY_MADE];
if (!entry) throw new Error(`package-lock.json has no ${READY_MADE}`);
lock.packages[READY_MADE] = { ...entry, gypfile: false };
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
