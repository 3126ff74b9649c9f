import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeKey, opens } from '../../core/store/change-key.ts';
import { holdFolder } from '../../core/store/hold.ts';
import { openDatabase } from '../../core/store/open.ts';
import { ALEX, CONFIG, KEY, Practice } from './practice.ts';

const NEW = 'c0ffee'.repeat(10).concat('abcd');

async function practice(config = CONFIG): Promise<Practice> {
  const office = new Practice(undefined, config);
  await office.missedCall(ALEX);
  await office.closeStore();
  return office;
}

const database = (office: Practice) => join(office.folder, 'data', 'second-ring.db');
const keyOf = (office: Practice, name = 'key') => readFileSync(join(office.folder, name), 'utf8').trim();
const kept = (office: Practice) => readdirSync(office.folder).filter(name => /^key\.\d{4}-/.test(name));

/** What the database says of itself by the key that stands in the key file. */
async function goesOn(office: Practice): Promise<void> {
  expect(opens(database(office), keyOf(office))).toBe(true);
  expect((await office.run(['queue'])).out).toContain('555-0141');
  expect(readdirSync(join(office.folder, 'data')).toSorted()).toEqual(['second-ring.db', 'server.lock']);
  expect(existsSync(join(office.folder, 'key.next'))).toBe(false);
}

test('the database has a new key, the old one is kept for older backups, and it is written down', async () => {
  const office = await practice();
  const before = statSync(database(office)).ino;
  const { code, out, err } = await office.run(['key', 'rotate']);
  expect([code, err]).toEqual([0, '']);
  expect(keyOf(office)).not.toBe(KEY);
  expect(opens(database(office), KEY)).toBe(false);
  expect(statSync(database(office)).ino).not.toBe(before);
  expect(kept(office).map(name => keyOf(office, name))).toEqual([KEY]);
  for (const name of ['key', ...kept(office)]) {
    expect(statSync(join(office.folder, name)).mode & 0o777).toBe(0o600);
  }
  expect(out).not.toContain(keyOf(office));
  await goesOn(office);
  const log = await office.run(['audit', 'list']);
  expect(log.out).toContain('key_changed');
  // Twice on a day keeps both.
  expect(await office.run(['key', 'rotate'])).toMatchObject({ code: 0 });
  expect(kept(office)).toHaveLength(2);
  await goesOn(office);
});

test('while a server, a worker or a command has the database open nothing is changed', async () => {
  const office = await practice();
  const hold = holdFolder(join(office.folder, 'data'));
  expect((await office.run(['key', 'rotate'])).err).toContain('Another Second Ring server works on');
  hold[Symbol.dispose]();
  const worker = openDatabase(database(office), KEY, 'write');
  worker.prepare('SELECT 1 FROM marks').all();
  expect((await office.run(['key', 'rotate'])).err).toContain('stop the worker');
  worker.close();
  expect(keyOf(office)).toBe(KEY);
  await goesOn(office);
});

test('interrupted after the database and before the key file: the server says so, a second run finishes', async () => {
  const office = await practice();
  writeFileSync(join(office.folder, 'key.next'), `${NEW}\n`, { mode: 0o600 });
  await changeKey(database(office), { from: KEY, to: NEW });
  const { err } = await office.run(['serve']);
  expect(err).toContain('run npx --no second-ring key rotate once more');
  const { code, out } = await office.run(['key', 'rotate']);
  expect(code).toBe(0);
  expect(out).toContain('it is finished now');
  expect(keyOf(office)).toBe(NEW);
  expect(kept(office).map(name => keyOf(office, name))).toEqual([KEY]);
  await goesOn(office);
});

test('killed at any moment, no row is lost and a second run goes through', async () => {
  const office = await practice();
  for (let delay = 400; delay < 1_400; delay += 125) {
    const started = office.start(['key', 'rotate']);
    setTimeout(() => started.child.kill('SIGKILL'), delay);
    await started.ended;
    expect(await office.run(['key', 'rotate'])).toMatchObject({ code: 0 });
    expect(opens(database(office), keyOf(office))).toBe(true);
  }
  await goesOn(office);
  expect((await office.run(['audit', 'verify'])).out).toContain('are as they were written');
}, 240_000);

test('a key that is in no file, another file, and one that cannot be written', async () => {
  const inline = await practice(CONFIG.replace('{file: key}', `"${KEY}"`));
  expect((await inline.run(['key', 'rotate'])).err).toContain('does not come from a file');
  const office = await practice();
  writeFileSync(join(office.folder, 'other'), 'ab'.repeat(32));
  const other = await office.run(['key', 'rotate', '--key-file', join(office.folder, 'other')]);
  expect(other.err).toContain('does not hold the key in storage.key');
  // The same key by another path, as a container has its secrets.
  renameSync(join(office.folder, 'key'), join(office.folder, 'mounted'));
  copyFileSync(join(office.folder, 'mounted'), join(office.folder, 'key'));
  expect(await office.run(['key', 'rotate', '--key-file', join(office.folder, 'mounted')])).toMatchObject({
    code: 0,
  });
  expect(keyOf(office)).toBe(KEY);
  expect(opens(database(office), keyOf(office, 'mounted'))).toBe(true);
});
