import { retryDelay } from './retry.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A text of ours as the carrier has it. `createdAt` in epoch milliseconds, to the second. */
export interface TextAtCarrier {
  sid: string;
  status: string;
  errorCode: number | null;
  createdAt: number;
}

/**
 * When Twilio is asked for a text of which nobody knows whether it went out, in milliseconds after the attempt. Its lists
 * lag behind a little, so that only the last look counts as an answer. An urgent one is looked for before it would be
 * sent again.
 */
const LOOKS: readonly number[] = [30 * SECOND, 2 * MINUTE, 10 * MINUTE];
const LOOKS_URGENT: readonly number[] = [15 * SECOND, 40 * SECOND, 2 * MINUTE, 10 * MINUTE];

/** When to look (again) for a text, given when its attempt began and the time of the look before; null: that was the last. */
export function nextLook(begunAt: number, lookedAt: number | null, urgent: boolean): number | null {
  const looks = (urgent ? LOOKS_URGENT : LOOKS).map(after => begunAt + after);
  return lookedAt === null ? (looks[0] ?? null) : (looks.find(at => at > lookedAt) ?? null);
}

/** When Twilio is asked what became of an urgent text of which no callback has told, in milliseconds after it was taken. */
const CHECKS: readonly number[] = [3 * MINUTE, 10 * MINUTE, 30 * MINUTE];

export function nextCheck(takenAt: number, checkedAt: number | null): number | null {
  const checks = CHECKS.map(after => takenAt + after);
  return checkedAt === null ? (checks[0] ?? null) : (checks.find(at => at > checkedAt) ?? null);
}

/** So often is asked while no answer can be had: some half a day. */
const MOST_QUESTIONS = 80;

export function asksAgain(attempts: number): boolean {
  return attempts < MOST_QUESTIONS;
}

/** Twilio could not be asked: it is asked again, in milliseconds. A question costs nothing, so it never waits long. */
export function askAgainDelay(
  attempts: number,
  askedFor: number | null,
  chance: number,
  urgent: boolean,
): number {
  return Math.min(retryDelay(attempts, askedFor, chance, urgent), 10 * MINUTE);
}

/** Our clock and Twilio's may differ by minutes, and so may a text's own time from that of its attempt. */
export const AROUND = 10 * MINUTE;

/**
 * Which of the texts that Twilio has is the one of an attempt: the nearest in time that is not nearer to another attempt
 * of which nothing is known either. Null: none. Times are epoch milliseconds.
 */
export function chooseText(
  texts: readonly TextAtCarrier[],
  begunAt: number,
  others: readonly number[],
): TextAtCarrier | null {
  const away = (text: TextAtCarrier, from: number) => Math.abs(text.createdAt - from);
  const [nearest] = texts
    .filter(text => away(text, begunAt) <= AROUND)
    .filter(text => others.every(other => away(text, other) >= away(text, begunAt)))
    .toSorted((a, b) => away(a, begunAt) - away(b, begunAt));
  return nearest ?? null;
}
