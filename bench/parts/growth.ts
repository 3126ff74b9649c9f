import { type AgedPractice, type Amount, type Busy, type Quiet, startAged } from '../aged.ts';
import type { Effort } from '../effort.ts';
import { type Figure, median, type Unit } from '../figures.ts';

const EFFORT = {
  whole: { few: 1_000, many: 100_000, waiting: 40, rounds: 5, amount: { calls: 400, paced: 75, looks: 100 } },
  quick: { few: 100, many: 200, waiting: 4, rounds: 1, amount: { calls: 32, paced: 5, looks: 5 } },
} as const;

type Measured = keyof Busy | keyof Quiet;

const MEASURED: Readonly<Record<Measured, readonly [what: string, unit: Unit]>> = {
  per_second: ['webhook throughput', 'a second'],
  p50: ['webhook at 50 a second: p50', 'ms'],
  text_p50: ['text of a known contact at 50 a second: p50', 'ms'],
  commit_p50: ['one commit: p50', 'ms'],
  queue_p50: ['reading the queue: p50', 'ms'],
  look_p50: ['the worker looking for what is due: p50', 'ms'],
};

/** A practice when it is young and one with a hundred times the past, in turns; as many entries wait in both. */
export async function measureGrowth(effort: Effort): Promise<Figure[]> {
  const { few, many, waiting, rounds, amount } = EFFORT[effort];
  await using young = await startAged(few, waiting);
  await using old = await startAged(many, waiting);
  const [fewRounds, manyRounds] = await inTurns(young, old, rounds, amount);
  const keys = Object.keys(MEASURED) as Measured[];
  return keys.flatMap(key => [figureOf(key, 'few', few, fewRounds), figureOf(key, 'many', many, manyRounds)]);
}

type Round = Quiet & Busy;

async function inTurns(
  young: AgedPractice,
  old: AgedPractice,
  rounds: number,
  amount: Amount,
): Promise<[Round[], Round[]]> {
  const quiet: [Quiet, Quiet][] = [];
  for (let n = 0; n < rounds; n += 1) quiet.push([await young.quiet(amount), await old.quiet(amount)]);
  const all: [Round[], Round[]] = [[], []];
  for (const [youngQuiet, oldQuiet] of quiet) {
    all[0].push({ ...youngQuiet, ...(await young.busy(amount)) });
    all[1].push({ ...oldQuiet, ...(await old.busy(amount)) });
  }
  return all;
}

function figureOf(key: Measured, size: 'few' | 'many', calls: number, rounds: readonly Round[]): Figure {
  const [what, unit] = MEASURED[key];
  return {
    part: 'growth',
    id: `growth.${key}.${size}`,
    what: `${what}, after ${calls.toLocaleString('en')} calls`,
    value: median(rounds.map(round => round[key])),
    unit,
  };
}
