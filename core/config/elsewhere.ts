import { resolve } from 'node:path';
import { type Finding, type Path, touches } from './problem.ts';

/** What lies around a configuration file: the folder it is in, files, and the environment. */
export interface Surroundings {
  /** Absolute; paths in the file are relative to it. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readFile(path: string): FileRead;
  /** Whether there is a file that can be read. */
  exists(path: string): boolean;
}

export type FileRead =
  | { readonly text: string; readonly readableByOthers: boolean }
  | { readonly problem: 'missing' | 'forbidden' | 'not a file' | 'too large' };

const PROBLEMS = {
  missing: 'there is no such file',
  forbidden: 'this file may not be read by this user',
  'not a file': 'this is not a file',
  'too large': 'this file is larger than 64 KiB; is it the right one?',
} as const;

export interface Resolved {
  readonly root: unknown;
  readonly findings: Finding[];
  readonly warnings: Finding[];
  /** Where values came from elsewhere: they are never shown. */
  readonly from: Path[];
}

/** Puts the content in the place of every `{file: PATH}` and `{env: NAME}`. Trailing line breaks are dropped. */
export function resolveElsewhere(root: unknown, around: Surroundings): Resolved {
  const resolved: Resolved = { root: undefined, findings: [], warnings: [], from: [] };
  return { ...resolved, root: replace(root, [], around, resolved) };
}

function replace(value: unknown, path: Path, around: Surroundings, into: Resolved): unknown {
  if (Array.isArray(value)) return value.map((item, i) => replace(item, [...path, i], around, into));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [key, target] = entries[0] ?? [];
  if (entries.length === 1 && typeof target === 'string' && (key === 'file' || key === 'env')) {
    into.from.push(path);
    return key === 'file'
      ? fromFile(target, path, around, into)
      : fromEnvironment(target, path, around, into);
  }
  return Object.fromEntries(
    entries.map(([name, item]) => [name, replace(item, [...path, name], around, into)]),
  );
}

function fromFile(written: string, path: Path, around: Surroundings, into: Resolved): string | undefined {
  const file = resolve(around.folder, written);
  const read = around.readFile(file);
  const place = [...path, 'file'];
  if ('problem' in read) {
    const isKey = touches(path, 'storage.key') && read.problem === 'missing';
    into.findings.push({
      path: place,
      message: `cannot read ${file}: ${PROBLEMS[read.problem]}`,
      ...(isKey ? { hint: '`second-ring key new` makes a key file' } : {}),
    });
    return undefined;
  }
  // Containers mount secrets there for everyone in the container, which is this program alone.
  if (read.readableByOthers && !file.startsWith('/run/secrets/')) {
    into.warnings.push({
      path: place,
      message: `${file} can be read by every user of this machine`,
      hint: `chmod 600 ${file}`,
    });
  }
  const content = read.text.replace(/[\r\n]+$/, '');
  if (content.trim() !== '') return content;
  into.findings.push({ path: place, message: `${file} is empty` });
  return undefined;
}

function fromEnvironment(name: string, path: Path, around: Surroundings, into: Resolved): string | undefined {
  const value = around.env[name];
  if (value !== undefined && value.trim() !== '') return value;
  const state = value === undefined ? 'not set' : 'empty';
  into.findings.push({ path: [...path, 'env'], message: `the environment variable ${name} is ${state}` });
  return undefined;
}
