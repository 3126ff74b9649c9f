import type { Config } from '../config/schema.ts';
import type { AlertTiming } from '../rules/alerting.ts';
import type { DigestTiming } from '../rules/digest.ts';
import type { EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { hoursAt, lineFor } from './practice.ts';

/** What the rules about alerts must know of now, of hours and of people. */
export function alertTiming(
  tx: Tx,
  config: Config,
  entry: Pick<EntryRow, 'line'>,
  urgently = false,
): AlertTiming {
  return {
    now: tx.now,
    urgently,
    isOpen: (hours, at) => hoursAt(config, hours, at).open,
    nextOpening: (hours, at) => hoursAt(config, hours, at).opens?.epochMilliseconds ?? null,
    hoursOf: staff => config.staff[staff]?.hours ?? null,
    lineHours: lineFor(config, entry.line).hours,
    nextDay: at => dayFrom(config, at, 1),
  };
}

/** The same for a digest, which belongs to a day. */
export function digestTiming(tx: Tx, config: Config, timing: AlertTiming): DigestTiming {
  return { ...timing, today: dayFrom(config, tx.now, 0) };
}

/** When a day begins, so many days after that of a moment, where the practice is (epoch milliseconds). */
function dayFrom(config: Config, at: number, days: number): number {
  const moment = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(config.practice.time_zone);
  return moment.add({ days }).startOfDay().epochMilliseconds;
}
