import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALEX, CONFIG, KEY, Practice, type Ran } from './practice.ts';

/** What an owner can act on: no stack, no name of ours, nothing of the key. */
function isForAnOwner(ran: Ran): void {
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).not.toMatch(/\bat .*:\d+:\d+\)|node:internal|SQLITE|Error:|defect/);
  expect(ran.err).not.toContain(KEY.slice(0, 12));
}

const both = ['serve', 'work'];

describe.each(both)('second-ring %s', command => {
  test.each<[string, (file: string) => void, RegExp]>([
    ['empty', file => writeFileSync(file, ''), /key is empty/],
    ['cut off', file => writeFileSync(file, KEY.slice(0, 40)), /expected 32 bytes in hex/],
    ['a folder', file => [rmSync(file), mkdirSync(file)], /key: this is not a file/],
    ["another user's", file => chmodSync(file, 0o000), /key: this file may not be read by this user/],
  ])('a key file that is %s', async (_, spoil, sentence) => {
    const practice = new Practice();
    await practice.missedCall(ALEX);
    await practice.closeStore();
    spoil(join(practice.folder, 'key'));
    const ran = await practice.runBound([command]);
    isForAnOwner(ran);
    expect(ran.err).toMatch(sentence);
    expect(ran.err).toMatch(/config\.yaml has 1 error\.\n$/);
  });

  test.each([0.15, 0.4, 0.6, 0.8, 0.95])(
    'a configuration of which only a part was written: %d',
    async part => {
      const practice = new Practice();
      writeFileSync(practice.file, CONFIG.slice(0, Math.round(CONFIG.length * part)));
      const ran = await practice.run([command]);
      isForAnOwner(ran);
      expect(ran.err).toMatch(/^config\.yaml:\d+:\d+ /m);
      expect(ran.err).toMatch(/config\.yaml has \d+ errors?\.\n$/);
    },
  );

  test('a configuration of no byte, and one of nothing but zeros, as a power cut leaves it', async () => {
    const practice = new Practice();
    writeFileSync(practice.file, '');
    const empty = await practice.run([command]);
    isForAnOwner(empty);
    expect(empty.err).toContain('the file is empty');
    writeFileSync(practice.file, Buffer.alloc(600));
    const zeros = await practice.run([command]);
    isForAnOwner(zeros);
    expect(zeros.err).toMatch(/^config\.yaml:1:1 /m);
  });

  test("another user's data folder", async () => {
    const practice = new Practice();
    await practice.missedCall(ALEX);
    await practice.closeStore();
    const data = join(practice.folder, 'data');
    for (const file of ['second-ring.db', 'server.lock']) {
      writeFileSync(join(data, file), file === 'server.lock' ? '' : readFileSync(join(data, file)));
      chmodSync(join(data, file), 0o400);
    }
    chmodSync(data, 0o500);
    const ran = await practice.runBound([command]);
    chmodSync(data, 0o700);
    isForAnOwner(ran);
    expect(ran.err).toMatch(
      /give the user that runs Second Ring the right to write there|its folder is missing, read-only, or another user's/,
    );
    expect(ran.err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('an empty file for the auth token', async () => {
    const practice = new Practice();
    writeFileSync(join(practice.folder, 'token'), '\n');
    const ran = await practice.run([command]);
    isForAnOwner(ran);
    expect(ran.err).toMatch(/token is empty/);
  });
});

test('a key file that everybody can read is warned about, by config check', async () => {
  const practice = new Practice();
  chmodSync(join(practice.folder, 'key'), 0o644);
  const ran = await practice.run(['config', 'check']);
  expect(ran.out).toMatch(/key can be read by every user of this machine; chmod 600 .*key\n/);
});

describe('second-ring serve', () => {
  test("another user's folder in which there is no data yet", async () => {
    const practice = new Practice();
    chmodSync(practice.folder, 0o500);
    const ran = await practice.runBound(['serve']);
    chmodSync(practice.folder, 0o700);
    isForAnOwner(ran);
    expect(ran.err).toMatch(/^The folder of .* may not be written by the user that runs Second Ring\.\n$/);
  });

  test('a file where the data folder should be', async () => {
    const practice = new Practice();
    writeFileSync(join(practice.folder, 'data'), '');
    const ran = await practice.run(['serve']);
    isForAnOwner(ran);
    expect(ran.err).toMatch(/a part of its path is a file, not a folder|cannot be made or written/);
  });

  test('a port that is taken, and an address that is not of this machine', async () => {
    const other = createServer();
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    const practice = new Practice(undefined, `${CONFIG}server: {port: ${port}}\n`);
    const taken = await practice.run(['serve']);
    other.close();
    isForAnOwner({ ...taken, out: '' });
    expect(taken.err).toBe(
      `Port ${port} on 127.0.0.1 is taken; set server.port to another one, or stop what uses it.\n`,
    );
    const strange = new Practice(undefined, `${CONFIG}server: {port: ${port}, host: 192.0.2.7}\n`);
    expect((await strange.run(['serve'])).err).toBe(
      '192.0.2.7 is no address of this machine; set server.host to one that is, such as 127.0.0.1, or 0.0.0.0 for all.\n',
    );
  });
});
