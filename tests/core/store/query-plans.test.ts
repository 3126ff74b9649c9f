import { expect, test } from 'vitest';
import type { CallId, Phone } from '../../../core/ids.ts';
import {
  alertsFoldedInto,
  dueBeside,
  foldAlert,
  insertAlert,
  lastDigestTo,
  lastRepeatTo,
} from '../../../core/store/alerts.ts';
import { continuationOf } from '../../../core/store/calls.ts';
import { countEffects, openEffects } from '../../../core/store/effects.ts';
import { countEntries, countOpenEntries, insertEntry, newestOpenEntry } from '../../../core/store/entries.ts';
import {
  changeMessage,
  failedInARow,
  failedTextsSince,
  insertMessage,
} from '../../../core/store/messages.ts';
import type { AlertRow } from '../../../core/store/schema.ts';
import { staffCallAsked, staffCallOf, staffCallTo } from '../../../core/store/staff-calls.ts';
import { testCallsSince } from '../../../core/store/test-calls.ts';
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
  return insertAlert(tx, { entry_id: entry.id, staff: 'dana', target: 'sms', about: 'message', urgent: 0 });
}

/** With one that failed, so that it is asked whether any arrived since. */
async function textsFailInARow(tx: Tx): Promise<void> {
  const message = {
    ...{ contact_id: null, staff: null, entry_id: null, call_id: null, provider_sid: null, error_code: null },
    ...{ line: '+12125550100' as Phone, kind: 'continuation', body: 'Hello', at: 1_000, media: 0 },
  };
  const { id } = await insertMessage(tx, {
    ...message,
    direction: 'out',
    author: 'automation',
    status: 'failed',
  });
  expect(await failedInARow(tx.db, 0, () => true)).toBe(1);
  await changeMessage(tx, id, { status: 'delivered' });
  expect(await failedInARow(tx.db, 0, () => true)).toBe(0);
}

// Whoever commits meanwhile waits for them: what was over years ago must cost nothing.
test.each<[string, (tx: Tx, one: AlertRow) => Promise<unknown>]>([
  ['alerts that are due beside another', (tx, one) => dueBeside(tx, one)],
  ['alerts that another one carries', (tx, one) => alertsFoldedInto(tx, one.id)],
  ['folding an alert', (tx, one) => foldAlert(tx, one.id, 'another')],
  ['the last repeat to a person', (tx, one) => lastRepeatTo(tx, one)],
  ['the last digest to a person', (tx, one) => lastDigestTo(tx, one)],
  ['attempts of which nobody knows', tx => openEffects(tx, 'send_alert')],
  ['the text after a call', tx => continuationOf(tx, 'none' as CallId)],
  ['a call that somebody has going on', tx => staffCallOf(tx, 'dana')],
  ['a call to a number that somebody has going on', tx => staffCallTo(tx, '+12125550140' as Phone)],
  ['a call that was asked for already', tx => staffCallAsked(tx, 'dana', 'one press')],
  ['calls that test a phone', async tx => testCallsSince(tx, 0)],
  ['the newest open entry', tx => newestOpenEntry(tx)],
  ['how many effects are not over', tx => countEffects(tx.db)],
  ['how many entries are not handled', tx => countEntries(tx.db)],
  ['texts that did not arrive', tx => failedTextsSince(tx.db, 0)],
  ['texts that failed one after the other', textsFailInARow],
  ['how many entries wait', tx => countOpenEntries(tx, null)],
])('%s: found without reading what is over', async (_, ask) => {
  const { writer, sqlite } = openWriter();
  const one = await writer.write(alert);
  const asked: string[] = [];
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = ((sql: string) => {
    asked.push(sql);
    return prepare(sql);
  }) as typeof sqlite.prepare;
  await writer.write(tx => ask(tx, one));
  const queries = asked.filter(sql => /^(?:select|update)/.test(sql));
  expect(queries).not.toEqual([]);
  const plans = queries.flatMap(sql => {
    const values = Array.from({ length: sql.split('?').length - 1 }, () => null);
    return prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
  });
  // All of a table, or all alerts that a person ever got; these indexes hold only what is not over.
  const reads = plans.map(({ detail }) => detail).filter(detail => /^SCAN|alerts_by_staff/.test(detail));
  expect(
    reads.filter(
      detail =>
        !/USING (?:COVERING )?INDEX (?:entries_unhandled|entries_queue|effects_next|effects_leased|effects_unknown|effects_failed)$/.test(
          detail,
        ),
    ),
  ).toEqual([]);
});
