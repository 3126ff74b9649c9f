const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Wall-clock time in the practice's zone: `9:41 AM`. `at` in epoch milliseconds. */
export function timeOfDay(at: number, zone: string): string {
  return format(at, zone, { timeStyle: 'short' });
}

/** `Mon, Nov 23` */
export function dayOf(at: number, zone: string): string {
  return format(at, zone, { weekday: 'short', month: 'short', day: 'numeric' });
}

/** `9:41 AM` today, else with its day: `Mon, Nov 23, 9:41 AM`. */
export function moment(at: number, now: number, zone: string): string {
  const day = dayOf(at, zone);
  return day === dayOf(now, zone) ? timeOfDay(at, zone) : `${day}, ${timeOfDay(at, zone)}`;
}

/** A stretch of time as people say it, rounded down: `under a minute`, `4 min`, `3 h 20 min`, `2 days`. */
export function stretch(milliseconds: number): string {
  if (milliseconds < MINUTE) return 'under a minute';
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY) {
    const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
    return `${Math.floor(milliseconds / HOUR)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
  }
  const days = Math.floor(milliseconds / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}

/** How long a call lasted: seconds first, since most are short. */
export function lasting(milliseconds: number): string {
  return milliseconds < MINUTE ? `${Math.round(milliseconds / 1000)} s` : stretch(milliseconds);
}

function format(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  // Intl puts a narrow no-break space before AM and PM, which not every terminal's font has.
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone })
    .format(at)
    .replaceAll('\u202f', ' ');
}
