const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How often Twilio's lists are read even when nothing went wrong, in milliseconds: single webhooks get lost too. */
export const CATCH_UP_EVERY = 10 * MINUTE;
/** What is younger than this is left to its own webhooks, which may be under way or be repeated, in milliseconds. */
export const WEBHOOKS_UNDER_WAY = 2 * MINUTE;
/** Lists lag behind, and clocks differ: what was read is read again for so long, in milliseconds. */
const OVERLAP = HOUR;
/** Further back than this nothing is fetched, however long we were down, in milliseconds. */
const FURTHEST = 7 * DAY;
/** How much time one reading spans, in milliseconds. */
const SPAN = DAY;
/** What can still not be told of after so long holds nothing up, in milliseconds: Twilio ends calls sooner. */
const NEVER_OVER = DAY;

/** A call to one of our lines as Twilio's list has it. Times are epoch milliseconds. */
export interface SeenCall {
  kind: 'call';
  sid: string;
  line: string;
  from: string;
  forwardedFrom: string | null;
  /** When it began. */
  at: number;
  /** When it ended; null while it goes on. */
  endedAt: number | null;
  /** Whether the caller had hung up before anybody or anything answered. */
  unanswered: boolean;
}

/** A text to one of our lines. */
export interface SeenText {
  kind: 'text';
  sid: string;
  line: string;
  from: string;
  body: string;
  media: number;
  at: number;
}

/** A recording of the account, which may be another program's. */
export interface SeenRecording {
  kind: 'recording';
  sid: string;
  call: string;
  /** Whole seconds. */
  seconds: number;
  /** Whether its file is there. */
  ready: boolean;
  at: number;
}

export type Seen = SeenCall | SeenText | SeenRecording;

/** What time a reading of the lists spans, in epoch milliseconds. */
export interface Reading {
  from: number;
  to: number;
}

/** The next reading, given up to when everything is known and when we began to listen at all. */
export function nextReading(known: { since: number; until: number }, now: number): Reading {
  const until = Math.max(Math.min(known.until, now), now - FURTHEST);
  return { from: Math.max(until - OVERLAP, known.since), to: Math.min(until + SPAN, now) };
}

/** Whether what was seen can be told about now: over, and no longer awaited from its own webhooks. */
export function isComplete(seen: Seen, now: number): boolean {
  if (seen.kind === 'call') return seen.endedAt !== null && isSettled(seen.endedAt, now);
  return isSettled(seen.at, now) && (seen.kind === 'text' || seen.ready);
}

function isSettled(at: number, now: number): boolean {
  return at <= now - WEBHOOKS_UNDER_WAY;
}

/**
 * Up to when everything is known after a reading (epoch milliseconds). It left some things `untold` for the next one,
 * however old they are; others cannot be told of yet, and `waits` for them a day at most.
 */
export function knownAfter(
  reading: Pick<Reading, 'to'>,
  { untold, waits }: { untold: readonly Pick<Seen, 'at'>[]; waits: readonly Pick<Seen, 'at'>[] },
  now: number,
): number {
  const left = [...untold, ...waits.filter(({ at }) => at > now - NEVER_OVER)];
  return Math.min(reading.to, now - WEBHOOKS_UNDER_WAY, ...left.map(({ at }) => at));
}

/** Whether something is heard of so late that it should be said, and judged by its own time. */
export function isLate(at: number, now: number): boolean {
  return now - at > WEBHOOKS_UNDER_WAY;
}
