import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { handleEntry } from '../../core/flows/work-entry.ts';
import { mountSmallDisk } from './mounts.ts';
import { ALEX, Practice, type Ran, ROBIN } from './practice.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(1)>';

/** Runs a command with something typed into it. */
async function typing(practice: Practice, args: readonly string[], typed: string): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: practice.folder,
    env: { PATH: process.env.PATH },
  });
  child.stdin.end(typed);
  const read = async (stream: NodeJS.ReadableStream) => {
    let all = '';
    for await (const piece of stream) all += piece;
    return all;
  };
  const [out, err] = await Promise.all([read(child.stdout), read(child.stderr)]);
  return { code: child.exitCode ?? (await new Promise(done => child.once('exit', done))), out, err };
}

async function withRobin(): Promise<Practice> {
  const practice = new Practice();
  await practice.missedCall(ROBIN);
  await practice.text(ROBIN, `heliotrope ${SCRIPT}`);
  return practice;
}

const idOf = async (practice: Practice, phone = ROBIN) =>
  (
    await practice.store.read
      .selectFrom('contacts')
      .select('id')
      .where('phone', '=', phone as never)
      .executeTakeFirst()
  )?.id;

test('somebody is found by a number that is typed, which never stands on a command line', async () => {
  const practice = await withRobin();
  const found = await typing(practice, ['contact', 'find'], '(212) 555-0140\n');
  expect([found.code, found.out.split('\n')[0]]).toEqual([0, await idOf(practice)]);
  expect(found.out).toContain('1 entry (1 not handled yet), 2 texts, 1 call');
  expect(found.out).not.toContain('0140');
  const onTheLine = await practice.run(['contact', 'find', ROBIN]);
  expect(onTheLine).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('a command line is seen by'),
  });
  expect((await typing(practice, ['contact', 'find'], '555 0141\n')).code).toBe(1);
  const nobody = await typing(practice, ['contact', 'find'], '(212) 555-0141\n');
  expect(nobody.err).toContain('Nothing is kept under this number.');
  expect((await typing(practice, ['contact', 'find'], '')).err).toContain('No number was typed.');
});

test('an export is a page, JSON, and files that nobody else can read', async () => {
  const practice = await withRobin();
  const id = await idOf(practice);
  const { code, out, err } = await practice.run(['contact', 'export', id!, '--to', 'robin']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('They are not encrypted');
  const folder = join(practice.folder, 'robin');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder).sort()).toEqual(['contact.html', 'contact.json']);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  const json = JSON.parse(readFileSync(join(folder, 'contact.json'), 'utf8'));
  expect(json).toMatchObject({
    ...{ format: 'second-ring contact', version: 1 },
    contact: { id, number: ROBIN },
    entries: [{ state: 'open', asks: [{ kind: 'missed_call' }, { kind: 'message' }] }],
  });
  expect(json.messages.map((one: { body: string }) => one.body)).toContain(`heliotrope ${SCRIPT}`);
  expect(json.made).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  const page = readFileSync(join(folder, 'contact.html'), 'utf8');
  expect(page).toContain('heliotrope &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toMatch(/<script|<img|<link|<a |url\(|@import/);
  expect(page).toContain("default-src 'none'");
  const again = await practice.run(['contact', 'export', id!, '--to', 'robin']);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
  const spanish = await practice.run(['contact', 'export', id!, '--to', 'es', '--language', 'es']);
  expect([spanish.code, readFileSync(join(practice.folder, 'es/contact.html'), 'utf8').slice(0, 60)]).toEqual(
    [0, expect.stringContaining('lang="es"')],
  );
  const audit = await practice.store.read.selectFrom('audit').select(['who', 'what', 'about']).execute();
  expect(audit).toEqual(
    Array.from({ length: 2 }, () => ({ who: 'command', what: 'contact_exported', about: id })),
  );
});

test('of an export that finds no room nothing is left lying about', async () => {
  const practice = await withRobin();
  const disk = mountSmallDisk(4);
  onTestFinished(() => disk.remove());
  const to = join(disk.folder, 'robin');
  const ran = await practice.run(['contact', 'export', (await idOf(practice))!, '--to', to]);
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err.replaceAll(/\s+/g, ' ')).toContain(
    'cannot be written (ENOSPC). What was written of it is deleted again.',
  );
  expect(readdirSync(disk.folder)).toEqual([]);
});

