import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configFile, readConfigFile } from '../../../core/config/files.ts';
import { KEY, SAMPLE, sample } from './sample.ts';

let folder = '';
const env = { TOKEN: 'token' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-ring-config-'));
  writeFileSync(join(folder, 'key'), `${KEY}\n`, { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, text);
  return file;
}

describe('which file', () => {
  it.each([
    ['the option first', '/a.yaml', { SECOND_RING_CONFIG: '/b.yaml' }, '/a.yaml'],
    ['then the environment', undefined, { SECOND_RING_CONFIG: '/b.yaml' }, '/b.yaml'],
    ['then the working folder', undefined, {}, resolve('config.yaml')],
    ['an empty variable is none', undefined, { SECOND_RING_CONFIG: '' }, resolve('config.yaml')],
  ])('%s', (_, option, variables, file) => {
    expect(configFile(option, variables)).toBe(file);
  });
});

describe('reading from disk', () => {
  it('takes paths from the folder of the file, wherever it is read from', () => {
    writeFileSync(join(folder, 'hello.wav'), 'RIFF');
    const file = write(sample(['    ring:', '    greeting: {play: hello.wav}\n    ring:']));
    const reading = readConfigFile(file, env);
    expect(reading).toMatchObject({
      file,
      warnings: [],
      config: {
        storage: { key: KEY, path: join(folder, 'data') },
        lines: [{ greeting: { play: join(folder, 'hello.wav') } }],
      },
    });
  });

  it('warns when everybody can read a secret', () => {
    chmodSync(join(folder, 'key'), 0o644);
    expect(readConfigFile(write(SAMPLE), env).warnings).toMatchObject([
      { line: 12, hint: `chmod 600 ${join(folder, 'key')}` },
    ]);
  });

  it.each([
    ['no file', () => join(folder, 'none.yaml'), 'there is no such file'],
    ['a folder', () => folder, 'it is not a file'],
    ['a file in a file', () => join(folder, 'key', 'config.yaml'), 'there is no such file'],
    ['too large a file', () => write(`#${'x'.repeat(300_000)}`), 'it is larger than 256 KiB'],
  ])('%s is an error like any other', (_, file, expected) => {
    const reading = readConfigFile(file(), env);
    expect('errors' in reading && reading.errors).toMatchObject([
      { line: 1, column: 1, message: expect.stringContaining(expected) },
    ]);
  });

  it.each([
    ['missing', () => {}, 'there is no such file'],
    ['a folder', () => mkdirSync(join(folder, 'other')), 'this is not a file'],
    ['empty', () => writeFileSync(join(folder, 'other'), '\n'), 'is empty'],
    ['too large', () => writeFileSync(join(folder, 'other'), 'x'.repeat(70_000)), 'larger than 64 KiB'],
  ])('a secret that is %s is said at its place', (_, prepare, expected) => {
    prepare();
    const reading = readConfigFile(write(sample(['{file: key}', '{file: other}'])), env);
    expect('errors' in reading && reading.errors).toMatchObject([
      { line: 12, column: 15, message: expect.stringContaining(expected) },
    ]);
  });
});
