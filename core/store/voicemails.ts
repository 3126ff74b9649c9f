import { type CallId, type EntryId, newId, type VoicemailId } from '../ids.ts';
import type { VoicemailRow } from './schema.ts';
import type { Tx } from './writer.ts';

export async function getVoicemail(tx: Tx, id: VoicemailId): Promise<VoicemailRow> {
  return tx.db.selectFrom('voicemails').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The entry that a voicemail was left for. */
export async function entryOfVoicemail(tx: Tx, id: VoicemailId): Promise<EntryId | null> {
  const row = await tx.db
    .selectFrom('voicemails')
    .innerJoin('calls', 'calls.id', 'voicemails.call_id')
    .select('calls.entry_id')
    .where('voicemails.id', '=', id)
    .executeTakeFirst();
  return row?.entry_id ?? null;
}

export async function findRecording(tx: Tx, sid: string): Promise<VoicemailRow | undefined> {
  return tx.db.selectFrom('voicemails').selectAll().where('recording_sid', '=', sid).executeTakeFirst();
}

export async function insertVoicemail(
  tx: Tx,
  voicemail: {
    call: CallId;
    recordingSid: string;
    state: 'announced' | 'empty';
    seconds: number;
    at?: number;
  },
): Promise<VoicemailRow> {
  const row: VoicemailRow = {
    id: newId(tx.now, tx.random),
    call_id: voicemail.call,
    recording_sid: voicemail.recordingSid,
    state: voicemail.state,
    seconds: voicemail.seconds,
    bytes: 0,
    content_type: null,
    words: null,
    at_provider: 1,
    at: voicemail.at ?? tx.now,
  };
  await tx.db.insertInto('voicemails').values(row).execute();
  return row;
}

export async function changeVoicemail(tx: Tx, id: VoicemailId, change: Partial<VoicemailRow>): Promise<void> {
  await tx.db.updateTable('voicemails').set(change).where('id', '=', id).execute();
}

export async function dropSound(tx: Tx, id: VoicemailId): Promise<void> {
  await tx.db.deleteFrom('voicemail_chunks').where('voicemail_id', '=', id).execute();
}

export async function insertChunk(
  tx: Tx,
  id: VoicemailId,
  position: number,
  bytes: Uint8Array,
): Promise<void> {
  await tx.db
    .insertInto('voicemail_chunks')
    .values({ voicemail_id: id, position, bytes: Buffer.from(bytes) })
    .execute();
}
