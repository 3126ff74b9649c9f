import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Checkout, makeRelease, notesOf, problemsOf } from '../../scripts/release.ts';
import { ROOT } from '../house/source-files.ts';

const CHANGELOG = `# Changelog

## Unreleased

- What comes.

## 1.2.0, 2026-12-01

- Quieter.

## 1.1.0, 2026-11-01

## 1.0.0

- The first.
`;

const GOOD: Checkout = {
  version: '1.2.0',
  packageVersion: '1.2.0',
  lockVersion: '1.2.0',
  changelog: CHANGELOG,
  changed: [],
  tags: ['v1.2.0'],
};

describe('a release', () => {
  test('is one when all say the same', () => {
    expect(problemsOf(GOOD)).toEqual([]);
    expect(notesOf(CHANGELOG, '1.2.0')).toBe('- Quieter.');
  });

  const wrong: [change: Partial<Checkout>, says: string][] = [
    [{ version: 'next' }, '"next" is no version'],
    [{ version: '1.2' }, '"1.2" is no version'],
    [{ packageVersion: '1.1.0' }, 'package.json says 1.1.0.'],
    [{ lockVersion: '1.1.0' }, 'package-lock.json says 1.1.0'],
    [{ tags: ['v1.1.0'] }, 'The commit has no tag v1.2.0.'],
    [{ changed: ['core/ids.ts'] }, 'Not committed: core/ids.ts.'],
    [{ version: '1.3.0' }, 'no heading "## 1.3.0, YEAR-MONTH-DAY"'],
    [{ version: '1.0.0' }, 'no heading "## 1.0.0, YEAR-MONTH-DAY"'],
    [{ version: '1.1.0' }, 'CHANGELOG.md says nothing about 1.1.0.'],
    [{ version: '112.0' }, '"112.0" is no version'],
  ];
  test.each(wrong)('is none with %j', (change, says) => {
    expect(problemsOf({ ...GOOD, ...change }).join('\n')).toContain(says);
  });

  test('says everything that is wrong at once', () => {
    expect(problemsOf({ ...GOOD, packageVersion: '1.0.0', tags: [], changed: ['a'] })).toHaveLength(3);
  });
});

test('its files are the same when made again, and their sums hold', () => {
  const root = mkdtempSync(join(tmpdir(), 'second-ring-release-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(ROOT, file), join(root, file));
  writeFileSync(join(root, 'CHANGELOG.md'), `# Changelog\n\n## ${version}, 2026-12-01\n\n- Quieter.\n`);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Sam', '-c', 'user.email=sam@willowstreet.example', ...args], {
      cwd: root,
      stdio: 'pipe',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'Begin');
  expect(() => makeRelease(version, join(root, '..', 'never'), root)).toThrow(`no tag v${version}`);
  git('tag', `v${version}`);
  const folders = ['first', 'second'].map(name => mkdtempSync(join(tmpdir(), `second-ring-${name}-`)));
  onTestFinished(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  for (const folder of folders) makeRelease(version, folder, root);
  const [first = '', second = ''] = folders.map(folder => readFileSync(join(folder, 'SHA256SUMS'), 'utf8'));
  expect(first.match(/^[0-9a-f]{64} {2}\S+$/gm)).toHaveLength(3);
  expect(second).toBe(first);
  execFileSync('sha256sum', ['--check', '--status', 'SHA256SUMS'], { cwd: folders[0] });
});
