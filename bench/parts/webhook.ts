import { en } from '../../core/texts/en.ts';
import { letTextsAge } from '../aging.ts';
import { FIXED_TWIML } from '../contenders/fixed-twiml.ts';
import type { Effort } from '../effort.ts';
import { type Figure, median, percentile } from '../figures.ts';
import { closedLoop, openLoop } from '../load.ts';
import { makePractice } from '../practice.ts';
import { cpuOf, freePort, startContender, startServer } from '../running.ts';
import { callerNumber, callWebhook } from '../webhooks.ts';

const AT_ONCE = 32;
const PER_SECOND = 50;

/** `calls` make each closed loop about as long; `paced` are sent at fifty a second. */
const EFFORT = {
  whole: { rounds: 7, warm: 600, calls: { app: 600, bare: 2_400, express: 1_200 }, paced: 150 },
  quick: { rounds: 1, warm: 32, calls: { app: 32, bare: 32, express: 32 }, paced: 10 },
} as const;

type Name = 'app' | 'bare' | 'express';

const NAMES: Readonly<Record<Name, string>> = {
  app: 'Second Ring, durable and encrypted',
  bare: 'bare Hono, signature and fixed TwiML',
  express: 'Express, one synced row, not encrypted',
};

interface Round {
  perSecond: number;
  /** Milliseconds of a core for each answer; NaN where the system does not tell. */
  cpu: number;
  p50: number;
  p99: number;
}

/**
 * The webhook of a missed call beside what answers the same with less, and beside what one would write instead. Each is
 * a process of its own; they take turns, so that a noisy moment of the machine meets all of them.
 */
export async function measureWebhook(effort: Effort): Promise<Figure[]> {
  const { rounds, warm, calls, paced } = EFFORT[effort];
  const [appPort, barePort, expressPort] = [await freePort(), await freePort(), await freePort()];
  using practice = makePractice({ port: appPort });
  await using app = await startServer(practice.file);
  await using _keeper = await startContender('log-keeper', [practice.folder, practice.key]);
  await using bare = await startContender('bare', [barePort]);
  await using express = await startContender('express', [expressPort, `${practice.folder}/express.db`]);

  const urls = { app: practice.publicUrl, bare: local(barePort), express: local(expressPort) };
  const expected = { app: en.voice.text_on_its_way, bare: FIXED_TWIML, express: FIXED_TWIML };
  let callers = 0;
  const newCalls = (name: Name, count: number) =>
    Array.from({ length: count }, () => {
      // Only the product tells callers apart, and there are not numbers enough for all three.
      const from = callerNumber(name === 'app' ? callers++ : 0);
      return callWebhook(urls[name], from, practice.lines[0]);
    });

  const pids = { app: app.pid, bare: bare.pid, express: express.pid };
  const names = ['app', 'bare', 'express'] as const;
  for (const name of names) await closedLoop(newCalls(name, warm), AT_ONCE, expected[name]);
  const measured: Record<Name, Round[]> = { app: [], bare: [], express: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      if (name === 'app') letTextsAge(practice);
      const used = cpuOf(pids[name]) ?? Number.NaN;
      const perSecond = await closedLoop(newCalls(name, calls[name]), AT_ONCE, expected[name]);
      const cpu = ((cpuOf(pids[name]) ?? Number.NaN) - used) / calls[name];
      if (name === 'app') letTextsAge(practice);
      const samples = await openLoop(newCalls(name, paced), PER_SECOND, expected[name]);
      measured[name].push({ perSecond, cpu, p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) });
    }
  }
  return [...names.flatMap(name => figuresOf(name, measured[name])), ...compared(measured)];
}

function local(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function figuresOf(name: Name, rounds: readonly Round[]): Figure[] {
  const of = (key: keyof Round) => median(rounds.map(round => round[key]));
  const part = 'webhook';
  const what = NAMES[name];
  return [
    {
      part,
      id: `webhook.per_second.${name}`,
      what: `${what}: throughput`,
      value: of('perSecond'),
      unit: 'a second',
    },
    {
      part,
      id: `webhook.cpu.${name}`,
      what: `${what}: a core's time for each`,
      value: Number.isNaN(of('cpu')) ? null : of('cpu'),
      unit: 'ms',
    },
    { part, id: `webhook.p50.${name}`, what: `${what}: p50 at 50 a second`, value: of('p50'), unit: 'ms' },
    { part, id: `webhook.p99.${name}`, what: `${what}: p99 at 50 a second`, value: of('p99'), unit: 'ms' },
  ];
}

/** The middle of the rounds' own ratios: what both had to bear in a round cancels out. */
function compared({ app, bare, express }: Readonly<Record<Name, readonly Round[]>>): Figure[] {
  const ratio = (other: readonly Round[], key: keyof Round) =>
    median(app.map((round, n) => round[key] / (other[n]?.[key] ?? Number.NaN)));
  const part = 'webhook';
  return [
    {
      part,
      id: 'webhook.p99.app_to_bare',
      what: 'p99 at 50 a second, beside the bare route',
      value: ratio(bare, 'p99'),
      unit: 'times',
      aim: { most: 3 },
    },
    {
      part,
      id: 'webhook.per_second.app_to_bare',
      what: 'throughput, beside the bare route',
      value: ratio(bare, 'perSecond'),
      unit: 'times',
      aim: { least: 0.4 },
    },
    {
      part,
      id: 'webhook.per_second.app_to_express',
      what: 'throughput, beside Express',
      value: ratio(express, 'perSecond'),
      unit: 'times',
      aim: { least: 1 },
    },
  ];
}
