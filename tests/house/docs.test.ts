import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildProgram } from '../../cli/program.ts';
import { EFFECT_KINDS } from '../../core/store/effects.ts';
import { en } from '../../core/texts/en.ts';
import { fill } from '../../core/texts/texts.ts';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import { codeIn, linksIn, misreadCommand, slugsIn } from './docs.ts';
import { filesBelow, ROOT, readText } from './source-files.ts';

const PAGES = [
  ...filesBelow('.', /\.md$/).filter(path => !path.includes('/')),
  ...filesBelow('docs', /\.md$/),
];

test('all pages are looked at', () => {
  expect(PAGES).toEqual(expect.arrayContaining(['README.md', 'docs/decisions/README.md']));
});

describe.each(PAGES)('%s', page => {
  const text = readText(page);

  test('every link leads somewhere', () => {
    const broken = linksIn(text).filter(link => {
      if (/^[a-z]+:/.test(link)) return false;
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : posix.join(posix.dirname(page), path);
      if (!existsSync(`${ROOT}/${target}`)) return true;
      return anchor !== undefined && !slugsIn(readText(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('every npm script that it names exists', () => {
    const scripts = Object.keys((JSON.parse(readText('package.json')) as { scripts: object }).scripts);
    const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].map(
      match => match[1] ?? match[2],
    );
    expect(named.filter(name => !scripts.includes(name ?? ''))).toEqual([]);
  });

  test('every second-ring command that it names exists', async () => {
    const said: (string | null)[] = [];
    for (const code of codeIn(text)) said.push(misreadCommand(await buildProgram(), code));
    expect(said.filter(wrong => wrong !== null)).toEqual([]);
  });

  test('every file that it names exists', () => {
    const named = codeIn(text).filter(code =>
      /^(?:core|server|worker|cli|simulator|tests|docs)\/[\w./-]+\.\w+$/.test(code),
    );
    expect(named.filter(path => !existsSync(`${ROOT}/${path}`))).toEqual([]);
  });
});

describe('docs/how-it-works.md', () => {
  const page = readText('docs/how-it-works.md');

  test('names every webhook', () => {
    expect(Object.values(WEBHOOKS).filter(path => !page.includes(path))).toEqual([]);
  });

  test('names every table', () => {
    const sql = filesBelow('core/store/migrations', /^\d.*\.ts$/)
      .map(readText)
      .join('');
    const tables = [...sql.matchAll(/CREATE TABLE (\w+)/g)].map(match => match[1]);
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter(table => !page.includes(`\`${table}\``))).toEqual([]);
  });

  test('names every effect', () => {
    expect(Object.keys(EFFECT_KINDS).filter(kind => !page.includes(`\`${kind}\``))).toEqual([]);
  });
});

test('the text in README.md is the text that is sent', () => {
  const quoted = readText('README.md').replaceAll('\n', ' ');
  const [before = '', after = ''] = fill(en.sms.continuation, { sender: 'Willow Street', link: '@' })
    .replaceAll('\n', ' ')
    .split('@');
  expect(quoted).toContain(before);
  expect(quoted).toContain(after);
});

test('every page of docs is in the table of README.md', () => {
  const linked = linksIn(readText('README.md'));
  const pages = filesBelow('docs', /\.md$/).filter(path => !path.startsWith('docs/decisions/'));
  expect(pages.filter(path => !linked.includes(path))).toEqual([]);
});

test('every decision is listed', () => {
  const list = linksIn(readText('docs/decisions/README.md'));
  const pages = filesBelow('docs/decisions', /\.md$/).map(path => posix.basename(path));
  expect(pages.filter(name => name !== 'README.md' && !list.includes(name))).toEqual([]);
});

describe('docs/hipaa.md', () => {
  const rows = readText('docs/hipaa.md')
    .split('\n')
    .filter(line => /^\| \([a-e]\)/.test(line));

  test('has every safeguard of 45 CFR 164.312, and which are addressable', () => {
    expect(rows.map(row => /^\| (\S+) .*? \| ([RA]) \|/.exec(row)?.slice(1).join(' '))).toEqual([
      '(a)(1) R',
      '(a)(2)(i) R',
      '(a)(2)(ii) R',
      '(a)(2)(iii) A',
      '(a)(2)(iv) A',
      '(b) R',
      '(c)(1) R',
      '(c)(2) A',
      '(d) R',
      '(e)(1) R',
      '(e)(2)(i) A',
      '(e)(2)(ii) A',
    ]);
  });

  test('names for each the tests that hold it, and they are there', () => {
    const tests = rows.map(row =>
      [...row.matchAll(/`(tests\/\S+\.test\.ts)`/g)].map(match => match[1] ?? ''),
    );
    expect(tests.filter(named => named.length === 0)).toEqual([]);
    expect(tests.flat().filter(path => !existsSync(`${ROOT}/${path}`))).toEqual([]);
  });
});

test('CONTRIBUTING.md names every room of the house', () => {
  const page = readText('CONTRIBUTING.md');
  const rooms = filesBelow('core', /\.ts$/).map(path => path.split('/').slice(0, 2).join('/'));
  const missing = [...new Set(rooms)].filter(room => !room.endsWith('.ts') && !page.includes(`\`${room}`));
  expect(missing).toEqual([]);
});

describe('the checks themselves', () => {
  test.each([
    'second-ring queue --watch',
    'npx --no second-ring --config FILE queue --watch',
    'npx --no second-ring queue take ID --as dana   # mine',
    'npx --no second-ring close --until "2026-12-24 12:00"',
    'second-ring queue take',
    'second-ring key',
    'second-ring',
    'npm run check',
  ])('%s is understood', async code => {
    expect(misreadCommand(await buildProgram(), code)).toBeNull();
  });

  test.each([
    ['second-ring quueue', "unknown command 'quueue'"],
    ['second-ring key nwe FILE', "unknown command 'nwe'"],
    ['second-ring queue tak ID', 'too many arguments'],
    ['second-ring serve --watch', "unknown option '--watch'"],
    ['second-ring key new FILE OTHER', 'too many arguments'],
    ['second-ring queue handle ID --outcome fine', "'fine' is invalid"],
  ])('%s is not', async (code, says) => {
    expect(misreadCommand(await buildProgram(), code)).toContain(says);
  });

  test('links and code are found where they are', () => {
    const page =
      '[a](b.md) ![c](d.png "e")\n```\nsome code  # why\n\n[no](link.md)\n```\n`inline` <https://x.example>';
    expect(linksIn(page)).toEqual(['b.md', 'd.png']);
    expect(codeIn(page)).toEqual(['some code  # why', '[no](link.md)', 'inline']);
    expect(slugsIn('# One thing\n## `Two`, and 3')).toEqual(['one-thing', 'two-and-3']);
  });
});
