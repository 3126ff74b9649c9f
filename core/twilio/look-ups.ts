import type Twilio from 'twilio/lib/rest/Twilio.js';
import { EdgeError } from '../errors.ts';
import type { Phone } from '../ids.ts';
import type { CallAtCarrier, Connected } from '../rules/call-at-carrier.ts';
import type { TextAtCarrier } from '../rules/look-up.ts';
import { GOING_ON } from './lists.ts';
import { pagesOf } from './pages.ts';

/** What Twilio knows of the texts we sent and of calls. Every failure is an `EdgeError`: then nothing was learned. */
export interface LookUps {
  /** Texts between two numbers with one of these bodies, made since a time (epoch milliseconds), newest first. */
  textsLike(
    text: { from: Phone; to: Phone; bodies: readonly string[] },
    since: number,
  ): Promise<TextAtCarrier[]>;
  /** One text, or null when Twilio has none of that name. */
  textStatus(sid: string): Promise<TextAtCarrier | null>;
  /** A call that came in, or null when Twilio has none of that name. */
  call(sid: string): Promise<CallAtCarrier | null>;
}

const PAGE = 100;
/** So many pages are looked through; one person is never sent so many texts in the minutes that matter. */
const MOST_PAGES = 10;

export function createLookUps(client: () => Twilio): LookUps {
  return {
    async textsLike({ from, to, bodies }, since) {
      const found: TextAtCarrier[] = [];
      // Without a DateSent: a text that has not been sent yet has none, and must be found too. Newest comes first.
      for await (const page of pagesOf(client().messages.page({ from, to, pageSize: PAGE }), MOST_PAGES)) {
        const recent = page.filter(one => one.dateCreated.getTime() >= since);
        for (const one of recent) if (bodies.includes(one.body)) found.push(atCarrier(one));
        if (recent.length === 0) break;
      }
      return found;
    },
    async textStatus(sid) {
      return orNull(async () => atCarrier(await client().messages(sid).fetch()));
    },
    async call(sid) {
      const call = await orNull(() => client().calls(sid).fetch());
      if (!call) return null;
      const { endedAt, connected } = timesOf(call);
      const legs: CallAtCarrier['legs'][number][] = [];
      if (endedAt !== null) {
        const asked = client().calls.page({ parentCallSid: sid, pageSize: PAGE });
        for await (const page of pagesOf(asked, MOST_PAGES)) {
          for (const leg of page) {
            const times = timesOf(leg);
            if (times.connected) legs.push({ phone: leg.to, connected: times.connected });
          }
        }
      }
      return { endedAt, caller: connected, legs };
    },
  };
}

/** Twilio tells when a call ended and for how many seconds it had been answered. */
function timesOf(call: { status: string; endTime: Date; dateUpdated: Date; duration: string }): {
  endedAt: number | null;
  connected: Connected | null;
} {
  if (GOING_ON.has(call.status)) return { endedAt: null, connected: null };
  const endedAt = (call.endTime ?? call.dateUpdated).getTime();
  const lasted = (Number.parseInt(call.duration, 10) || 0) * 1_000;
  return { endedAt, connected: lasted > 0 ? { from: endedAt - lasted, until: endedAt } : null };
}

function atCarrier(message: {
  sid: string;
  status: string;
  errorCode: number;
  dateCreated: Date;
}): TextAtCarrier {
  const { sid, status, errorCode, dateCreated } = message;
  return { sid, status, errorCode: errorCode ?? null, createdAt: dateCreated.getTime() };
}

/** What a request brings, or null when Twilio answers that there is no such thing. */
async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof EdgeError && error.code === 'http_404') return null;
    throw error;
  }
}
