import { csvLine } from '../../core/rules/csv.ts';
import type { Numbers } from '../../core/store/numbers.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** One number a line, each with what it counts; times in seconds. */
export function numbersCsv(
  numbers: Numbers & { from: number; until: number; line: string | null },
  timeZone: string,
): string {
  const when = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone });
  const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1000));
  const { missed, answers, outcomes, astray, waiting } = numbers;
  const rows: (readonly [string, string | null, string | number | null, string | number | null])[] = [
    ['period', 'from', null, when(numbers.from)],
    ['period', 'until', null, when(numbers.until)],
    ['line', null, null, numbers.line ?? 'all'],
    ...missed.week.flatMap((day, n) =>
      day.map((count, hour) => ['missed_calls', WEEKDAYS[n] ?? null, hour, count] as const),
    ),
    ['asked', 'all', null, answers.asked],
    ['asked', 'answered', null, answers.answered],
    ['asked', 'needed_none', null, answers.needed_none],
    ['asked', 'waiting', null, answers.waiting],
    ['first_answer_seconds', 'median', null, seconds(answers.median)],
    ['first_answer_seconds', 'nine_of_ten', null, seconds(answers.nineOfTen)],
    ...outcomes.map(({ outcome, count }) => ['outcome', outcome ?? 'not_handled', null, count] as const),
    ...astray.map(({ why, count }) => ['text_not_arrived', why, null, count] as const),
    ['waiting_now', 'entries', null, waiting.count],
    ['waiting_now', 'oldest_since', null, waiting.oldest === null ? null : when(waiting.oldest)],
  ];
  return [csvLine(['what', 'which', 'hour', 'value']), ...rows.map(csvLine)].join('');
}
