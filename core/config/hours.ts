import { z } from 'zod';
import { HOLIDAY_NAMES, readHolidayName } from '../rules/holidays.ts';
import { type Closure, type Range, WEEKDAYS, type Weekday, type WeeklyHours } from '../rules/hours.ts';
import { didYouMean } from './nearest.ts';

/** What is wrong with hours as written, and where in them. */
export interface HoursProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** The word before the colon is wrong, not what follows. */
  readonly on?: 'key';
  readonly hint?: string;
}

const GROUPS: Readonly<Record<string, readonly Weekday[]>> = {
  'every day': WEEKDAYS,
  weekdays: WEEKDAYS.slice(0, 5),
  weekends: WEEKDAYS.slice(5),
};

/** The words that may stand on the left in a block of hours. */
export const DAY_WORDS: readonly string[] = [...WEEKDAYS, ...Object.keys(GROUPS), 'closed'];

const UNKNOWN_DAY =
  'expected a day (monday), days (monday to thursday, weekdays, weekends, every day) or closed';
const RANGE_EXPECTED = 'expected hours such as 09:00-17:00, a list of them, or "24 hours"';
const DATE_EXPECTED =
  'expected a date such as 2026-12-24, two such as 2026-12-24 to 2026-12-26, or a name such as us federal holidays';

/** Hours as an owner writes them (`monday to thursday: 09:00-17:00`), or everything that is wrong with them. */
export function parseHours(
  written: Readonly<Record<string, unknown>>,
): { readonly hours: WeeklyHours } | { readonly problems: readonly HoursProblem[] } {
  const problems: HoursProblem[] = [];
  const days: Record<Weekday, Range[]> = {
    monday: [],
    tuesday: [],
    wednesday: [],
    thursday: [],
    friday: [],
    saturday: [],
    sunday: [],
  };
  const closed: Closure[] = [];
  const holidays: string[] = [];

  for (const [key, value] of Object.entries(written)) {
    const complain = (message: string, index?: number, hint: { hint?: string } = {}) =>
      problems.push({ path: index === undefined ? [key] : [key, index], message, ...hint });

    if (key === 'closed') {
      for (const [index, text] of listOf(value).entries()) {
        const place = Array.isArray(value) ? index : undefined;
        const holiday = typeof text === 'string' ? readHolidayName(text) : null;
        const closure = holiday ?? parseClosure(text);
        if (holiday !== null) holidays.push(holiday);
        else if (typeof closure !== 'string') closed.push(closure);
        else
          complain(
            closure,
            place,
            /^[a-z]/i.test(String(text)) ? didYouMean(String(text), HOLIDAY_NAMES) : {},
          );
      }
      continue;
    }

    const named = daysNamed(key);
    if (named === null) {
      problems.push({ path: [key], on: 'key', message: UNKNOWN_DAY, ...didYouMean(key, DAY_WORDS) });
      continue;
    }
    for (const [index, text] of listOf(value).entries()) {
      const range = parseRange(text);
      const place = Array.isArray(value) ? index : undefined;
      if (typeof range === 'string') {
        complain(range, place);
        continue;
      }
      const clash = named.find(day =>
        days[day].some(other => range.from < other.to && other.from < range.to),
      );
      if (clash) complain(`these hours overlap others on ${clash}`, place);
      else for (const day of named) days[day].push(range);
    }
  }

  if (problems.length > 0) return { problems };
  for (const day of WEEKDAYS) days[day].sort((a, b) => a.from - b.from);
  closed.sort((a, b) => a.from.localeCompare(b.from));
  return { hours: { days, closed, holidays: [...new Set(holidays)].sort() } };
}

/** The same as a schema, which places each problem where it is. */
export function weeklyHours(): z.ZodType<WeeklyHours, Record<string, unknown>> {
  const ranges = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
  const day = `(${WEEKDAYS.join('|')})`;
  const shape = z.record(z.string(), z.unknown()).meta({
    description:
      'Days on the left; on the right 09:00-17:00, a list of such, or 24 hours. closed: lists dates and holidays.',
    properties: Object.fromEntries(DAY_WORDS.map(word => [word, ranges])),
    patternProperties: { [`^${day} to ${day}$`]: ranges },
    additionalProperties: false,
  });
  return shape.transform((written, context) => {
    const parsed = parseHours(written);
    if ('hours' in parsed) return parsed.hours;
    for (const { path, message, on, hint } of parsed.problems) {
      context.issues.push({ code: 'custom', message, path: [...path], input: written, params: { on, hint } });
    }
    return z.NEVER;
  });
}

/** `monday`, `monday to thursday` (also round the week's end), `weekdays`, `weekends` or `every day`; else null. */
function daysNamed(key: string): readonly Weekday[] | null {
  const words = key.trim().toLowerCase().replace(/\s+/g, ' ');
  const group = Object.hasOwn(GROUPS, words) ? GROUPS[words] : undefined;
  if (group) return group;
  const [first = '', last = first, more] = words.split(' to ');
  const from = WEEKDAYS.indexOf(first as Weekday);
  const to = WEEKDAYS.indexOf(last as Weekday);
  if (from < 0 || to < 0 || more !== undefined) return null;
  return from <= to ? WEEKDAYS.slice(from, to + 1) : [...WEEKDAYS.slice(from), ...WEEKDAYS.slice(0, to + 1)];
}

function parseRange(text: unknown): Range | string {
  if (typeof text !== 'string') return RANGE_EXPECTED;
  if (text.trim() === '24 hours') return { from: 0, to: 1440 };
  const match = /^(\d\d?):(\d\d)\s*(?:-|–|to)\s*(\d\d?):(\d\d)$/.exec(text.trim());
  if (!match) return RANGE_EXPECTED;
  const [fromHour, fromMinute, toHour, toMinute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  if (fromMinute > 59 || toMinute > 59 || from > 1439 || to > 1440) {
    return 'expected times from 00:00 to 24:00';
  }
  if (to === from) return 'these hours end when they begin; for the whole day write "24 hours"';
  if (to < from) {
    return 'these hours end before they begin; past midnight, write 22:00-24:00 here and 00:00-02:00 on the next day';
  }
  return { from, to };
}

function parseClosure(text: unknown): Closure | string {
  const match = typeof text === 'string' ? /^(\S+)(?:\s+to\s+(\S+))?$/.exec(text.trim()) : null;
  const from = parseDate(match?.[1]);
  const to = match?.[2] === undefined ? from : parseDate(match[2]);
  if (from === null || to === null) return DATE_EXPECTED;
  return to < from ? 'these days end before they begin' : { from, to };
}

function parseDate(text: string | undefined): string | null {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text).toString();
  } catch {
    return null;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
