import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

/** Which of these names of Twilio's stand in no row of ours. */
export interface Names {
  calls: readonly string[];
  texts: readonly string[];
  recordings: readonly string[];
}

export async function unheardOf(db: Kysely<Tables>, names: Names): Promise<Set<string>> {
  const known = [
    ...(await db
      .selectFrom('calls')
      .select('provider_sid as sid')
      .where('provider_sid', 'in', oneOf(names.calls))
      // Kept without a name: the list can tell whose call it was.
      .where(eb => eb.or([eb('caller', '<>', 'withheld'), eb('from_number', 'is not', null)]))
      .execute()),
    ...(await db
      .selectFrom('messages')
      .select('provider_sid as sid')
      .where('provider_sid', 'in', oneOf(names.texts))
      .execute()),
    ...(await db
      .selectFrom('voicemails')
      .select('recording_sid as sid')
      .where('recording_sid', 'in', oneOf(names.recordings))
      .execute()),
    // What was erased here is known well enough: telling it again would bring it back.
    ...(await db
      .selectFrom('erasures')
      .select('sid')
      .where('sid', 'in', oneOf([...names.calls, ...names.texts, ...names.recordings]))
      .execute()),
  ];
  const heard = new Set(known.map(({ sid }) => sid));
  return new Set([...names.calls, ...names.texts, ...names.recordings].filter(sid => !heard.has(sid)));
}

/** A list as one bound value, so that its length is no part of the statement. */
function oneOf(values: readonly string[]) {
  return sql<string>`(select value from json_each(${JSON.stringify(values)}))`;
}
