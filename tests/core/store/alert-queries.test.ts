import { expect, test } from 'vitest';
import type { EntryId, Phone } from '../../../core/ids.ts';
import {
  alertsFoldedInto,
  dueBeside,
  foldAlert,
  insertAlert,
  lastDigestTo,
  lastRepeatTo,
} from '../../../core/store/alerts.ts';
import { insertEntry } from '../../../core/store/entries.ts';
import type { AlertRow } from '../../../core/store/schema.ts';
import type { Tx } from '../../../core/store/writer.ts';
import { openWriter } from './harness.ts';

async function alert(tx: Tx): Promise<AlertRow> {
  const entry = await insertEntry(tx, {
    contact_id: null,
    line: '+12125550100' as Phone,
    strongest: 'message',
    language: 'en',
    due_at: 0,
    opened_at: 0,
  });
  const entry_id = entry.id as EntryId;
  return insertAlert(tx, { entry_id, staff: 'dana', target: 'sms', about: 'message', urgent: 0 });
}

// Each of them is asked for every alert that goes, and one person may have been sent a hundred thousand.
test.each<[string, (tx: Tx, one: AlertRow) => Promise<unknown>]>([
  ['what is due beside it', (tx, one) => dueBeside(tx, one)],
  ['what it carries', (tx, one) => alertsFoldedInto(tx, one.id)],
  ['folding it', (tx, one) => foldAlert(tx, one.id, 'another')],
  ['the last repeat', (tx, one) => lastRepeatTo(tx, one)],
  ['the last digest', (tx, one) => lastDigestTo(tx, one)],
])('%s is found without reading all alerts that ever went to a person', async (_, ask) => {
  const { writer, sqlite } = openWriter();
  const one = await writer.write(alert);
  const asked: string[] = [];
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = ((sql: string) => {
    asked.push(sql);
    return prepare(sql);
  }) as typeof sqlite.prepare;
  await writer.write(tx => ask(tx, one));
  const about = asked.filter(sql => sql.includes('"alerts"'));
  expect(about).not.toEqual([]);
  const plans = about.flatMap(sql => {
    const values = Array.from({ length: sql.split('?').length - 1 }, () => null);
    return prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
  });
  const reads = plans.map(({ detail }) => detail).filter(detail => /\balerts\b/.test(detail));
  expect(reads.filter(detail => /^SCAN|alerts_by_staff/.test(detail))).toEqual([]);
});
