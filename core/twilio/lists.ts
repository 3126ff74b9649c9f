import type Twilio from 'twilio/lib/rest/Twilio.js';
import type { Phone } from '../ids.ts';
import type { Reading, Seen, SeenCall, SeenRecording, SeenText } from '../rules/catch-up.ts';
import { pagesOf } from './pages.ts';

/** What Twilio saw, whether or not it could tell us. Every failure is an `EdgeError`: then nothing was learned. */
export interface Lists {
  /** Calls and texts to these lines, and all of the account's recordings, within a time. */
  seen(lines: readonly Phone[], reading: Reading): Promise<Seen[]>;
  /** Whether a phone that the call was passed on to was lifted, whoever passed it on. */
  wasLifted(call: string): Promise<boolean>;
}

const DAY = 86_400_000;
/** As many as a page may have. */
const PAGE_SIZE = 1_000;
/** More than any practice has in two days. */
const MOST_PAGES = 20;

export function createLists(client: () => Twilio): Lists {
  return {
    async seen(lines, { from, to }) {
      // Twilio's documentation names whole days in GMT, its clients send moments: whole days are right either way.
      const after = new Date(Math.floor(from / DAY) * DAY);
      const before = new Date(Math.ceil(to / DAY) * DAY);
      const all: Seen[] = [];
      for (const line of lines) {
        const started = { startTimeAfter: after, startTimeBefore: before };
        const calls = client().calls.page({ to: line, ...started, pageSize: PAGE_SIZE });
        for await (const page of pagesOf(calls, MOST_PAGES)) all.push(...page.flatMap(seenCall));
        const sent = { dateSentAfter: after, dateSentBefore: before };
        const texts = client().messages.page({ to: line, ...sent, pageSize: PAGE_SIZE });
        for await (const page of pagesOf(texts, MOST_PAGES)) all.push(...page.flatMap(seenText));
      }
      const made = { dateCreatedAfter: after, dateCreatedBefore: before };
      const recordings = client().recordings.page({ ...made, pageSize: PAGE_SIZE });
      for await (const page of pagesOf(recordings, MOST_PAGES)) all.push(...page.flatMap(seenRecording));
      return all.filter(({ at }) => at >= from && at <= to);
    },
    async wasLifted(call) {
      const legs = client().calls.page({ parentCallSid: call, pageSize: PAGE_SIZE });
      for await (const page of pagesOf(legs, 1)) return page.some(leg => Number(leg.duration) > 0);
      return false;
    },
  };
}

/** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export const GOING_ON: ReadonlySet<string> = new Set(['queued', 'initiated', 'ringing', 'in-progress']);

function seenCall(call: {
  sid: string;
  to: string;
  from: string;
  forwardedFrom: string;
  direction: string;
  status: string;
  dateCreated: Date;
  endTime: Date;
  dateUpdated: Date;
}): SeenCall[] {
  if (call.direction !== 'inbound') return [];
  const over = !GOING_ON.has(call.status);
  const { sid, to, from, forwardedFrom, dateCreated, endTime, dateUpdated } = call;
  return [
    {
      kind: 'call',
      sid,
      line: to,
      from,
      forwardedFrom: forwardedFrom || null,
      at: timeOf(dateCreated),
      endedAt: over ? timeOf(endTime ?? dateUpdated) : null,
      unanswered: call.status === 'canceled' || call.status === 'no-answer',
    },
  ];
}

function seenText(text: {
  sid: string;
  to: string;
  from: string;
  body: string;
  numMedia: string;
  direction: string;
  dateCreated: Date;
}): SeenText[] {
  if (text.direction !== 'inbound') return [];
  const { sid, to, from, body, numMedia, dateCreated } = text;
  return [
    {
      kind: 'text',
      sid,
      line: to,
      from,
      body: body ?? '',
      media: Number(numMedia) || 0,
      at: timeOf(dateCreated),
    },
  ];
}

/** Only what our own `<Record>` made: other recordings of a call are somebody else's. */
function seenRecording(recording: {
  sid: string;
  callSid: string;
  source: string;
  status: string;
  duration: string;
  dateCreated: Date;
}): SeenRecording[] {
  const { sid, callSid, source, status, duration, dateCreated } = recording;
  if (source !== 'RecordVerb' || status === 'absent' || status === 'deleted') return [];
  const ready = status === 'completed';
  // A recording of unknown length is fetched, not taken for an empty one.
  const seconds = Number.parseInt(duration, 10);
  return [
    {
      kind: 'recording',
      sid,
      call: callSid,
      seconds: seconds >= 0 ? seconds : 1,
      ready,
      at: timeOf(dateCreated),
    },
  ];
}

/** What Twilio's client could not read as a time stays text there, or null. */
function timeOf(date: Date | null): number {
  return date instanceof Date ? date.getTime() : 0;
}
