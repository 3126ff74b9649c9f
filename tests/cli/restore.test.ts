import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beginKeeping } from '../../core/flows/keeping.ts';
import { verifyAudit } from '../../core/store/audit.ts';
import { promise } from '../../core/store/effects.ts';
import { holdFolder } from '../../core/store/hold.ts';
import { ALEX, CONFIG, Practice, ROBIN } from './practice.ts';

/** A practice that had two calls, its one backup, and nothing else left of its data. */
async function destroyed(config = CONFIG): Promise<{ office: Practice; file: string; name: string }> {
  const office = new Practice(undefined, config);
  await office.missedCall(ALEX);
  await office.missedCall(ROBIN, '1');
  const made = await office.run(['backup', '--to', join(office.folder, 'kept')]);
  expect(made).toMatchObject({ code: 0, err: '' });
  await office.closeStore();
  rmSync(join(office.folder, 'data'), { recursive: true });
  const name = readdirSync(join(office.folder, 'kept')).find(one => one.endsWith('.backup')) ?? '';
  return { office, name, file: join(office.folder, 'kept', name) };
}

const data = (office: Practice) => readdirSync(join(office.folder, 'data')).toSorted();

test('a backup is restored: the same rows, an audit log that goes on, and nothing lies about', async () => {
  const { office, file } = await destroyed();
  const { code, out, err } = await office.run(['restore', file]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/2 contacts, 2 entries,\s2\scalls/);
  expect(data(office)).toEqual(['second-ring.db', 'server.lock']);
  expect(statSync(join(office.folder, 'data', 'second-ring.db')).mode & 0o777).toBe(0o600);
  expect(await verifyAudit(office.store.read)).toMatchObject({ ok: true, end: { seq: 1 } });
  const [row] = await office.store.read.selectFrom('audit').selectAll().execute();
  expect(row).toMatchObject({ who: 'command', what: 'restored' });
  expect((await office.run(['queue'])).out).toContain('555-0141');
});

test('what was to be sent by now counts as begun, so that Twilio is asked first; what is due later stays', async () => {
  const { office, file } = await destroyed();
  const { out } = await office.run(['restore', file]);
  expect(out).toMatch(/texts, alerts or calls had not gone out when the backup was made/);
  const effects = await office.store.read.selectFrom('effects').selectAll().execute();
  const speaking = effects.filter(({ kind }) => ['send_text', 'send_alert', 'place_call'].includes(kind));
  const now = Date.now();
  expect(speaking.length).toBeGreaterThan(1);
  for (const { state, due_at, attempts, lease_until, begun_at } of speaking) {
    if (due_at > now) expect(state).toBe('pending');
    else {
      expect([state, attempts]).toEqual(['sending', 1]);
      expect(lease_until).toBeLessThanOrEqual(now);
      expect(begun_at).toBeGreaterThanOrEqual(due_at);
    }
  }
  expect(speaking.some(({ state }) => state === 'sending')).toBe(true);
});

test.each(['pending', 'sending'] as const)(
  'nothing is erased by its age for a day, so that a legal hold can be set once more: %s',
  async state => {
    const office = new Practice();
    await office.write(async tx => {
      await promise(tx, { kind: 'keep', about: 'keep', key: 'keep', dueAt: tx.now - 3_600_000 });
      await tx.db.updateTable('effects').set({ state, lease_until: tx.now }).execute();
    });
    await office.run(['backup', '--to', join(office.folder, 'kept')]);
    await office.closeStore();
    rmSync(join(office.folder, 'data'), { recursive: true });
    const [name = ''] = readdirSync(join(office.folder, 'kept'));
    const before = Date.now();
    const { out } = await office.run(['restore', join(office.folder, 'kept', name)]);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'set it once more, with second-ring hold on. Nothing is erased by its age before ',
    );
    // As a worker that starts: it does not take it forward again.
    await office.store.write(tx => beginKeeping(tx, office.config));
    const keep = await office.store.read.selectFrom('effects').selectAll().executeTakeFirstOrThrow();
    expect(keep).toMatchObject({ state: 'pending', lease_until: null });
    expect(keep.due_at).toBeGreaterThanOrEqual(before + 86_400_000);
  },
);

