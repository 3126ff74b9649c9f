import { Refusal } from './refusal.ts';
import { shown } from './terminal.ts';

const FORMS = 'Write it as "2026-12-24 17:00", as 2026-12-24 (until that day begins), or as 17:00 (today).';

/**
 * Until when to close, in epoch milliseconds, from what a person wrote in the practice's time zone. Where the clock
 * shows a time twice, the later one.
 *
 * @throws Refusal when it cannot be read, does not exist, or is past
 */
export function readUntil(written: string, now: number, zone: string): number {
  const match = /^(?:(\d{4}-\d{2}-\d{2}))?(?:[ T]?(\d{1,2}):(\d{2}))?$/.exec(written.trim());
  if (!match || written.trim() === '') throw new Refusal(`"${shown(written)}" is no time. ${FORMS}`);
  const [, date, hour = '0', minute = '00'] = match;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const until = whenIs(date ?? today.toString(), Number(hour), Number(minute), zone);
  if (until === null) throw new Refusal(`"${shown(written)}" is no time that exists. ${FORMS}`);
  if (until <= now) {
    throw new Refusal(
      `"${shown(written)}" is past. ${date ? 'To open again, say --reopen.' : 'For another day, write its date too.'}`,
    );
  }
  return until;
}

function whenIs(date: string, hour: number, minute: number, zone: string): number | null {
  try {
    return Temporal.PlainDate.from(date, { overflow: 'reject' })
      .toPlainDateTime(Temporal.PlainTime.from({ hour, minute }, { overflow: 'reject' }))
      .toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  } catch {
    return null;
  }
}
