/** Until when something is off: a moment (epoch milliseconds), one of two that are said without thinking, or a clock's time. */
export type UntilChoice = number | 'an_hour' | 'end_of_day' | { wall: string };

const HOUR = 3_600_000;

/**
 * The moment of a choice, in epoch milliseconds; null for what is no time. `wall` is what a clock in the time zone shows,
 * as `2026-12-24T12:00`; where it shows that twice, the later one, and where it skips it, the moment of the skip or after.
 */
export function untilMoment(choice: UntilChoice, now: number, timeZone: string): number | null {
  if (typeof choice === 'number') return choice;
  if (choice === 'an_hour') return now + HOUR;
  if (choice === 'end_of_day') {
    const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
    return today.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(choice.wall)) return null;
  try {
    const wall = Temporal.PlainDateTime.from(choice.wall, { overflow: 'reject' });
    return wall.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds;
  } catch {
    return null;
  }
}
