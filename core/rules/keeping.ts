const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long things are kept, in milliseconds: `keep` of the configuration. */
export interface Keep {
  items: number;
  recordings: number;
  at_twilio: number;
  consent: number;
  audit: number;
}

/** What was there before these moments (epoch milliseconds) is erased. */
export type Before = Readonly<Record<keyof Keep, number>>;

/** Up to when each thing goes, at a time (epoch milliseconds). */
export function erasedBefore(keep: Keep, now: number): Before {
  return {
    items: now - keep.items,
    recordings: now - keep.recordings,
    at_twilio: now - keep.at_twilio,
    consent: now - keep.consent,
    audit: now - keep.audit,
  };
}

/**
 * What is erased at Twilio, by its name there: a text's words, those and the pictures that came with them, a text as a whole, a call with its legs, a recording; or
 * `nothing`, where only its name is remembered.
 */
export type Erasure = 'words' | 'words_and_pictures' | 'text' | 'call' | 'recording' | 'nothing';

/** Twilio's lists are read seven days back at the most (rules/catch-up.ts), and its webhooks come within hours. */
const TOLD_LATE = 14 * DAY;

/** Until when the name of something that was erased is remembered, given when it happened. Epoch milliseconds. */
export function remembered(at: number): number {
  return at + TOLD_LATE;
}

/** Nobody waits for this, and a practice sleeps: the rules run at this hour of its own time zone. */
const AT_NIGHT = { hour: 3, minute: 20 } as const;

/** When the rules run next (epoch milliseconds): in the night that comes. */
export function nextKeeping(now: number, timeZone: string): number {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const tonight = here.toPlainDate().toZonedDateTime({ timeZone, plainTime: AT_NIGHT });
  return (tonight.epochMilliseconds > now ? tonight : tonight.add({ days: 1 })).epochMilliseconds;
}

/** So many are asked of Twilio in one go, and no more until a little later: texts to people share its limits with them. */
export const ERASED_AT_ONCE = 10;
export const ERASING_RESTS = 2_000;

/**
 * Milliseconds until Twilio is asked again for something it would not erase, after `tries`: what it still works on
 * (20009) is over within minutes, all else within days or never.
 */
export function erasesAgainAfter(tries: number): number {
  return Math.min(5 * MINUTE * 2 ** Math.min(tries - 1, 10), DAY);
}

/** Refused so often: whoever runs the machine should look. */
export const REFUSED_OFTEN = 6;

/** Longer than this no call lasts: Twilio ends it. https://www.twilio.com/docs/voice/api/call-resource#timelimit */
export const LONGEST_CALL = 4 * HOUR;

/** The rules run each night; after so long without them somebody should look, in milliseconds. */
export const KEEPING_LATE = 3 * DAY;
