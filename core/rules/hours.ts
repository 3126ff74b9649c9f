import { holidaysIn } from './holidays.ts';

/** Monday first, as Temporal's `dayOfWeek` counts (1 to 7). */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** Minutes of the wall clock after midnight, `from` included, `to` (at most 1440) not. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Whole days, both included, as `YYYY-MM-DD`. */
export interface Closure {
  readonly from: string;
  readonly to: string;
}

/** When a practice is open. Ranges of a day are sorted and do not overlap; closures and holidays win over days. */
export interface WeeklyHours {
  readonly days: Readonly<Record<Weekday, readonly Range[]>>;
  readonly closed: readonly Closure[];
  /** Names of holidays (holidays.ts) that are closed as well. */
  readonly holidays: readonly string[];
}

/** A stretch of being open: `opens` included, `closes` not. */
interface Stretch {
  readonly opens: Temporal.Instant;
  readonly closes: Temporal.Instant;
}

const MINUTES_A_DAY = 1_440;

/** Further ahead than any week's rhythm or sabbatical; what does not happen by then is said not to happen. */
const HORIZON_DAYS = 400;

/** Whether it is open at `at`. The closing minute is closed. `closedUntil` shuts whatever the hours say. */
export function isOpen(
  hours: WeeklyHours,
  at: Temporal.Instant,
  timeZone: string,
  closedUntil: Temporal.Instant | null = null,
): boolean {
  if (closedUntil && isBefore(at, closedUntil)) return false;
  const today = at.toZonedDateTimeISO(timeZone).toPlainDate();
  return stretchesOn(hours, today, timeZone).some(
    ({ opens, closes }) => !isBefore(at, opens) && isBefore(at, closes),
  );
}

/**
 * The next moment after `at` at which closed turns into open; null if there is none within 400 days. The end of
 * `closedUntil` is such a moment when it falls into open hours.
 */
export function nextOpening(
  hours: WeeklyHours,
  at: Temporal.Instant,
  timeZone: string,
  closedUntil: Temporal.Instant | null = null,
): Temporal.ZonedDateTime | null {
  const shut = closedUntil && isBefore(at, closedUntil) ? closedUntil : null;
  for (const { opens, closes } of stretchesFrom(hours, at, timeZone)) {
    const opening = shut && isBefore(opens, shut) ? shut : opens;
    if (isBefore(at, opening) && isBefore(opening, closes)) return opening.toZonedDateTimeISO(timeZone);
  }
  return null;
}

/** The next moment after `at` at which open turns into closed by the hours; null if none within 400 days. */
export function nextClosing(
  hours: WeeklyHours,
  at: Temporal.Instant,
  timeZone: string,
): Temporal.ZonedDateTime | null {
  const horizon = at.add({ hours: HORIZON_DAYS * 24 });
  for (const { closes } of stretchesFrom(hours, at, timeZone)) {
    if (isBefore(at, closes)) return isBefore(closes, horizon) ? closes.toZonedDateTimeISO(timeZone) : null;
  }
  return null;
}

/** The last moment up to `at` at which open turned into closed by the hours; null if none within 400 days. */
export function lastClosing(
  hours: WeeklyHours,
  at: Temporal.Instant,
  timeZone: string,
): Temporal.Instant | null {
  const today = at.toZonedDateTimeISO(timeZone).toPlainDate();
  for (let day = 0; day <= HORIZON_DAYS; day += 1) {
    const over = stretchesOn(hours, today.subtract({ days: day }), timeZone).filter(
      ({ closes }) => !isBefore(at, closes),
    );
    const last = over.at(-1);
    if (last) return last.closes;
  }
  return null;
}

/** Stretches from the day of `at` on, those that touch (24 hours, then 24 hours) joined into one. */
function* stretchesFrom(hours: WeeklyHours, at: Temporal.Instant, timeZone: string): Generator<Stretch> {
  // A day earlier, so that a stretch that began before midnight is seen whole and is not taken for a new opening.
  const first = at.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  let current: Stretch | null = null;
  for (let day = 0; day <= HORIZON_DAYS + 2; day += 1) {
    for (const next of stretchesOn(hours, first.add({ days: day }), timeZone)) {
      if (current && !isBefore(current.closes, next.opens)) {
        const closes: Temporal.Instant = isBefore(current.closes, next.closes) ? next.closes : current.closes;
        current = { opens: current.opens, closes };
      } else {
        if (current) yield current;
        current = next;
      }
    }
  }
  if (current) yield current;
}

/** Whether a date (`YYYY-MM-DD`) is closed whatever its weekday's hours. */
export function isClosedOn({ closed, holidays }: WeeklyHours, date: string): boolean {
  if (closed.some(({ from, to }) => from <= date && date <= to)) return true;
  return holidays.length > 0 && holidaysIn(Number(date.slice(0, 4)), holidays).has(date);
}

function stretchesOn(hours: WeeklyHours, date: Temporal.PlainDate, timeZone: string): Stretch[] {
  if (isClosedOn(hours, date.toString())) return [];
  const weekday = WEEKDAYS[date.dayOfWeek - 1] as Weekday;
  return hours.days[weekday]
    .map(({ from, to }) => ({
      opens: momentOf(date, from, timeZone, 'earlier'),
      closes: momentOf(date, to, timeZone, 'later'),
    }))
    .filter(({ opens, closes }) => isBefore(opens, closes));
}

/**
 * A wall-clock time as a moment. Where the clock shows it twice (autumn), `which` decides: hours open at the first and
 * close at the second, since being open too long costs a ring and being closed too long costs a caller. Where the
 * clock skips it (spring), it is the moment of the skip.
 */
function momentOf(
  date: Temporal.PlainDate,
  minutes: number,
  timeZone: string,
  which: 'earlier' | 'later',
): Temporal.Instant {
  // The end of a day is the first moment of the next one, also where that midnight comes twice.
  if (minutes === MINUTES_A_DAY) return date.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
  const wall = date.toPlainDateTime().add({ minutes });
  const moment = wall.toZonedDateTime(timeZone, { disambiguation: which });
  if (moment.toPlainDateTime().equals(wall)) return moment.toInstant();
  const before = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? moment).toInstant();
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0;
}
