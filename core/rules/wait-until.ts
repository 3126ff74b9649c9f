import { isOpen, nextClosing, nextOpening, type WeeklyHours } from './hours.ts';

/** Until when an entry may wait: two that are said without thinking, or a date (`YYYY-MM-DD`). */
export type WaitChoice = 'later_today' | 'tomorrow_morning' | { date: string };

const HOUR = 3_600_000;
/** Later today is long enough for a few other things to happen, and early enough to get to it before closing. */
const LATER = 3 * HOUR;
const BEFORE_CLOSING = HOUR / 2;
/** When a day begins at which nobody has hours. */
const MORNING = 9;
/** Longer than that nobody keeps a person waiting; it is a slip of the keyboard. */
const LONGEST_DAYS = 366;

/**
 * When a choice comes, in epoch milliseconds, by the line's hours; null for what is past, too far ahead or no date.
 * "Later today" is in three hours, or half an hour before closing if that is sooner; when there is no time left, it is
 * the next opening. "Tomorrow morning" is the first opening of a later day.
 */
export function waitsUntil(
  choice: WaitChoice,
  now: number,
  hours: WeeklyHours,
  timeZone: string,
): number | null {
  const at = Temporal.Instant.fromEpochMilliseconds(now);
  const today = at.toZonedDateTimeISO(timeZone).toPlainDate();
  if (choice === 'later_today') return laterToday(at, hours, timeZone);
  if (choice === 'tomorrow_morning') return openingOn(today.add({ days: 1 }), at, hours, timeZone, false);
  const date = dateOf(choice.date);
  if (!date || Temporal.PlainDate.compare(date, today) <= 0) return null;
  if (today.until(date).days > LONGEST_DAYS) return null;
  return openingOn(date, at, hours, timeZone, true);
}

function laterToday(at: Temporal.Instant, hours: WeeklyHours, timeZone: string): number {
  const now = at.epochMilliseconds;
  const tomorrow = at.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 });
  const otherwise = () => {
    const opens = nextOpening(hours, at, timeZone);
    return opens?.epochMilliseconds ?? openingOn(tomorrow, at, hours, timeZone, false);
  };
  if (!isOpen(hours, at, timeZone)) return otherwise();
  const closes = nextClosing(hours, at, timeZone)?.epochMilliseconds ?? Infinity;
  const later = Math.min(now + LATER, closes - BEFORE_CLOSING);
  return later > now ? later : otherwise();
}

/** The first opening of a day or, unless it must be that very day, of one after it; else nine in the morning. */
function openingOn(
  date: Temporal.PlainDate,
  at: Temporal.Instant,
  hours: WeeklyHours,
  timeZone: string,
  thatDay: boolean,
): number {
  const begins = date.toZonedDateTime(timeZone).toInstant();
  // A moment before midnight, so that hours that begin at midnight are an opening of that day.
  const from = begins.subtract({ milliseconds: 1 });
  const opens = nextOpening(hours, Temporal.Instant.compare(from, at) < 0 ? at : from, timeZone);
  const fits = opens && (!thatDay || opens.toPlainDate().equals(date));
  if (opens && fits) return opens.epochMilliseconds;
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour: MORNING }) })
    .epochMilliseconds;
}

function dateOf(written: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return null;
  try {
    return Temporal.PlainDate.from(written, { overflow: 'reject' });
  } catch {
    return null;
  }
}
