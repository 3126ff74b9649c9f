/** The periods one can look at, in days of the practice, today among them. */
export const PERIODS = [7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

/** A part of a period in which the clocks stand the same; all in milliseconds. */
export interface ClockSpan {
  from: number;
  until: number;
  /** How far local time is ahead of UTC. */
  offset: number;
}

/** The last so many days where the practice is, up to now: from the first one's midnight, in epoch milliseconds. */
export function periodUntil(
  now: Temporal.Instant,
  days: Period,
  timeZone: string,
): { from: number; until: number } {
  const today = now.toZonedDateTimeISO(timeZone).startOfDay();
  return { from: today.subtract({ days: days - 1 }).epochMilliseconds, until: now.epochMilliseconds };
}

/**
 * A period in parts of at most `longest` milliseconds, in each of which local time differs from UTC by the same: so that
 * hours of the day can be told by adding, also across the end of daylight saving.
 */
export function clockSpans(
  { from, until }: { from: number; until: number },
  timeZone: string,
  longest: number,
): ClockSpan[] {
  const spans: ClockSpan[] = [];
  for (let at = from; at < until; ) {
    const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
    const changes = here.getTimeZoneTransition('next')?.epochMilliseconds ?? until;
    const end = Math.min(until, at + longest, changes);
    spans.push({ from: at, until: end, offset: here.offsetNanoseconds / 1e6 });
    at = end;
  }
  return spans;
}

/** The value that a share of them does not exceed (nearest rank); null of none. `sorted` from the smallest on. */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

/** Counts by weekday from Monday on, and hour of the day. */
export type Week = readonly (readonly number[])[];

export function weekOf(counted: readonly { weekday: number; hour: number; count: number }[]): Week {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { weekday, hour, count } of counted) {
    const day = week[weekday];
    if (day) day[hour] = (day[hour] ?? 0) + count;
  }
  return week;
}

/** How an entry counts: answered by a person, ended without needing it, or neither yet. */
export function answerOf(entry: { answered_at: number | null; outcome: string | null }) {
  if (entry.answered_at !== null) return 'answered';
  return entry.outcome === null ? 'waiting' : 'needed_none';
}
