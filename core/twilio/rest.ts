import { EdgeError } from '../errors.ts';
import type { EffectId, Phone, StaffCallId, TestCallId } from '../ids.ts';
import { type Fetch, outward } from '../outward.ts';
import { readAtMost } from '../read-at-most.ts';
import { RINGS_STAFF } from '../rules/staff-call.ts';
import { type Account, API, basic, bodyOf, clientFor, isPermanent, refused, TIMEOUT } from './client.ts';
import { createErasures, type Erasures } from './erasures.ts';
import { createLists, type Lists } from './lists.ts';
import { createLookUps, type LookUps } from './look-ups.ts';
import { mediaIsOpen } from './media.ts';
import { stepUrls } from './urls.ts';

/** The little of Twilio's REST API that the worker uses. Every failure is an `EdgeError`. */
export interface TwilioRest extends LookUps, Lists, Erasures {
  sendText(text: {
    effect: EffectId;
    from: Phone;
    to: Phone;
    body: string;
  }): Promise<{ sid: string; status: string }>;
  /** Rings a staff member's own phone; what it hears when it is lifted, and whom it is for, our steps say. */
  placeCall(call: { call: StaffCallId; from: Phone; to: Phone }): Promise<{ sid: string; status: string }>;
  /** Rings it to ask whether somebody is there. */
  placeTestCall(call: { test: TestCallId; from: Phone; to: Phone }): Promise<{ sid: string; status: string }>;
  /** The sound of a recording as WAV. A 404 is not permanent: the file may not be there yet. */
  fetchRecording(sid: string, mostBytes: number): Promise<{ sound: Uint8Array; contentType: string }>;
  /** Whether somebody without the token hears a recording; null when that could not be told. */
  mediaIsOpen(sid: string): Promise<boolean | null>;
}

export function createRest(account: () => Account, fetch: Fetch): TwilioRest {
  const client = clientFor(account, fetch);
  const ring = async (from: Phone, to: Phone, { lifted, over }: { lifted: string; over: string }) => {
    const placed = await client().calls.create({
      to,
      from,
      url: lifted,
      method: 'POST',
      timeout: RINGS_STAFF,
      statusCallback: over,
      statusCallbackMethod: 'POST',
      statusCallbackEvent: ['completed'],
    });
    if (!placed.sid) throw new EdgeError('not_understood', { sent: 'unknown' });
    return { sid: placed.sid, status: placed.status };
  };
  return {
    ...createLookUps(client),
    ...createLists(client),
    ...createErasures(client),
    async sendText({ effect, from, to, body }) {
      const statusCallback = stepUrls(account().publicUrl).messageStatus(effect);
      const message = await client().messages.create({ to, from, body, statusCallback });
      if (!message.sid) throw new EdgeError('not_understood', { sent: 'unknown' });
      return { sid: message.sid, status: message.status };
    },
    async placeCall({ call, from, to }) {
      const urls = stepUrls(account().publicUrl);
      return ring(from, to, { lifted: urls.staffCall(call), over: urls.staffCallPhone(call) });
    },
    async placeTestCall({ test, from, to }) {
      const urls = stepUrls(account().publicUrl);
      return ring(from, to, { lifted: urls.testCall(test), over: urls.testCallOver(test) });
    },
    mediaIsOpen: sid => mediaIsOpen(account(), fetch, sid),
    async fetchRecording(sid, mostBytes) {
      const { accountSid, authToken, apiUrl } = account();
      const url = `${apiUrl ?? API}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.wav`;
      const headers = { authorization: basic(accountSid, authToken) };
      const answer = await outward(() => fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT) }));
      if (!answer.ok)
        throw refused(answer, await bodyOf(answer), answer.status !== 404 && isPermanent(answer.status));
      const length = Number(answer.headers.get('content-length') ?? 0);
      const sound = length > mostBytes ? null : await outward(() => readAtMost(answer, mostBytes));
      if (!sound) throw new EdgeError('recording_too_large', { sent: 'no', permanent: true });
      return { sound, contentType: answer.headers.get('content-type') ?? '' };
    },
  };
}
