import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Where sentences for owners are written. */
const STARTING = ['core/store/open.ts', 'core/store/hold.ts', 'server/listen.ts', 'cli/schema-wait.ts'];
const SAYING = [
  ...STARTING,
  ...['cli/refusal.ts', 'core/config/elsewhere.ts', 'core/config/source.ts', 'server/health.ts'],
  'core/texts/desk/health/en.ts',
];
/** Said of a count that the page writes out. */
const WRITTEN_OUT = ['config.yaml has 2 errors.'];

/** A sentence with … where something is filled in, however it is written. */
function plain(sentence: string): string {
  return sentence
    .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}|\{\w+\}/g, '…')
    .replaceAll("\\'", "'")
    .replaceAll(/\s+/g, ' ');
}

const page = read('docs/troubleshooting.md');
const quoted = [...page.matchAll(/^> (.+)$/gm)].map(([, sentence = '']) => sentence);
const inTables = [...page.matchAll(/^\| (?!it says|---)([^|]+) \|/gm)].map(([, sentence = '']) => sentence);

describe('docs/troubleshooting.md', () => {
  const said = SAYING.map(path => plain(read(path))).join('\n');

  test('quotes enough to mean something', () => {
    expect(quoted.length).toBeGreaterThan(40);
    expect(inTables).toHaveLength(4);
    expect(new Set(quoted).size).toBe(quoted.length);
  });

  test.each([...quoted, ...inTables].filter(sentence => !WRITTEN_OUT.includes(sentence)))('%s', sentence => {
    expect(said.includes(sentence)).toBe(true);
  });

  test.each(STARTING)('has every sentence with which %s keeps something from starting', path => {
    const sentences = [...read(path).matchAll(/[=(>?:]\s*`([^`]{30,}\.)`/g)].map(([, sentence = '']) =>
      plain(sentence),
    );
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.filter(sentence => !quoted.includes(sentence))).toEqual([]);
  });

  test.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what stands in a source file
    ['`Port ${port} on ${host} is taken`', '`Port … on … is taken`'],
    ["'since {at}, it\\'s gone'", "'since …, it's gone'"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what stands in a source file
    ['`a ${b.map(c => `${c}`)} d`', '`a … d`'],
  ])('%s is read as it is said', (written, sentence) => {
    expect(plain(written)).toBe(sentence);
  });
});
