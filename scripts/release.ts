/**
 * `npm run release -- VERSION FOLDER` makes what a release consists of beside its images: the source as an archive, the
 * list of what is in it (CycloneDX), the part of the changelog that is about it, and the sums of these files. It refuses
 * unless the version, the lock file, the changelog and the commit say the same; it uploads nothing.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commitTime, makeSbom } from './sbom.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What must be known of a checkout to tell whether it is a release. */
export interface Checkout {
  /** As somebody asked for it: `1.2.3`. */
  version: string;
  packageVersion: string;
  lockVersion: string;
  changelog: string;
  /** Files that differ from the commit, as git names them. */
  changed: readonly string[];
  /** The tags of the commit. */
  tags: readonly string[];
}

/** Every reason why this is no release yet, each as a sentence. */
export function problemsOf(checkout: Checkout): string[] {
  const { version, packageVersion, lockVersion, changelog, changed, tags } = checkout;
  if (!/^\d+\.\d+\.\d+$/.test(version)) return [`"${version}" is no version: write it like 1.2.3.`];
  const problems: string[] = [];
  if (packageVersion !== version) problems.push(`package.json says ${packageVersion}.`);
  if (lockVersion !== version) problems.push(`package-lock.json says ${lockVersion}: run npm install.`);
  if (!tags.includes(`v${version}`)) problems.push(`The commit has no tag v${version}.`);
  if (changed.length > 0) problems.push(`Not committed: ${changed.join(', ')}.`);
  const notes = notesOf(changelog, version);
  if (notes === null) problems.push(`CHANGELOG.md has no heading "## ${version}, YEAR-MONTH-DAY".`);
  else if (notes === '') problems.push(`CHANGELOG.md says nothing about ${version}.`);
  return problems;
}

/** What the changelog says about a version; null when it does not name it with its day. */
export function notesOf(changelog: string, version: string): string | null {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find(text =>
    new RegExp(`^${version.replaceAll('.', '\\.')}, \\d{4}-\\d{2}-\\d{2}\\n`).test(text),
  );
  return part === undefined ? null : part.slice(part.indexOf('\n')).trim();
}

/** Lines as `sha256sum --check` reads them, for every file of a folder but the list itself. */
export function sumsOf(folder: string): string {
  return readdirSync(folder)
    .filter(name => name !== 'SHA256SUMS')
    .sort()
    .map(
      name =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('');
}

/** Makes the files. Throws with every reason when it is no release. */
export function makeRelease(version: string, folder: string, root = ROOT): void {
  const problems = problemsOf(readCheckout(version, root));
  if (problems.length > 0) throw new Error(`This is not ${version} yet.\n${problems.join('\n')}`);
  mkdirSync(folder, { recursive: true });
  const name = `second-ring-${version}`;
  const archive = [
    'archive',
    '--format=tar.gz',
    `--prefix=${name}/`,
    '-o',
    join(folder, `${name}.tar.gz`),
    'HEAD',
  ];
  git(root, archive);
  writeFileSync(
    join(folder, `${name}.cdx.json`),
    `${JSON.stringify(makeSbom(commitTime(root), root), null, 2)}\n`,
  );
  writeFileSync(join(folder, 'NOTES.md'), `${notesOf(read(root, 'CHANGELOG.md'), version)}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), sumsOf(folder));
}

function readCheckout(version: string, root: string): Checkout {
  const lines = (text: string) => text.split('\n').filter(line => line !== '');
  return {
    version,
    packageVersion: (JSON.parse(read(root, 'package.json')) as { version: string }).version,
    lockVersion: (JSON.parse(read(root, 'package-lock.json')) as { version: string }).version,
    changelog: read(root, 'CHANGELOG.md'),
    changed: lines(git(root, ['status', '--porcelain'])).map(line => line.slice(3)),
    tags: lines(git(root, ['tag', '--points-at', 'HEAD'])),
  };
}

function read(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function git(root: string, args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [version, folder] = process.argv.slice(2);
  try {
    if (!version || !folder) throw new Error('Say which, and where to: npm run release -- 1.2.3 FOLDER');
    makeRelease(version.replace(/^v/, ''), resolve(folder));
    process.stdout.write(`${folder}:\n${readdirSync(folder).join('\n')}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
