import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BACKUP } from '../../core/flows/backing-up.ts';
import { markOf } from '../../core/store/marks.ts';
import { ALEX, CONFIG, KEY, Practice } from './practice.ts';

const NAME = /second-ring-\d{4}-\d\d-\d\dT\d{6}Z\.backup/;

async function practice(backup = ''): Promise<Practice> {
  const made = new Practice(undefined, `${CONFIG}${backup}`);
  await made.missedCall(ALEX);
  return made;
}

const names = (folder: string) => readdirSync(folder).filter(name => name.endsWith('.backup'));

test('backup makes one beside whoever has the database open, and says what is in it', async () => {
  const office = await practice();
  const { code, out, err } = await office.run(['backup']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(NAME);
  expect(out).toContain('1 contact, 1 entry, 1 call');
  const [name = ''] = names(join(office.folder, 'data', 'backups'));
  expect(name).toMatch(NAME);
  expect(await markOf(office.store.read, BACKUP)).toBeGreaterThan(0);

  const list = await office.run(['backup', 'list']);
  expect(list.out).toContain(name);
  const check = await office.run(['backup', 'check', join(office.folder, 'data', 'backups', name)]);
  expect([check.code, check.err]).toEqual([0, '']);
  expect(check.out).toContain('is whole');
  expect(check.out).toContain('1 contact, 1 entry, 1 call');
});

test('backup --to leaves the others alone and counts for nothing', async () => {
  const office = await practice();
  const stick = join(office.folder, 'stick');
  expect(await office.run(['backup', '--to', stick])).toMatchObject({ code: 0, err: '' });
  expect(names(stick)).toHaveLength(1);
  expect(statSync(join(stick, names(stick)[0] ?? '')).mode & 0o777).toBe(0o600);
  expect(await markOf(office.store.read, BACKUP)).toBeNull();
  expect((await office.run(['backup', 'list'])).out).toContain('There is no backup in');
});

test('a command takes it elsewhere, with no shell between; one that fails is said and the backup does not count', async () => {
  const office = await practice('backup: {afterwards: [cp, "{file}", "elsewhere; touch $HOME"]}\n');
  writeFileSync(join(office.folder, 'elsewhere; touch $HOME'), '');
  expect(await office.run(['backup'])).toMatchObject({ code: 0, err: '' });
  const copy = readFileSync(join(office.folder, 'elsewhere; touch $HOME'));
  expect(copy.length).toBeGreaterThan(4096);

  const failing = await practice('backup: {afterwards: ["false"]}\n');
  const failed = await failing.run(['backup']);
  expect(failed.code).toBe(1);
  expect(failed.err).toMatch(/is made and checked, but false \(backup\.afterwards\) ended with code 1/);
  expect(await markOf(failing.store.read, BACKUP)).toBeNull();
  const missing = await practice('backup: {afterwards: [no-such-command]}\n');
  expect((await missing.run(['backup'])).err).toContain(
    'no-such-command (backup.afterwards) is not installed here',
  );
});

test('a command that takes it elsewhere has nothing to read, and is given neither key nor token', async () => {
  const office = await practice('backup: {afterwards: [sh, -c, "cat && env >\\"$OUT\\""]}\n');
  const told = join(office.folder, 'told');
  const { storage, twilio } = office.config;
  const [token = ''] = twilio.auth_token;
  const given = { OUT: told, RESTIC_PASSWORD_FILE: '/somewhere', THE_KEY: storage.key, THE_TOKEN: token };
  expect(await office.run(['backup'], given)).toMatchObject({ code: 0, err: '' });
  const environment = readFileSync(told, 'utf8');
  expect(environment).toContain('RESTIC_PASSWORD_FILE=/somewhere');
  expect(environment).not.toMatch(/THE_KEY|THE_TOKEN/);
});

test('older ones go as backup.keep says', async () => {
  const office = await practice('backup: {keep: {daily: 1, weekly: 0, monthly: 0}}\n');
  expect(await office.run(['backup'])).toMatchObject({ code: 0 });
  const folder = join(office.folder, 'data', 'backups');
  const [name = ''] = names(folder);
  for (const day of ['2025-01-01', '2025-01-02']) {
    copyFileSync(join(folder, name), join(folder, `second-ring-${day}T030000Z.backup`));
  }
  writeFileSync(join(folder, 'notes.txt'), 'not ours');
  await new Promise(resolve => setTimeout(resolve, 1_000 - (Date.now() % 1_000)));
  expect(await office.run(['backup'])).toMatchObject({ code: 0, err: '' });
  expect(names(folder)).toHaveLength(1);
  expect(readdirSync(folder)).toContain('notes.txt');
});

test('what keeps it from being made or read is said in one sentence', async () => {
  const office = await practice();
  await office.run(['backup']);
  const folder = join(office.folder, 'data', 'backups');
  const file = join(folder, names(folder)[0] ?? '');
  writeFileSync(join(office.folder, 'other-key'), 'ab'.repeat(32));
  writeFileSync(join(office.folder, 'no-key'), 'ab');
  const check = (...args: string[]) => office.run(['backup', 'check', file, ...args]);
  expect((await check('--key', join(office.folder, 'other-key'))).err).toContain('was made with another key');
  expect((await check('--key', join(office.folder, 'no-key'))).err).toContain('is no key file');
  expect((await check('--key', join(office.folder, 'nowhere'))).err).toContain('cannot be read');
  expect(await check('--key', join(office.folder, 'key'))).toMatchObject({ code: 0 });
  expect((await office.run(['backup', 'check', join(folder, 'none')])).err).toContain('There is no file');
  expect((await office.run(['backup', '--to', join(office.folder, 'key')])).err).toContain(
    'a file has the name',
  );
  const nothing = new Practice();
  expect((await nothing.run(['backup'])).err).toContain('There is no database');
  expect(JSON.stringify(await check())).not.toContain(KEY);
});
