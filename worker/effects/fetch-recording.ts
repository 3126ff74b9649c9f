import { EdgeError } from '../../core/errors.ts';
import type { Claim } from '../../core/flows/claim.ts';
import { mediaIsToBeTried, mediaTried } from '../../core/flows/media-tried.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import { beginSound, soundPieces, storePieces } from '../../core/flows/store-sound.ts';
import { readWav } from '../../core/rules/wav.ts';
import type { PerformDeps } from '../deps.ts';

/** Twilio's recordings are 8 kHz, 16 bit, at most two channels: 32,000 bytes a second; headers and chance on top. */
const BYTES_A_SECOND = 32_000;
const SLACK = 1024 * 1024;
/** Fetches a voicemail, makes sure that it is one and whole, and stores it in small transactions. */
export async function fetchRecording(
  deps: PerformDeps,
  { voicemail, recordingSid, seconds }: Extract<Claim, { act: 'fetch' }>,
): Promise<Outcome> {
  const { rest, store, config } = deps;
  const longest = config().continuation.voicemail.longest / 1000;
  const most = Math.max(longest, seconds) * BYTES_A_SECOND + SLACK;
  const { sound } = await rest.fetchRecording(recordingSid, most);
  const wav = readWav(sound);
  if (!wav) throw new EdgeError('not_a_recording', { sent: 'no' });
  // Its own header is the witness: the length that the action told includes the silence that Twilio trims afterwards.
  if (!wav.whole) throw new EdgeError('recording_cut_short', { sent: 'no' });
  await store.write(tx => beginSound(tx, voicemail));
  for (const pieces of soundPieces(sound)) await store.write(tx => storePieces(tx, voicemail, pieces));
  await store.write(tx =>
    storePieces(tx, voicemail, { done: { bytes: sound.length, contentType: 'audio/wav' } }),
  );
  await tryMedia(deps, recordingSid);
  return { came: 'done', providerSid: null, status: null };
}

/**
 * Once a day, while a recording is there: does somebody without the token hear it? What comes of it is for the owner; the
 * voicemail is safe already, so nothing of it is held up by a carrier that does not answer.
 */
async function tryMedia({ rest, store, clock }: PerformDeps, recordingSid: string): Promise<void> {
  if (!(await mediaIsToBeTried(store.read, clock.now().epochMilliseconds))) return;
  const open = await rest.mediaIsOpen(recordingSid).catch(() => null);
  if (open !== null) await store.write(tx => mediaTried(tx, open));
}
