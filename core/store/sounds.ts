import type { Kysely } from 'kysely';
import type { EntryId, VoicemailId } from '../ids.ts';
import type { Tables, VoicemailRow } from './schema.ts';

/** The voicemails of an entry's calls whose sound is stored here, oldest first. */
export async function storedVoicemailsOf(
  db: Kysely<Tables>,
  entry: EntryId,
): Promise<Pick<VoicemailRow, 'id' | 'seconds' | 'at'>[]> {
  return db
    .selectFrom('voicemails')
    .innerJoin('calls', 'calls.id', 'voicemails.call_id')
    .select(['voicemails.id', 'voicemails.seconds', 'voicemails.at'])
    .where('calls.entry_id', '=', entry)
    .where('voicemails.state', '=', 'stored')
    .orderBy('voicemails.at')
    .orderBy('voicemails.id')
    .execute();
}

/** The sound of a voicemail, piece by piece, so that an hour of it never lies in memory whole. */
export async function* soundOf(db: Kysely<Tables>, id: VoicemailId): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const chunk = await db
      .selectFrom('voicemail_chunks')
      .select('bytes')
      .where('voicemail_id', '=', id)
      .where('position', '=', position)
      .executeTakeFirst();
    if (!chunk) return;
    yield chunk.bytes;
  }
}
