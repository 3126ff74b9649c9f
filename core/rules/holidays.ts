/** A date without a time zone, as `YYYY-MM-DD`. */
type Day = string;

/** When a holiday is in a year; `moves` is set where offices keep another day when it falls on a weekend. */
interface Holiday {
  readonly on: (year: number) => Temporal.PlainDate;
  readonly moves: boolean;
}

const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;
const SUNDAY = 7;

function fixed(month: number, day: number): Holiday {
  return { on: year => Temporal.PlainDate.from({ year, month, day }), moves: true };
}

/** The nth such weekday of a month. */
function nth(count: number, weekday: number, month: number, daysLater = 0): Holiday {
  const on = (year: number) => {
    const first = Temporal.PlainDate.from({ year, month, day: 1 });
    const days = ((weekday - first.dayOfWeek + 7) % 7) + 7 * (count - 1) + daysLater;
    return first.add({ days });
  };
  return { on, moves: false };
}

/** The last Monday of a month. */
function lastMonday(month: number): Holiday {
  const on = (year: number) => {
    const last = Temporal.PlainDate.from({ year, month, day: 1 }).add({ months: 1 }).subtract({ days: 1 });
    return last.subtract({ days: (last.dayOfWeek - MONDAY + 7) % 7 });
  };
  return { on, moves: false };
}

/** The holidays of 5 U.S.C. 6103(a). */
const FEDERAL = {
  'new years day': fixed(1, 1),
  'martin luther king day': nth(3, MONDAY, 1),
  'presidents day': nth(3, MONDAY, 2),
  'memorial day': lastMonday(5),
  juneteenth: fixed(6, 19),
  'independence day': fixed(7, 4),
  'labor day': nth(1, MONDAY, 9),
  'columbus day': nth(2, MONDAY, 10),
  'veterans day': fixed(11, 11),
  thanksgiving: nth(4, THURSDAY, 11),
  'christmas day': fixed(12, 25),
} as const;

/** Days on which many offices are closed as well; they are kept on their own date. */
const OTHERS = {
  'day after thanksgiving': nth(4, THURSDAY, 11, 1),
  'christmas eve': { ...fixed(12, 24), moves: false },
  'new years eve': { ...fixed(12, 31), moves: false },
} as const;

const SETS: Readonly<Record<string, readonly Holiday[]>> = {
  'us federal holidays': Object.values(FEDERAL),
  ...Object.fromEntries(Object.entries({ ...FEDERAL, ...OTHERS }).map(([name, one]) => [name, [one]])),
};

/** What may stand in `closed` beside dates. */
export const HOLIDAY_NAMES: readonly string[] = Object.keys(SETS);

/** A name as written (capitals, apostrophes and spaces do not count), or null when it is none. */
export function readHolidayName(written: string): string | null {
  const plain = written.trim().toLowerCase().replace(/['’]/g, '').replace(/\s+/g, ' ');
  return Object.hasOwn(SETS, plain) ? plain : null;
}

const known = new Map<string, ReadonlySet<Day>>();

/**
 * The days (`YYYY-MM-DD`) on which offices are closed for these holidays in a year. Both the date itself and the day on
 * which it is observed (5 U.S.C. 6103(b)): Friday for a Saturday, Monday for a Sunday. So the last day of a year may be
 * the New Year of the next.
 */
export function holidaysIn(year: number, names: readonly string[]): ReadonlySet<Day> {
  const key = `${year} ${names.join()}`;
  const days = known.get(key) ?? computed(year, names);
  known.set(key, days);
  return days;
}

function computed(year: number, names: readonly string[]): ReadonlySet<Day> {
  const all = names.flatMap(name => SETS[name] ?? []);
  const days = [year, year + 1].flatMap(one =>
    all.flatMap(holiday => [holiday.on(one), observed(holiday, one)]),
  );
  return new Set(days.filter(day => day.year === year).map(String));
}

function observed({ on, moves }: Holiday, year: number): Temporal.PlainDate {
  const day = on(year);
  if (moves && day.dayOfWeek === SATURDAY) return day.subtract({ days: SATURDAY - FRIDAY });
  return moves && day.dayOfWeek === SUNDAY ? day.add({ days: 1 }) : day;
}
