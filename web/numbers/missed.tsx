import type { Numbers } from './counted.ts';
import { hourOfDay, sayNumbers, weekday } from './numbers-words.ts';

type Missed = Numbers['missed'];
type Week = Missed['week'];

const DAYS = [0, 1, 2, 3, 4, 5, 6];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** When calls are missed: a picture with the numbers in it, and the same as a table. */
export function Missed({ total, week }: Missed) {
  if (total === 0) {
    return (
      <section>
        <h2>{sayNumbers('missed')}</h2>
        <p>{sayNumbers('missed_none')}</p>
      </section>
    );
  }
  const hours = hoursWithCalls(week);
  return (
    <section>
      <h2>{sayNumbers('missed')}</h2>
      <p>{missedInWords(total, week)}</p>
      {/* On a narrow screen the hours go down, so that the numbers stay legible. */}
      <HeatMap week={week} hours={hours} across="hours" />
      <HeatMap week={week} hours={hours} across="days" />
      <details>
        <summary>{sayNumbers('missed_table')}</summary>
        <WeekTable week={week} hours={hours} />
      </details>
    </section>
  );
}

function missedInWords(total: number, week: Week): string {
  if (total === 1) return sayNumbers('missed_one');
  const cells = DAYS.flatMap(day => HOURS.map(hour => ({ day, hour, most: countOf(week, day, hour) })));
  const { day, hour, most } = cells.reduce((a, b) => (b.most > a.most ? b : a));
  return sayNumbers('missed_many', {
    count: total,
    day: weekday(day, 'long'),
    hour: hourOfDay(hour),
    most,
  });
}

function countOf(week: Week, day: number, hour: number): number {
  return week[day]?.[hour] ?? 0;
}

/** From the first hour in which a call was missed to the last one, and a working day at least. */
function hoursWithCalls(week: Week): number[] {
  const busy = HOURS.filter(hour => DAYS.some(day => countOf(week, day, hour) > 0));
  const first = Math.min(8, ...busy);
  const last = Math.max(17, ...busy);
  return HOURS.filter(hour => hour >= first && hour <= last);
}

/** Sizes in the picture's own units. */
const WIDTHS = { hours: 40, days: 28 };
const HEIGHT = 28;
const LABEL = { width: 48, height: 24 };
const GAP = 2;
/** As dark as it gets under a number that must stay legible. */
const DARKEST = 0.45;

/** Each cell as dark as its share of the greatest, with its number in it: legible without any colour. */
function HeatMap({
  week,
  hours,
  across,
}: {
  week: Week;
  hours: readonly number[];
  across: 'hours' | 'days';
}) {
  const greatest = Math.max(...week.flat());
  const cell = { width: WIDTHS[across], height: HEIGHT };
  const columns = across === 'hours' ? hours : DAYS;
  const rows = across === 'hours' ? DAYS : hours;
  const name = (kind: 'hours' | 'days', one: number) =>
    kind === 'hours' ? hourOfDay(one) : weekday(one, 'short');
  const x = (column: number) => LABEL.width + column * cell.width;
  const y = (row: number) => LABEL.height + row * cell.height;
  return (
    <svg
      class={`heat across-${across}`}
      viewBox={`0 0 ${x(columns.length)} ${y(rows.length)}`}
      role="img"
      aria-label={sayNumbers('missed_picture')}
    >
      {columns.map((one, column) => (
        <text
          key={one}
          class="label"
          x={x(column) + cell.width / 2}
          y={LABEL.height - 8}
          text-anchor="middle"
        >
          {name(across, one)}
        </text>
      ))}
      {rows.map((one, row) => (
        <text key={one} class="label" x={LABEL.width - 8} y={y(row) + cell.height / 2 + 4} text-anchor="end">
          {name(across === 'hours' ? 'days' : 'hours', one)}
        </text>
      ))}
      {rows.flatMap((down, row) =>
        columns.map((over, column) => {
          const count = across === 'hours' ? countOf(week, down, over) : countOf(week, over, down);
          return (
            <g key={`${down} ${over}`}>
              <rect
                x={x(column) + GAP / 2}
                y={y(row) + GAP / 2}
                width={cell.width - GAP}
                height={cell.height - GAP}
                rx="3"
                fill-opacity={count === 0 ? 0 : 0.06 + (DARKEST - 0.06) * (count / greatest)}
              />
              {count > 0 && (
                <text x={x(column) + cell.width / 2} y={y(row) + cell.height / 2 + 5} text-anchor="middle">
                  {count}
                </text>
              )}
            </g>
          );
        }),
      )}
    </svg>
  );
}

function WeekTable({ week, hours }: { week: Week; hours: readonly number[] }) {
  return (
    <table class="week">
      <thead>
        <tr>
          <th scope="col">{sayNumbers('hour')}</th>
          {DAYS.map(day => (
            <th key={day} scope="col">
              {weekday(day, 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map(hour => (
          <tr key={hour}>
            <th scope="row">{hourOfDay(hour)}</th>
            {DAYS.map(day => (
              <td key={day}>{countOf(week, day, hour)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
