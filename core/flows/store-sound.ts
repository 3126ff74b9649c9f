import type { VoicemailId } from '../ids.ts';
import { PIECE } from '../store/sounds.ts';
import { changeVoicemail, dropSound, insertChunk } from '../store/voicemails.ts';
import type { Tx } from '../store/writer.ts';

/** Pieces of one transaction: no write may hold the others up for more than some milliseconds. */
const AT_ONCE = 8;

export interface Piece {
  position: number;
  bytes: Uint8Array;
}

/** A sound in groups of pieces, each small enough for one transaction. */
export function* soundPieces(sound: Uint8Array): Generator<readonly Piece[]> {
  let group: Piece[] = [];
  for (let start = 0, position = 0; start < sound.length; start += PIECE, position += 1) {
    group.push({ position, bytes: sound.subarray(start, start + PIECE) });
    if (group.length === AT_ONCE) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}

/** What an earlier attempt left behind goes first. */
export async function beginSound(tx: Tx, voicemail: VoicemailId): Promise<void> {
  await dropSound(tx, voicemail);
}

/** Stores a group of pieces, or says that all of them are there. */
export async function storePieces(
  tx: Tx,
  voicemail: VoicemailId,
  pieces: readonly Piece[] | { done: { bytes: number; contentType: string } },
): Promise<void> {
  if ('done' in pieces) {
    const { bytes, contentType } = pieces.done;
    await changeVoicemail(tx, voicemail, { state: 'stored', bytes, content_type: contentType });
    return;
  }
  for (const { position, bytes } of pieces) await insertChunk(tx, voicemail, position, bytes);
}
