import { expect, test } from 'vitest';
import type { ContactId, EntryId } from '../../../core/ids.ts';
import { everythingOf } from '../../../core/store/contact-export.ts';
import {
  eraseSomeLoose,
  eraseSomeOfContact,
  eraseSomeOfEntry,
  eraseSomeSounds,
} from '../../../core/store/erasing.ts';
import {
  contactUnderWay,
  crisesOver,
  firstEntryOver,
  promiseErasing,
  provenOver,
} from '../../../core/store/keeping.ts';
import { contentsOfContact } from '../../../core/store/kept-of.ts';
import type { Tx } from '../../../core/store/writer.ts';
import { openWriter } from './harness.ts';

const GOING = { whole: true, atTwilio: 1 };
const NOBODY = 'nobody' as ContactId;

/** Read from end to end: the feed holds ten thousand lines at the most, and lists that we bind ourselves are short. */
const SHORT = /^SCAN (?:changes|json_each)/;

// Whoever calls meanwhile waits for each of these; a hundred thousand entries must cost no more than ten.
test.each<[string, (tx: Tx) => Promise<unknown>]>([
  ['the entry whose time is over', tx => firstEntryOver(tx, 5)],
  ['crises whose time is over', tx => crisesOver(tx.db, 5, 5)],
  ['somebody whose erasing has begun', tx => contactUnderWay(tx.db)],
  ['what belongs to no entry', tx => eraseSomeLoose(tx, 5, GOING)],
  ['sounds', tx => eraseSomeSounds(tx, 5)],
  ['proofs of consent', tx => provenOver(tx, 5)],
  ['what is to go at Twilio', tx => promiseErasing(tx, 5)],
  ['an entry', tx => eraseSomeOfEntry(tx, 'none' as EntryId, GOING)],
  ['a contact', tx => eraseSomeOfContact(tx, NOBODY, GOING)],
  ['how much there is of somebody', tx => contentsOfContact(tx.db, NOBODY)],
  ['all of somebody', tx => everythingOf(tx.db, NOBODY)],
])('%s: found without reading a table from end to end', async (_, act) => {
  const { writer, sqlite } = openWriter();
  const asked = new Set<string>();
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = ((sql: string) => {
    asked.add(sql);
    return prepare(sql);
  }) as typeof sqlite.prepare;
  await writer.write(act);
  const queries = [...asked].filter(sql => /^\s*(?:select|update|delete)/i.test(sql));
  expect(queries).not.toEqual([]);
  const plans = queries.flatMap(sql => {
    const values = Array.from({ length: sql.split('?').length - 1 }, () => null);
    return prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
  });
  const scans = plans.map(({ detail }) => detail).filter(detail => /^SCAN/.test(detail));
  expect(scans.filter(detail => !SHORT.test(detail) && detail !== 'SCAN CONSTANT ROW')).toEqual([]);
});
