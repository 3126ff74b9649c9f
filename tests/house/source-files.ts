import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';

/** The top folder of the project. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Not ours, or not kept. */
const PASSED_OVER = ['node_modules', '.git', 'data', 'coverage', 'dist'];

/** Files below a folder whose name fits, as paths from the top folder with forward slashes; none if it is missing. */
export function filesBelow(folder: string, name: RegExp): string[] {
  return entriesOf(folder).flatMap(entry => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return PASSED_OVER.includes(entry.name) ? [] : filesBelow(path, name);
    return entry.isFile() && name.test(entry.name) ? [path] : [];
  });
}

export function readText(path: string): string {
  return readFileSync(resolve(ROOT, path), 'utf8');
}

function entriesOf(folder: string): Dirent[] {
  try {
    const entries = readdirSync(resolve(ROOT, folder), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
}
