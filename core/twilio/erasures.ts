import type Twilio from 'twilio/lib/rest/Twilio.js';
import { EdgeError } from '../errors.ts';
import { pagesOf } from './pages.ts';

/** Erasing at Twilio. What is gone there already counts as erased; every other failure is an `EdgeError`. */
export interface Erasures {
  deleteRecording(sid: string): Promise<void>;
  /** Takes the words out of a text; that there was one stays. https://www.twilio.com/docs/messaging/api/message-resource#redact-a-message */
  eraseWords(sid: string): Promise<void>;
  /** Deletes the pictures that came with a text: emptying its words leaves those. https://www.twilio.com/docs/messaging/api/media-resource#delete-media */
  erasePictures(sid: string): Promise<void>;
  /** Deletes a text with all that Twilio's log has of it. */
  eraseText(sid: string): Promise<void>;
  /** Deletes a call and the legs that it was passed on to. */
  eraseCall(sid: string): Promise<void>;
}

const PAGE = 100;
/** No call of ours is passed on to more phones than that, and no text has so many pictures. */
const MOST_PAGES = 10;

export function createErasures(client: () => Twilio): Erasures {
  return {
    deleteRecording: sid => gone(() => client().recordings(sid).remove()),
    eraseWords: sid => gone(() => client().messages(sid).update({ body: '' })),
    erasePictures: sid =>
      gone(async () => {
        const pictures: string[] = [];
        const asked = client().messages(sid).media.page({ pageSize: PAGE });
        for await (const page of pagesOf(asked, MOST_PAGES)) pictures.push(...page.map(one => one.sid));
        for (const picture of pictures) await gone(() => client().messages(sid).media(picture).remove());
      }),
    eraseText: sid => gone(() => client().messages(sid).remove()),
    async eraseCall(sid) {
      const legs: string[] = [];
      const asked = client().calls.page({ parentCallSid: sid, pageSize: PAGE });
      for await (const page of pagesOf(asked, MOST_PAGES)) legs.push(...page.map(leg => leg.sid));
      // The call itself last: its name is what the legs are found by.
      for (const leg of [...legs, sid]) await gone(() => client().calls(leg).remove());
    },
  };
}

async function gone(erase: () => Promise<unknown>): Promise<void> {
  try {
    await erase();
  } catch (error) {
    if (!(error instanceof EdgeError && error.code === 'http_404')) throw error;
  }
}
