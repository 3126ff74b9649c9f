/** A backup as its name tells of it. */
export interface BackupName {
  name: string;
  /** When it was made, in epoch milliseconds; names have whole seconds. */
  at: number;
  /** Made by the server before it brought the schema up to date. */
  beforeUpdate: boolean;
}

/** Of how many days, weeks and months the last backup is kept. */
export interface KeepBackups {
  daily: number;
  weekly: number;
  monthly: number;
}

const NAME = /^second-ring-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z(-before-update)?\.backup$/;

/** So many of those made before an update are kept: one to go back to, and one in case that goes wrong too. */
const BEFORE_UPDATES = 2;

/** A name that sorts by time and needs no quotes anywhere; in UTC, so that no clock change makes two the same. */
export function backupName(at: number, beforeUpdate = false): string {
  const moment = Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' });
  return `second-ring-${moment.replaceAll(':', '')}${beforeUpdate ? '-before-update' : ''}.backup`;
}

/** What a file's name says; null when it is none of ours, such as one that has not been finished. */
export function readBackupName(name: string): BackupName | null {
  const [, day, hour, minute, second, beforeUpdate] = NAME.exec(name) ?? [];
  if (day === undefined) return null;
  try {
    const at = Temporal.Instant.from(`${day}T${hour}:${minute}:${second}Z`).epochMilliseconds;
    return { name, at, beforeUpdate: beforeUpdate !== undefined };
  } catch {
    // The 31st of February is somebody else's.
    return null;
  }
}

/**
 * When the next backup is due (epoch milliseconds): at a time of day of the practice, after a moment.
 *
 * @param wall such as `03:10`; a night that skips it has it an hour later
 */
export function nextBackup(after: number, wall: string, zone: string): number {
  const time = Temporal.PlainTime.from(wall);
  const day = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  const on = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: zone, plainTime: time });
  const today = on(day).epochMilliseconds;
  return today > after ? today : on(day.add({ days: 1 })).epochMilliseconds;
}

/**
 * Which backups may go: of each of the last days, weeks and months that have any, the last one stays. So does the newest of
 * all, whatever is to be kept and whatever the clock said, and so do the last ones made before an update.
 */
export function backupsToRemove(
  all: readonly BackupName[],
  keep: KeepBackups,
  zone: string,
): readonly BackupName[] {
  const newestFirst = all.toSorted((a, b) => b.at - a.at);
  const nightly = newestFirst.filter(({ beforeUpdate }) => !beforeUpdate);
  const stay = new Set([
    ...nightly.slice(0, 1),
    ...newestFirst.filter(({ beforeUpdate }) => beforeUpdate).slice(0, BEFORE_UPDATES),
    ...lastOfEach(nightly, keep.daily, zone, day => day.toString()),
    ...lastOfEach(nightly, keep.weekly, zone, day => `${day.yearOfWeek}-${day.weekOfYear}`),
    ...lastOfEach(nightly, keep.monthly, zone, day => day.toPlainYearMonth().toString()),
  ]);
  return newestFirst.filter(one => !stay.has(one));
}

/** The last backup of each of the last `count` periods that have one. */
function lastOfEach(
  newestFirst: readonly BackupName[],
  count: number,
  zone: string,
  periodOf: (day: Temporal.PlainDate) => string,
): BackupName[] {
  const last = new Map<string, BackupName>();
  for (const one of newestFirst) {
    const day = Temporal.Instant.fromEpochMilliseconds(one.at).toZonedDateTimeISO(zone).toPlainDate();
    const period = periodOf(day);
    if (!last.has(period)) last.set(period, one);
  }
  return [...last.values()].slice(0, count);
}
