/** The parts of a run, in the order they are measured and shown, each with its heading. */
export const PARTS = {
  webhook: 'The webhook of a missed call',
  commit: 'One commit',
  sending: 'From missed to the carrier being asked',
  sweep: 'A hundred thousand due effects',
  start: 'Starting and resting',
  growth: 'A hundred times the rows',
  desk: 'What a desk asks',
  'open-desks': 'Desks that are open',
} as const;

export type Part = keyof typeof PARTS;
export type Unit = 'ms' | 'a second' | 'times' | 'MB' | 'us' | 's' | 'rows';

/** One measured number. A part may bring any of them; `null` is one that could not be measured here. */
export interface Figure {
  part: Part;
  /** Names it for machines: `webhook.per_second.app`. */
  id: string;
  what: string;
  value: number | null;
  unit: Unit;
  aim?: Aim;
}

/** What the figure should come to: a bound that is still met when it is reached exactly. */
export type Aim = { most: number } | { least: number };

export function isMet(value: number, aim: Aim): boolean {
  return 'most' in aim ? value <= aim.most : value >= aim.least;
}

/** The value below which a share of the samples lies (nearest rank); NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle one; of an even number, halfway between the two in the middle. NaN without samples. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const lower = sorted[Math.ceil(half) - 1] ?? Number.NaN;
  return Number.isInteger(half) ? (lower + (sorted[half] ?? Number.NaN)) / 2 : lower;
}

/** Three digits: what follows them is noise. Whole numbers from 100 on stay whole. */
export function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
