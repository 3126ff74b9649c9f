import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { appendAudit, eraseOldAudit, listAudit, verifyAudit } from '../../../core/store/audit.ts';
import type { Tables } from '../../../core/store/schema.ts';
import { statements } from '../../../core/store/statements.ts';
import type { Writer } from '../../../core/store/writer.ts';
import { folder, openWriter } from './harness.ts';

function reader(sqlite: Database.Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements(sqlite) }) });
}

async function append(writer: Writer, count: number, from = 0): Promise<void> {
  for (let i = from; i < from + count; i += 1) {
    await writer.write(tx =>
      appendAudit(tx, {
        at: 1_790_000_000_000 + i,
        who: i % 2 ? 'user-a' : null,
        what: 'signed_in',
        about: `thing-${i}`,
        details: { count: i, how: 'totp' },
      }),
    );
  }
}

/** Whoever holds the key of the database can take the triggers off: the chain is what tells then. */
function withoutTriggers(sqlite: Database.Database): void {
  const triggers = sqlite.prepare("select name from sqlite_schema where type = 'trigger'").pluck().all();
  for (const name of triggers) sqlite.exec(`drop trigger ${name}`);
}

test('what was written stands in order, and verifies', async () => {
  const { writer, sqlite } = openWriter();
  expect(await verifyAudit(reader(sqlite))).toEqual({ ok: true, end: { seq: 0, hash: '' } });
  await append(writer, 5);
  const verdict = await verifyAudit(reader(sqlite));
  expect(verdict).toEqual({ ok: true, end: { seq: 5, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  const listed = await listAudit(reader(sqlite), { most: 2 });
  expect(listed.map(row => row.about)).toEqual(['thing-4', 'thing-3']);
  expect((await listAudit(reader(sqlite), { most: 9, before: 3 })).map(row => row.seq)).toEqual([2, 1]);
});

test('more rows than are read at once', async () => {
  const { writer, sqlite } = openWriter();
  await writer.write(async tx => {
    for (let i = 0; i < 2_000; i += 1) {
      await appendAudit(tx, { at: i, who: null, what: 'viewed', about: null, details: {} });
    }
  });
  expect(await verifyAudit(reader(sqlite))).toMatchObject({ ok: true, end: { seq: 2_000 } });
});

test('an entry is kept only together with what it records', async () => {
  const { writer, sqlite } = openWriter();
  const failed = writer.write(async tx => {
    await appendAudit(tx, { at: 1, who: null, what: 'entry_handle', about: null, details: {} });
    throw new Error('the flow failed');
  });
  await expect(failed).rejects.toThrow('the flow failed');
  await append(writer, 1);
  expect(await verifyAudit(reader(sqlite))).toMatchObject({ ok: true, end: { seq: 1 } });
});

test.each([
  "update audit set what = 'nothing' where seq = 2",
  'delete from audit where seq = 5',
  'delete from audit',
  "insert or replace into audit values (2, 1, null, 'w', null, '{}', 'h')",
  "insert into audit values (9, 1, null, 'w', null, '{}', 'h')",
  'update audit_head set seq = 4',
  "update audit_head set hash = ''",
  'delete from audit_head',
])('the database refuses: %s', async sql => {
  const { writer, sqlite } = openWriter();
  await append(writer, 5);
  expect(() => sqlite.exec(sql)).toThrow('audit is only added to');
  await append(writer, 1, 5);
  expect(await verifyAudit(reader(sqlite))).toMatchObject({ ok: true, end: { seq: 6 } });
});

const tampering: [what: string, sql: string, seq: number, why: string][] = [
  ['a time', 'update audit set at = at + 1 where seq = 3', 3, 'changed'],
  ['who', "update audit set who = 'user-b' where seq = 2", 2, 'changed'],
  ['who, taken out', 'update audit set who = null where seq = 2', 2, 'changed'],
  ['what', "update audit set what = 'signed_out' where seq = 1", 1, 'changed'],
  ['about', "update audit set about = 'thing-9' where seq = 5", 5, 'changed'],
  ['details', "update audit set details = '{}' where seq = 4", 4, 'changed'],
  ['a hash', "update audit set hash = 'x' || substr(hash, 2) where seq = 4", 4, 'changed'],
  ['the last hash', 'update audit set hash = lower(hex(randomblob(32))) where seq = 5', 5, 'changed'],
  ['the first row gone', 'delete from audit where seq = 1', 1, 'missing'],
  ['a row in the middle gone', 'delete from audit where seq = 3', 3, 'missing'],
  ['a row before the first', "insert into audit values (0, 1, null, 'w', null, '{}', 'h')", 1, 'added'],
  ['a row after the last', "insert into audit values (6, 1, null, 'w', null, '{}', 'h')", 6, 'changed'],
  ['the last row gone', 'delete from audit where seq = 5', 5, 'missing'],
  ['all gone', 'delete from audit', 1, 'missing'],
  ['the head gone', 'delete from audit_head', 6, 'missing'],
  ['the head moved back', 'update audit_head set seq = 4', 5, 'added'],
  ['the head of another log', "update audit_head set hash = 'x'", 5, 'changed'],
  [
    'two rows exchanged',
    'update audit set seq = 9 where seq = 2; update audit set seq = 2 where seq = 3; update audit set seq = 3 where seq = 9',
    2,
    'changed',
  ],
];
test.each(tampering)('%s is noticed', async (_, sql, seq, why) => {
  const { writer, sqlite } = openWriter();
  await append(writer, 5);
  withoutTriggers(sqlite);
  sqlite.exec(sql);
  expect(await verifyAudit(reader(sqlite))).toEqual({ ok: false, seq, why });
});

test('a row of another log, its hash and all, is noticed', async () => {
  const { writer, sqlite } = openWriter();
  await append(writer, 5);
  const other = openWriter();
  await append(other.writer, 5, 1);
  const [theirs] = await listAudit(reader(other.sqlite), { most: 1, before: 4 });
  withoutTriggers(sqlite);
  sqlite
    .prepare('update audit set at = ?, who = ?, about = ?, details = ?, hash = ? where seq = 3')
    .run(theirs?.at, theirs?.who, theirs?.about, theirs?.details, theirs?.hash);
  expect(await verifyAudit(reader(sqlite))).toEqual({ ok: false, seq: 3, why: 'changed' });
});

test('a log that was cut off and made anew is noticed by an end that was written down', async () => {
  const { writer, sqlite } = openWriter(join(folder(), 'a.db'));
  await append(writer, 5);
  const before = await verifyAudit(reader(sqlite));
  if (!before.ok) throw new Error('it must verify');
  await append(writer, 2, 5);
  expect(await verifyAudit(reader(sqlite), before.end)).toMatchObject({ ok: true, end: { seq: 7 } });

  const other = openWriter(join(folder(), 'b.db'));
  await append(other.writer, 7, 1);
  expect(await verifyAudit(reader(other.sqlite), before.end)).toEqual({
    ok: false,
    seq: 5,
    why: 'another_log',
  });
  const shorter = openWriter(join(folder(), 'c.db'));
  await append(shorter.writer, 3);
  expect(await verifyAudit(reader(shorter.sqlite), before.end)).toEqual({
    ok: false,
    seq: 4,
    why: 'missing',
  });
});

/** Erases what is older than the nth entry, as the rules of `keep` do. */
async function eraseBefore(writer: Writer, n: number): Promise<number> {
  return writer.write(tx => eraseOldAudit(tx, 1_790_000_000_000 + n, 100));
}

test('its beginning goes, and what is left is verified as before', async () => {
  const { writer, sqlite } = openWriter();
  await append(writer, 10);
  const before = await verifyAudit(reader(sqlite));
  expect(await eraseBefore(writer, 4)).toBe(4);
  expect(await eraseBefore(writer, 4)).toBe(0);
  expect((await listAudit(reader(sqlite), { most: 20 })).map(row => row.seq)).toEqual([10, 9, 8, 7, 6, 5]);
  expect(await verifyAudit(reader(sqlite))).toEqual(before);
  await append(writer, 2, 10);
  expect(await verifyAudit(reader(sqlite))).toMatchObject({ ok: true, end: { seq: 12 } });
  // An end that was written down holds, unless it went itself.
  if (!before.ok) throw new Error('It was whole.');
  expect(await verifyAudit(reader(sqlite), before.end)).toMatchObject({ ok: true });
  expect(await verifyAudit(reader(sqlite), { seq: 2, hash: 'a'.repeat(64) })).toMatchObject({
    ok: false,
    why: 'erased',
  });
  expect(await verifyAudit(reader(sqlite), { seq: 4, hash: 'a'.repeat(64) })).toMatchObject({
    why: 'another_log',
  });
});

test('the last entry never goes: the log goes on from it', async () => {
  const { writer, sqlite } = openWriter();
  await append(writer, 3);
  expect(await eraseBefore(writer, 1_000)).toBe(2);
  expect(await eraseBefore(writer, 1_000)).toBe(0);
  expect(await verifyAudit(reader(sqlite))).toMatchObject({ ok: true, end: { seq: 3 } });
});

test('one older entry behind a younger one waits for that', async () => {
  const { writer } = openWriter();
  await append(writer, 1, 50);
  await append(writer, 3);
  expect(await eraseBefore(writer, 40)).toBe(0);
});

test.each([
  'delete from audit where seq = 6',
  'delete from audit where seq = 5',
  'update audit_head set erased_to = 10, erased_hash = (select hash from audit where seq = 10)',
  "update audit_head set erased_to = 6, erased_hash = ''",
  'update audit_head set erased_to = 0',
])('nothing but its beginning goes: %s', async sql => {
  const { writer, sqlite } = openWriter();
  await append(writer, 10);
  await eraseBefore(writer, 4);
  expect(() => sqlite.exec(sql)).toThrow('audit is only added to');
});

test.each([
  ['a hash where it begins', "update audit_head set erased_hash = 'x'", 5],
  ['one more entry at its beginning', 'delete from audit where seq = 5', 5],
  ['a beginning that is said to be later', 'update audit_head set erased_to = 5', 6],
])('%s is noticed', async (_, sql, seq) => {
  const { writer, sqlite } = openWriter();
  await append(writer, 10);
  await eraseBefore(writer, 4);
  withoutTriggers(sqlite);
  sqlite.exec(sql);
  expect(await verifyAudit(reader(sqlite))).toMatchObject({ ok: false, seq });
});
