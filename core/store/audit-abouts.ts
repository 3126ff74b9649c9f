import { type Kysely, sql } from 'kysely';
import type { EntryId, VoicemailId } from '../ids.ts';
import type { AuditRow, Tables } from './schema.ts';

/** For each id that rows of the log are about: the entry that it is, or that its voicemail belongs to. */
export async function auditAbouts(
  db: Kysely<Tables>,
  rows: readonly Pick<AuditRow, 'about'>[],
): Promise<Map<string, string>> {
  const ids = JSON.stringify([...new Set(rows.flatMap(({ about }) => about ?? []))]);
  const given = <Id extends string>() => sql<Id>`(select value from json_each(${ids}))`;
  const entries = await db.selectFrom('entries').select('id').where('id', 'in', given<EntryId>()).execute();
  const voicemails = await db
    .selectFrom('voicemails')
    .innerJoin('calls', 'calls.id', 'voicemails.call_id')
    .select(['voicemails.id', 'calls.entry_id'])
    .where('voicemails.id', 'in', given<VoicemailId>())
    .execute();
  return new Map([
    ...entries.map(({ id }): [string, string] => [id, id]),
    ...voicemails.flatMap(({ id, entry_id }): [string, string][] => (entry_id ? [[id, entry_id]] : [])),
  ]);
}