test('sessions and links of then are over', async () => {
  const office = new Practice();
  await office.write(tx =>
    tx.db
      .insertInto('invitations')
      .values({
        ...{ token_hash: 'a', id: 'b', user_id: null, email: 'sam@willowstreet.example', name: 'Sam' },
        ...{ role: 'owner', staff: null, invited_by: null, expires_at: tx.now + 1e6, created_at: tx.now },
      })
      .execute(),
  );
  await office.run(['backup', '--to', join(office.folder, 'kept')]);
  await office.closeStore();
  rmSync(join(office.folder, 'data'), { recursive: true });
  const [name = ''] = readdirSync(join(office.folder, 'kept'));
  expect(await office.run(['restore', join(office.folder, 'kept', name)])).toMatchObject({ code: 0 });
  expect(await office.store.read.selectFrom('invitations').selectAll().execute()).toEqual([]);
});

test('it goes into an empty place only, and not while a server has it', async () => {
  const { office, file } = await destroyed();
  const into = join(office.folder, 'data');
  mkdirSync(into);
  for (const name of ['second-ring.db', 'second-ring.db-wal']) {
    writeFileSync(join(into, name), 'somebody\u2019s');
    const { code, err } = await office.run(['restore', file]);
    expect(code).toBe(1);
    expect(err).toContain(`There is a database already: ${join(into, name)}.`);
    expect(readFileSync(join(into, name), 'utf8')).toBe('somebody\u2019s');
    rmSync(join(into, name));
  }
  const hold = holdFolder(into);
  expect((await office.run(['restore', file])).err).toContain('Another Second Ring server works on');
  hold[Symbol.dispose]();
  expect(await office.run(['restore', file])).toMatchObject({ code: 0 });
});

test('a wrong key, a file that is cut off, one that is none: a sentence, and nothing is left', async () => {
  const { office, file } = await destroyed();
  writeFileSync(join(office.folder, 'other'), 'ab'.repeat(32));
  const cut = join(office.folder, 'cut.backup');
  copyFileSync(file, cut);
  truncateSync(cut, statSync(cut).size >> 1);
  writeFileSync(join(office.folder, 'words'), 'words '.repeat(1_000));
  const cases: [args: string[], says: string][] = [
    [[file, '--key', join(office.folder, 'other')], 'was made with another key'],
    [[cut], 'is damaged or not whole'],
    [[join(office.folder, 'words')], 'was made with another key'],
    [[join(office.folder, 'nowhere')], 'There is no file'],
  ];
  for (const [args, says] of cases) {
    const { code, err } = await office.run(['restore', ...args]);
    expect([code, err]).toEqual([1, expect.stringContaining(says)]);
    expect(data(office)).toEqual(['server.lock']);
  }
});

test('a backup from before the key was changed comes back under the new one', async () => {
  const { office, file } = await destroyed();
  renameSync(join(office.folder, 'key'), join(office.folder, 'old-key'));
  expect(await office.run(['key', 'new', join(office.folder, 'key')])).toMatchObject({ code: 0 });
  expect((await office.run(['restore', file])).err).toContain('was made with another key');
  const old = join(office.folder, 'old-key');
  expect(await office.run(['restore', file, '--key', old])).toMatchObject({ code: 0, err: '' });
  expect((await office.run(['queue'])).out).toContain('555-0141');
  expect(existsSync(join(office.folder, 'data', '.second-ring.db.part'))).toBe(false);
});

test('backups that are kept beside the database are named without their folder', async () => {
  const office = new Practice();
  await office.missedCall(ALEX);
  await office.run(['backup']);
  await office.closeStore();
  const folder = join(office.folder, 'data');
  const [name = ''] = readdirSync(join(folder, 'backups'));
  rmSync(join(folder, 'second-ring.db'));
  expect(await office.run(['restore', name])).toMatchObject({ code: 0, err: '' });
});
