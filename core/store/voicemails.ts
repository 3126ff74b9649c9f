import { type CallId, newId, type VoicemailId } from '../ids.ts';
import type { VoicemailRow } from './schema.ts';
import type { Tx } from './writer.ts';

/** Recordings lie in the encrypted database, in pieces that a reader can stream. */
export const CHUNK = 64 * 1024;

export async function getVoicemail(tx: Tx, id: VoicemailId): Promise<VoicemailRow> {
  return tx.db.selectFrom('voicemails').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export async function findRecording(tx: Tx, sid: string): Promise<VoicemailRow | undefined> {
  return tx.db.selectFrom('voicemails').selectAll().where('recording_sid', '=', sid).executeTakeFirst();
}

export async function insertVoicemail(
  tx: Tx,
  voicemail: { call: CallId; recordingSid: string; state: 'announced' | 'empty'; seconds: number },
): Promise<VoicemailRow> {
  const row: VoicemailRow = {
    id: newId(tx.now, tx.random),
    call_id: voicemail.call,
    recording_sid: voicemail.recordingSid,
    state: voicemail.state,
    seconds: voicemail.seconds,
    bytes: 0,
    content_type: null,
    at_provider: 1,
    at: tx.now,
  };
  await tx.db.insertInto('voicemails').values(row).execute();
  return row;
}

export async function changeVoicemail(tx: Tx, id: VoicemailId, change: Partial<VoicemailRow>): Promise<void> {
  await tx.db.updateTable('voicemails').set(change).where('id', '=', id).execute();
}

/** Stores the sound of a voicemail; a second time replaces it by the same. */
export async function storeSound(
  tx: Tx,
  id: VoicemailId,
  sound: Uint8Array,
  contentType: string,
): Promise<void> {
  await tx.db.deleteFrom('voicemail_chunks').where('voicemail_id', '=', id).execute();
  for (let start = 0, position = 0; start < sound.length; start += CHUNK, position += 1) {
    const bytes = Buffer.from(sound.subarray(start, start + CHUNK));
    await tx.db.insertInto('voicemail_chunks').values({ voicemail_id: id, position, bytes }).execute();
  }
  await changeVoicemail(tx, id, { state: 'stored', bytes: sound.length, content_type: contentType });
}
