import { EdgeError } from '../../core/errors.ts';
import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { TwilioRest } from '../../core/twilio/rest.ts';
import type { PerformDeps } from '../deps.ts';

type Work = Extract<Claim, { act: 'erase' }>;

/** Before its lease runs out, and somebody else begins the same again, in milliseconds. */
const LONGEST = 30_000;

/** One after the other, so that texts to people always find room beside them. */
export async function eraseAtTwilio({ rest, clock }: PerformDeps, { erasures }: Work): Promise<Outcome> {
  const done: string[] = [];
  const refused: { sid: string; code: string }[] = [];
  let waits: number | null = null;
  const began = clock.now().epochMilliseconds;
  for (const { sid, what } of erasures) {
    if (clock.now().epochMilliseconds - began > LONGEST) break;
    try {
      await ACTS[what](rest, sid);
      done.push(sid);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      if (!isAboutThisOne(error)) {
        // What was erased before that is not asked for again.
        if (done.length + refused.length === 0) throw error;
        waits = error.retryAfter;
        break;
      }
      refused.push({ sid, code: error.errorCode === null ? error.code : `twilio_${error.errorCode}` });
    }
  }
  return { came: 'learned', learned: { of: 'erased', erased: { done, refused, waits } } };
}

const ACTS: Readonly<
  Record<Work['erasures'][number]['what'], (rest: TwilioRest, sid: string) => Promise<void>>
> = {
  words: (rest, sid) => rest.eraseWords(sid),
  words_and_pictures: async (rest, sid) => {
    await rest.erasePictures(sid);
    await rest.eraseWords(sid);
  },
  text: (rest, sid) => rest.eraseText(sid),
  call: (rest, sid) => rest.eraseCall(sid),
  recording: (rest, sid) => rest.deleteRecording(sid),
  nothing: async () => {},
};

/** Refused for what it is (a text that is still on its way, say), not because nothing could be asked at all. */
function isAboutThisOne({ permanent, sent }: EdgeError): boolean {
  return permanent && sent === 'no';
}
