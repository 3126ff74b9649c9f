import { ASK_KINDS } from '../../rules/asks.ts';
import { holidaysIn } from '../../rules/holidays.ts';
import { isClosedOn, type Range, WEEKDAYS, type Weekday, type WeeklyHours } from '../../rules/hours.ts';
import type { Config } from '../schema.ts';
import type { Check } from './check.ts';

const MINUTES_A_DAY = 1440;

export const everyAskIsAlerted: Check = {
  reads: ['alerts'],
  find: ({ alerts }) => {
    const about = new Set(alerts.flatMap(alert => alert.about));
    const forgotten = ASK_KINDS.filter(kind => !about.has(kind));
    if (forgotten.length === 0) return [];
    return [{ path: ['alerts'], on: 'key', message: `nobody is alerted about: ${forgotten.join(', ')}` }];
  },
};

/** Looks at the alerts that go out at once: one that waits reaches nobody while it waits. */
export const crisisReachesSomebody: Check = {
  reads: ['alerts', 'hours', 'staff.*.phone'],
  find: config => {
    const rules = config.alerts.filter(({ about, after }) => about.includes('crisis') && after === 0);
    // Said by everyAskIsAlerted.
    if (!config.alerts.some(({ about }) => about.includes('crisis'))) return [];
    if (rules.some(({ during }) => during === null)) return [];
    const hole = firstHole(rules.flatMap(({ during }) => hoursNamed(config, during)));
    return hole === null
      ? []
      : [
          {
            path: ['alerts'],
            on: 'key',
            message: `a crisis would reach nobody at once on ${hole}`,
            hint: 'alert somebody about crisis without `during` and `after`',
          },
        ];
  },
};

export const crisisIsSaidAgain: Check = {
  reads: ['alerts'],
  severity: 'warning',
  find: ({ alerts }) => {
    const rules = alerts.map((rule, i) => ({ ...rule, i })).filter(({ about }) => about.includes('crisis'));
    const [first] = rules;
    if (!first || rules.some(({ again }) => again !== 'off')) return [];
    return [
      {
        path: ['alerts', first.i, 'again'],
        message: 'a crisis that nobody takes is said once and never again',
        hint: 'leave `again` out where the rule is about crisis',
      },
    ];
  },
};

function hoursNamed({ hours }: Config, name: string | null): WeeklyHours[] {
  const named = name !== null && Object.hasOwn(hours, name) ? hours[name] : undefined;
  return named ? [named] : [];
}

/** A time that none of the hours covers: in the week, else on a day when some of them are closed. */
function firstHole(all: readonly WeeklyHours[]): string | null {
  for (const weekday of WEEKDAYS) {
    const minute = firstUncovered(all.flatMap(({ days }) => days[weekday]));
    if (minute !== null) return `${capitalized(weekday)} at ${clock(minute)}`;
  }
  for (const date of closedDates(all)) {
    const weekday = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] as Weekday;
    const open = all.filter(hours => !isClosedOn(hours, date));
    const minute = firstUncovered(open.flatMap(({ days }) => days[weekday]));
    if (minute !== null) return `${date} at ${clock(minute)}`;
  }
  return null;
}

function firstUncovered(ranges: readonly Range[]): number | null {
  let covered = 0;
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    if (from > covered) break;
    covered = Math.max(covered, to);
  }
  return covered < MINUTES_A_DAY ? covered : null;
}

/** Holidays fall on other weekdays each year; in these years each has fallen on all of them. */
const YEARS = Array.from({ length: 28 }, (_, index) => 2026 + index);

/**
 * Every closed date and holiday; of a long closure the first week, after which weekdays repeat unless another closure
 * begins.
 */
function closedDates(all: readonly WeeklyHours[]): string[] {
  return all.flatMap(({ closed, holidays }) => [
    ...YEARS.flatMap(year => [...holidaysIn(year, holidays)]),
    ...closed.flatMap(({ from, to }) => {
      const first = Temporal.PlainDate.from(from);
      return Array.from({ length: 7 }, (_, day) => first.add({ days: day }).toString()).filter(
        date => date <= to,
      );
    }),
  ]);
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
