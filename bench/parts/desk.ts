import { systemClock } from '../../core/clock.ts';
import { systemRandom } from '../../core/ids.ts';
import { clockSpans, type Period, periodUntil } from '../../core/rules/numbers.ts';
import { readSearch } from '../../core/rules/search-words.ts';
import { countNumbers } from '../../core/store/numbers.ts';
import type { Reads } from '../../core/store/query.ts';
import { type QueueFilter, queuePage } from '../../core/store/queue-page.ts';
import { searchQueue } from '../../core/store/search.ts';
import { openStore } from '../../core/store/store.ts';
import { timelinePage } from '../../core/store/timeline.ts';
import { BUSIEST, contact, fillDesk, nameOf, phone, WORDS, word } from '../desk-history.ts';
import type { Effort } from '../effort.ts';
import { type Figure, percentile } from '../figures.ts';
import { makeDatabase } from '../fill.ts';
import { makePractice } from '../practice.ts';

/** Entries; each has ten texts. */
const EFFORT = {
  whole: { sizes: [1_000, 10_000, 100_000], rounds: 300 },
  quick: { sizes: [100], rounds: 5 },
} as const;
const ZONE = 'America/New_York';
const WEEK = 7 * 86_400_000;
const FILTER: QueueFilter = { state: null, whose: 'all', ask: null, line: null, onlyFor: null };

/** What a desk asks, of ever more rows: it should grow no faster than their logarithm. */
export async function measureDesk(effort: Effort): Promise<Figure[]> {
  const { sizes, rounds } = EFFORT[effort];
  const figures: Figure[] = [];
  for (const size of sizes) {
    using practice = makePractice({ port: 1, lines: 2 });
    await makeDatabase(practice);
    const now = Date.now();
    fillDesk(practice, size, now);
    const store = openStore({ ...practice, clock: systemClock, random: systemRandom, migrates: false });
    try {
      for (const [name, ask] of Object.entries(asked(store, { size, now, line: practice.lines[1] ?? '' }))) {
        for (let round = 0; round < rounds / 10; round += 1) await ask(round);
        const samples: number[] = [];
        const before = process.cpuUsage();
        // Others than those that were asked to warm up.
        for (let round = 0; round < rounds; round += 1) samples.push(await timed(() => ask(round + rounds)));
        const { user, system } = process.cpuUsage(before);
        const [core, ...times] = figuresOf(name, size, samples, (user + system) / 1000 / rounds);
        // How it grows shows in the core's time; how long it takes at the largest size is what was promised.
        figures.push(core, ...(size === sizes.at(-1) ? times : []));
      }
    } finally {
      await store.close();
    }
  }
  return figures;
}

/** `core`: what each took of a core's time on average, which hardly minds what else the machine does. */
function figuresOf(
  name: string,
  size: number,
  samples: readonly number[],
  core: number,
): [Figure, ...Figure[]] {
  const id = `desk.${name.replaceAll(/\W+/g, '_')}`;
  const of = `${name}, of ${size.toLocaleString('en')} entries`;
  return [
    {
      part: 'desk',
      id: `${id}.core.${size}`,
      what: `${of}: a core's time for each`,
      value: core,
      unit: 'ms',
    },
    {
      part: 'desk',
      id: `${id}.p50.${size}`,
      what: `${of}: p50`,
      value: percentile(samples, 0.5),
      unit: 'ms',
    },
    {
      part: 'desk',
      id: `${id}.p99.${size}`,
      what: `${of}: p99`,
      value: percentile(samples, 0.99),
      unit: 'ms',
      // Three months are counted in parts, between which others have their turn.
      ...(name === 'the numbers of 90 days' ? {} : { aim: { most: 20 } }),
    },
  ];
}

async function timed(act: () => unknown): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

function asked(
  reads: Reads,
  { size, now, line }: { size: number; now: number; line: string },
): Record<string, (round: number) => unknown> {
  const looking = { most: 50, user: 'dana', now, timeZone: ZONE };
  const page = (filter: Partial<QueueFilter>) =>
    queuePage(reads, { ...FILTER, ...filter }, { ...looking, after: null });
  const pick = (round: number) => (round * 7_919) % size;
  const search = (typed: string, filter: Partial<QueueFilter> = {}) =>
    searchQueue(reads, { ...FILTER, ...filter }, readSearch(typed), { ...looking, after: null });
  const often = (round: number) => word(1 + (round % 20));
  const rarely = (round: number) => word(WORDS - 1 - (pick(round) % (WORDS / 4)));
  const numbers = (days: Period, longest: number) =>
    countNumbers(
      reads,
      clockSpans(periodUntil(Temporal.Instant.fromEpochMilliseconds(now), days, ZONE), ZONE, longest),
      null,
    );
  return {
    'the queue': () => page({}),
    'the queue of one line': () => page({ line: line as QueueFilter['line'] }),
    "the queue, nobody's": () => page({ whose: 'unassigned' }),
    'the queue by ask': () => page({ ask: 'crisis' }),
    'what is handled': () => page({ state: 'handled' }),
    'a filter that fits nothing': () => page({ state: 'handled', ask: 'message' }),
    'a rare word': round => search(rarely(round)),
    'a common word': round => search(often(round)),
    'a common word among crises': round => search(often(round), { ask: 'crisis' }),
    'the beginning of a word': round => search(rarely(round).slice(0, 3)),
    'a name': round => search(nameOf(pick(round) - (pick(round) % 2))),
    'a number': round => search(phone(pick(round)).slice(1)),
    "a number's end": round => search(phone(pick(round)).slice(-10)),
    'two common words': round => search(`${often(round)} ${often(round + 1)}`),
    'a rare and a common word': round => search(`${rarely(round)} ${often(round)}`),
    'two words that never meet': () => search('morning evening'),
    'a conversation': round =>
      timelinePage(reads, { contact: contact(pick(round), size) }, { before: null, most: 50 }),
    'a conversation of a hundred entries': () =>
      timelinePage(reads, { contact: BUSIEST }, { before: null, most: 50 }),
    'a week of the numbers': () => numbers(7, WEEK),
    'the numbers of 90 days': () => numbers(90, WEEK),
  };
}
