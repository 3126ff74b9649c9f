import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The top folder of the project. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Files below a folder whose name ends so, as paths from the top folder with forward slashes; none if it is missing. */
export function filesBelow(folder: string, ending: RegExp): string[] {
  const top = join(ROOT, folder);
  try {
    return readdirSync(top, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && ending.test(entry.name))
      .map(entry => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter(path => !path.includes('node_modules/'))
      .sort();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
