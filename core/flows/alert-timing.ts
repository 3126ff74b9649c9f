import type { Config } from '../config/schema.ts';
import type { AlertTiming } from '../rules/alerting.ts';
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
    nextDay: at =>
      Temporal.Instant.fromEpochMilliseconds(at)
        .toZonedDateTimeISO(config.practice.time_zone)
        .add({ days: 1 })
        .startOfDay().epochMilliseconds,
  };
}
