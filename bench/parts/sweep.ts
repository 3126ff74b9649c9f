import { callArrives } from '../../core/flows/call-arrives.ts';
import { findCallBySid } from '../../core/store/calls.ts';
import { promise } from '../../core/store/effects.ts';
import { insertVoicemail } from '../../core/store/voicemails.ts';
import type { Tx } from '../../core/store/writer.ts';
import { startCarrier } from '../carrier.ts';
import type { Effort } from '../effort.ts';
import { type Figure, percentile } from '../figures.ts';
import { fill, makeDatabase, type Sample, sampleOf } from '../fill.ts';
import { missCalls } from '../missed.ts';
import { makePractice, type Practice } from '../practice.ts';
import { freePort, memoryOf, peakOf, startServer, startWorker } from '../running.ts';
import { callerNumber } from '../webhooks.ts';

const EFFORT = {
  whole: { effects: 100_000, lines: 10, calls: 100 },
  quick: { effects: 500, lines: 20, calls: 3 },
} as const;
const HOUR = 3_600_000;

/**
 * Recordings that are all due to be deleted, as after a long outage, and calls that are missed while the worker goes
 * through them: texts to callers must not wait behind them.
 */
export async function measureSweep(effort: Effort): Promise<Figure[]> {
  const { effects, lines, calls } = EFFORT[effort];
  await using carrier = await startCarrier();
  using practice = makePractice({ port: await freePort(), carrier: carrier.url, lines });
  await makeDatabase(practice);
  fill(
    practice,
    await sampleRecording(),
    Array.from({ length: effects }, (_, n) => ({ ago: HOUR + n })),
  );
  await using _server = await startServer(practice.file);
  await using worker = await startWorker(practice.file);
  const began = performance.now();
  const samples = await missCalls(practice, carrier, 0, calls);
  const perSecond = carrier.deleted() / ((performance.now() - began) / 1000);
  const part = 'sweep';
  return [
    { part, id: 'sweep.effects', what: 'recordings due to be deleted', value: effects, unit: 'rows' },
    {
      part,
      id: 'sweep.per_second',
      what: 'deleted, each claimed and settled in a commit of its own',
      value: perSecond,
      unit: 'a second',
    },
    { part, id: 'sweep.whole', what: 'all of them at that rate', value: effects / perSecond, unit: 's' },
    {
      part,
      id: 'sweep.texts.p50',
      what: 'from missed to the carrier being asked meanwhile: p50',
      value: percentile(samples, 0.5),
      unit: 'ms',
    },
    {
      part,
      id: 'sweep.texts.p99',
      what: 'from missed to the carrier being asked meanwhile: p99',
      value: percentile(samples, 0.99),
      unit: 'ms',
      aim: { most: 250 },
    },
    {
      part,
      id: 'sweep.worker.resident',
      what: 'the worker meanwhile, resident',
      value: memoryOf(worker.pid)?.resident ?? null,
      unit: 'MB',
    },
    {
      part,
      id: 'sweep.worker.peak',
      what: 'the most it ever was',
      value: peakOf(worker.pid),
      unit: 'MB',
    },
  ];
}

/** A recording that is stored here and still lies at the carrier. */
async function sampleRecording(): Promise<Sample> {
  const sample = await sampleOf(async (tx, practice) => playRecording(tx, practice));
  return sample
    .filter(({ table, row }) =>
      table === 'effects' ? row.kind === 'delete_recording' : table === 'calls' || table === 'voicemails',
    )
    .map(({ table, row }) => ({
      table,
      row: table === 'calls' ? { ...row, contact_id: null, entry_id: null } : row,
    }));
}

async function playRecording(tx: Tx, { config, lines }: Practice): Promise<void> {
  const sid = `CA${'0'.repeat(32)}`;
  await callArrives(tx, config(), { sid, line: lines[0], from: callerNumber(0), forwardedFrom: null });
  const call = await findCallBySid(tx, sid);
  if (!call) throw new Error('The call did not arrive.');
  const recordingSid = `RE${'0'.repeat(32)}`;
  const { id } = await insertVoicemail(tx, { call: call.id, recordingSid, state: 'announced', seconds: 20 });
  await promise(tx, { kind: 'delete_recording', about: id, key: `delete:${id}` });
}
