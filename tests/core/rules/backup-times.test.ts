import { expect, test } from 'vitest';
import { backupName, backupsToRemove, nextBackup, readBackupName } from '../../../core/rules/backup-times.ts';

const ZONE = 'America/New_York';
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const named = (text: string, beforeUpdate = false) => {
  const read = readBackupName(backupName(at(text), beforeUpdate));
  if (!read) throw new Error(text);
  return read;
};

test('a name says when, sorts by time, and is read back', () => {
  expect(backupName(at('2026-11-20T08:10:05.678Z'))).toBe('second-ring-2026-11-20T081005Z.backup');
  expect(named('2026-11-20T08:10:05Z')).toMatchObject({
    at: at('2026-11-20T08:10:05Z'),
    beforeUpdate: false,
  });
  expect(named('2026-11-20T08:10:05Z', true).beforeUpdate).toBe(true);
});

test.each([
  'second-ring.db',
  '.second-ring-2026-11-20T081005Z.backup.part',
  'second-ring-2026-11-20T081005Z.backup.sha256',
  'second-ring-2026-02-31T081005Z.backup',
  'second-ring-2026-11-20T256005Z.backup',
  'my-second-ring-2026-11-20T081005Z.backup',
  'second-ring-2026-11-20T081005Z.backup\n',
])('%j is none of ours', name => {
  expect(readBackupName(name)).toBeNull();
});

test.each([
  ['later today', '2026-11-20T06:00:00Z', '2026-11-20T08:10:00Z'],
  ['tomorrow', '2026-11-20T08:10:00Z', '2026-11-21T08:10:00Z'],
  ['over the end of daylight saving', '2026-10-31T12:00:00Z', '2026-11-01T08:10:00Z'],
])('the next one is %s', (_, after, next) => {
  expect(nextBackup(at(after), '03:10', ZONE)).toBe(at(next));
});

test('a night that skips the hour has it an hour later, and once', () => {
  const next = nextBackup(at('2027-03-14T05:00:00Z'), '02:30', ZONE);
  expect(next).toBe(at('2027-03-14T07:30:00Z'));
  expect(nextBackup(next, '02:30', ZONE)).toBe(at('2027-03-15T06:30:00Z'));
});

test('a year of nights: seven days, four weeks, three months', () => {
  const nights = Array.from({ length: 365 }, (_, day) =>
    named(
      Temporal.Instant.from('2026-01-01T08:10:00Z')
        .add({ hours: 24 * day })
        .toString(),
    ),
  );
  const kept = new Set(nights);
  for (const gone of backupsToRemove(nights, { daily: 7, weekly: 4, monthly: 3 }, ZONE)) kept.delete(gone);
  expect([...kept].map(one => one.name.slice(12, 22))).toEqual([
    ...['2026-10-31', '2026-11-30', '2026-12-13', '2026-12-20'],
    ...['2026-12-25', '2026-12-26', '2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'],
  ]);
});

test('of one day the last stays; a day is the practice\u2019s own', () => {
  const evening = named('2026-11-20T23:00:00Z');
  const night = named('2026-11-21T04:30:00Z');
  const morning = named('2026-11-21T08:10:00Z');
  const keep = { daily: 5, weekly: 0, monthly: 0 };
  expect(backupsToRemove([morning, evening, night], keep, ZONE)).toEqual([evening]);
});

test('the newest stays whatever is to be kept, and so do two from before an update', () => {
  const nightly = ['2026-11-18', '2026-11-19', '2026-11-20'].map(day => named(`${day}T08:10:00Z`));
  const updates = ['2026-03-01', '2026-05-01', '2026-07-01'].map(day => named(`${day}T08:10:00Z`, true));
  const gone = backupsToRemove([...updates, ...nightly], { daily: 0, weekly: 0, monthly: 0 }, ZONE);
  expect(gone.map(one => one.name.slice(12, 22))).toEqual(['2026-11-19', '2026-11-18', '2026-03-01']);
});
