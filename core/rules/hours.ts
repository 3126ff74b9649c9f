/** Monday first, as Temporal's `dayOfWeek` counts (1 to 7). */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** Minutes of the wall clock after midnight, `from` included, `to` (at most 1440) not. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Whole days, both included, as `YYYY-MM-DD`. */
export interface Closure {
  readonly from: string;
  readonly to: string;
}

/** When a practice is open. Ranges of a day are sorted and do not overlap; closures win over days. */
export interface WeeklyHours {
  readonly days: Readonly<Record<Weekday, readonly Range[]>>;
  readonly closed: readonly Closure[];
}
