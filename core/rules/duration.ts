const UNITS = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
} as const;

type Unit = keyof typeof UNITS;

/** A number of events in a stretch of `per` milliseconds. */
export interface Rate {
  readonly count: number;
  readonly per: number;
}

const RATE_UNITS = { minute: UNITS.m, hour: UNITS.h, day: UNITS.d } as const;

/** Milliseconds of a duration such as `18s`, `10m`, `24h`, `7d`, `2w`, `5y` (365 days each); null for anything else. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6})\s?([smhdwy])$/.exec(text.trim());
  return match ? Number(match[1]) * UNITS[match[2] as Unit] : null;
}

/** The shortest whole form that `parseDuration` reads back: 90000 is `90s`, 86400000 is `1d`. */
export function formatDuration(milliseconds: number): string {
  const fitting = (['y', 'd', 'h', 'm', 's'] as const).find(
    unit => milliseconds >= UNITS[unit] && milliseconds % UNITS[unit] === 0,
  );
  return fitting ? `${milliseconds / UNITS[fitting]}${fitting}` : `${milliseconds / UNITS.s}s`;
}

/** A rate such as `60 per hour` (or `per minute`, `per day`), count from 1; null for anything else. */
export function parseRate(text: string): Rate | null {
  const match = /^([1-9]\d{0,5})\s+per\s+(minute|hour|day)$/.exec(text.trim());
  return match ? { count: Number(match[1]), per: RATE_UNITS[match[2] as keyof typeof RATE_UNITS] } : null;
}
