import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fencesIn } from '../house/docs.ts';
import { filesBelow, ROOT, readText } from '../house/source-files.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { type Beginning, setStage } from './stage.ts';

/** Every command in the docs is run: each page's ```sh blocks, in order, as one session of a shell. */

const PAGES = [
  ...filesBelow('.', /\.md$/).filter(path => !path.includes('/')),
  ...filesBelow('docs', /\.md$/),
];

/** What a fenced block may say that it is; only `sh` is run. */
const LANGUAGES = ['sh', 'text', 'yaml', 'json', 'nginx', 'ini', 'xml', 'caddyfile', 'http'];

const WITH_COMMANDS = PAGES.filter(page => shellOf(page).length > 0);

test('pages with commands are found', () => {
  expect(WITH_COMMANDS).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md']));
});

describe.each(WITH_COMMANDS)('%s', page => {
  test('its commands run as they stand there', async () => {
    const stage = await setStage(beginningOf(page));
    try {
      const script = shellOf(page).map(({ code, line }) => `: "${page}, line ${line}"\n${code}`);
      const { code, said } = await stage.run(script.join('\n'));
      if (code !== 0)
        throw new Error(`${page}: a command failed (exit ${code}). The last lines:\n${ending(said)}`);
    } finally {
      stage.clear();
    }
  }, 300_000);
});

test('every fenced block says what it is: ```sh for commands, ```text for what is neither', () => {
  const odd = PAGES.flatMap(page =>
    fencesIn(readText(page))
      .filter(({ language }) => !LANGUAGES.includes(language))
      .map(({ language, line }) => `${page}:${line - 1}: \`\`\`${language}`),
  );
  expect(odd).toEqual([]);
});

test.each(ELSEWHERE.map(one => [String(one.command), one.shownBy]))('%s is run by %s', (_, shownBy) => {
  expect(existsSync(`${ROOT}/${shownBy}`)).toBe(true);
});

test('no entry in elsewhere.ts is about a command that no page names any more', () => {
  const named = WITH_COMMANDS.flatMap(page => shellOf(page).flatMap(({ code }) => code.split('\n')))
    .flatMap(line => line.replace(/\s+#.*$/, '').split(/ && | \| /))
    .map(line =>
      line
        .trim()
        .replace(/^(?:sudo )?(?:npx --no |docker compose (?:exec|run --rm) \w+ |(?:\.\/)(?:[\w-]+\/)*)?/, ''),
    );
  const unused = ELSEWHERE.filter(({ command }) => !named.some(line => command.test(line)));
  expect(unused.map(({ command }) => String(command))).toEqual([]);
});

test('what is wrong in a page is told', async () => {
  const wrong = [
    ['brew install node', 'brew: no page may use this program yet'],
    ['sudo ufw alow 22/tcp', 'ufw alow 22/tcp: the stand-in of ufw'],
    ['npm run polish', 'npm run polish: this is no command that runs here'],
    ['npx --no second-ring queue show zzzz', 'zzzz'],
    ['npx --no second-ring quue', "unknown command 'quue'"],
    ['npx second-ring queue', 'npx --no second-ring'],
    ['false\ntrue', 'false'],
    ['cat nothing-there | cat', 'nothing-there'],
    ['docker compose -f nowhere.yml up -d', 'there is no nowhere.yml here'],
  ] as const;
  const stage = await setStage();
  try {
    for (const [script, says] of wrong) {
      const { code, said } = await stage.run(script);
      expect(code, script).not.toBe(0);
      expect(said, script).toContain(says);
    }
  } finally {
    stage.clear();
  }
});

function beginningOf(page: string): Beginning {
  const says = (words: string) => shellOf(page).some(({ code }) => code.includes(words));
  if (says('git clone')) return 'a new machine';
  return says('git ') ? 'a clone of a repository' : 'a clone';
}

function shellOf(page: string) {
  return fencesIn(readText(page)).filter(({ language }) => language === 'sh');
}

function ending(said: string): string {
  return said.trim().split('\n').slice(-12).join('\n');
}
