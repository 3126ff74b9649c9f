import type { Kysely } from 'kysely';
import type { EntryId, VoicemailId } from '../ids.ts';
import { query, type Reads } from './query.ts';
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

const piece = query((db, a: { id: VoicemailId; position: number }) =>
  db
    .selectFrom('voicemail_chunks')
    .select('bytes')
    .where('voicemail_id', '=', a.id)
    .where('position', '=', a.position),
);

/** How long each piece is but the last, in bytes: see flows/store-sound.ts. */
export const PIECE = 64 * 1024;

/** A part of a voicemail's sound, both ends included, in bytes; piece by piece, as it is asked for. */
export function* soundBetween(
  reads: Reads,
  id: VoicemailId,
  { from, to }: { from: number; to: number },
): Generator<Uint8Array<ArrayBuffer>> {
  for (let position = Math.floor(from / PIECE); position * PIECE <= to; position += 1) {
    const found = reads.first(piece, { id, position });
    // It was erased meanwhile.
    if (!found) return;
    const start = position * PIECE;
    yield Uint8Array.from(found.bytes.subarray(Math.max(0, from - start), to - start + 1));
  }
}