test('somebody is erased after what goes was shown, and a yes', async () => {
  const practice = await withRobin();
  await practice.missedCall(ALEX);
  const id = await idOf(practice);
  const asked = await practice.run(['contact', 'erase', id!]);
  expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('nothing was changed') });
  expect(asked.out).toContain('This erases (212) 555-0140: 1 entry (1 not handled yet), 2 texts');
  expect(await idOf(practice)).toBe(id);
  const erased = await practice.run(['contact', 'erase', id!, '--yes']);
  expect([erased.code, erased.err]).toEqual([0, '']);
  expect(await idOf(practice)).toBeUndefined();
  expect(await idOf(practice, ALEX)).toBeDefined();
  expect((await practice.run(['contact', 'erase', id!, '--yes'])).err).toContain(
    'There is no such contact here',
  );
  const rows = await practice.store.read.selectFrom('audit').select(['what', 'about', 'details']).execute();
  expect(rows).toMatchObject([{ what: 'contact_erased', about: id }]);
  expect(rows[0]!.details).not.toContain('555');
});

test('a hold keeps somebody from being erased, and says so', async () => {
  const practice = await withRobin();
  const id = await idOf(practice);
  expect((await practice.run(['hold', 'on', '--contact', id!])).out).toContain(
    'Nothing of this contact is erased',
  );
  expect((await practice.run(['hold', 'on', '--contact', id!])).out).toContain('It was so already');
  expect((await practice.run(['contact', 'find', id!])).out).toContain('legal hold');
  expect((await practice.run(['contact', 'erase', id!, '--yes'])).err).toContain(
    'There is a legal hold on this contact',
  );
  await practice.run(['hold', 'off', '--contact', id!]);
  expect((await practice.run(['hold', 'on'])).code).toBe(0);
  expect((await practice.run(['contact', 'erase', id!, '--yes'])).err).toContain('legal hold on everything');
  expect((await practice.run(['keep', 'run'])).err).toContain('second-ring hold off');
  expect((await practice.run(['hold', 'maybe'])).code).toBe(2);
  await practice.run(['hold', 'off']);
  expect((await practice.run(['contact', 'erase', id!, '--yes'])).code).toBe(0);
  const codes = await practice.store.read.selectFrom('audit').select(['what', 'who']).execute();
  expect(codes.map(({ what }) => what)).toEqual([
    ...['hold_set', 'hold_lifted', 'hold_set', 'hold_lifted', 'contact_erased'],
  ]);
});

test('crises whose time is over are listed, and erased one by one', async () => {
  const practice = new Practice();
  await practice.text(ROBIN, 'I want to die');
  await practice.text(ALEX, 'call me about the bill');
  const entries = await practice.store.read.selectFrom('entries').select(['id', 'strongest']).execute();
  for (const { id } of entries) {
    await practice.write(tx =>
      handleEntry(tx, practice.config, { entry: id, staff: 'dana', outcome: 'reached' }),
    );
  }
  expect((await practice.run(['keep'])).out).toContain('No crisis waits');
  const crisis = entries.find(({ strongest }) => strongest === 'crisis')!;
  const early = await practice.run(['keep', 'erase-crisis', crisis.id, '--yes']);
  expect(early).toMatchObject({ code: 1, err: expect.stringContaining('Its time is not over yet') });
  const longAgo = Temporal.Now.instant().epochMilliseconds - 400 * 86_400_000;
  await practice.write(tx => tx.db.updateTable('entries').set({ handled_at: longAgo }).execute());
  const ran = await practice.run(['keep', 'run']);
  expect([ran.code, ran.err]).toEqual([0, '']);
  expect(ran.out).toMatch(/^Erased: 1 entries, 1 texts/);
  expect(ran.out).toContain('1 crisis');
  expect((await practice.run(['keep', 'waiting'])).out).toContain(crisis.id);
  const { code, out } = await practice.run(['keep', 'erase-crisis', crisis.id, '--yes']);
  expect([code, out]).toEqual([0, 'Erased.\n']);
  expect(await practice.store.read.selectFrom('entries').select('id').execute()).toEqual([]);
  expect((await practice.run(['keep', 'erase-crisis', crisis.id, '--yes'])).err).toContain('no such entry');
  expect(existsSync(join(practice.folder, 'data'))).toBe(true);
});
