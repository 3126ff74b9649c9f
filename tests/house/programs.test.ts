import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { REAL } from '../docs/stand-ins.ts';
import { ESSENTIAL, NEEDED } from '../setup/programs.ts';
import { filesBelow, readText } from './source-files.ts';

/** A program that is started by its name; the containers tests bring theirs along. */
const STARTED = /\b(?:spawn|spawnSync|execFile|execFileSync)\(\s*'([\w./-]+)'/g;
const NPM = ['node', 'npm'];
const TESTS = filesBelow('tests', /\.ts$/).filter(path => !path.startsWith('tests/containers/'));

test('`npm test` sees to every program that a test starts', () => {
  const started = TESTS.flatMap(path =>
    [...readText(path).matchAll(STARTED)].map(match => match[1]?.split('/').at(-1) ?? ''),
  );
  expect(started).toEqual(expect.arrayContaining(['git', 'mount', 'script', 'sha256sum']));
  const known = [...NPM, ...ESSENTIAL, ...NEEDED.flatMap(({ names }) => names)];
  const unknown = [...started, ...REAL].filter(name => !known.includes(name));
  expect([...new Set(unknown)]).toEqual([]);
});

test('README.md names them, and the workflow installs what its machine lacks', () => {
  const [, said = ''] = /They need ([^;]+);/.exec(readText('README.md').replaceAll('\n', ' ')) ?? [];
  expect(said.split(/, | and /).toSorted()).toEqual(NEEDED.map(({ names }) => names[0]).toSorted());
  const { jobs } = parse(readText('.github/workflows/ci.yml'));
  const runs = jobs.everything.steps.map(({ run = '' }: { run?: string }) => run).join('\n');
  // What a machine of GitHub's has already.
  const there = ['chromium', 'git', 'openssl', 'mount', 'bsdutils', 'util-linux'];
  const lacking = NEEDED.filter(({ debianPackage }) => !there.includes(debianPackage));
  expect(lacking.filter(({ debianPackage }) => !runs.includes(` ${debianPackage}`))).toEqual([]);
});
