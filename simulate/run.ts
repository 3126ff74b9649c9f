import { createHash } from 'node:crypto';
import { takeEntry } from '../core/flows/work-entry.ts';
import { isOver } from '../simulator/core/call.ts';
import type { Action } from './actions/action.ts';
import { callers } from './actions/callers.ts';
import { forms } from './actions/forms.ts';
import { staff } from './actions/staff.ts';
import { time } from './actions/time.ts';
import { trouble } from './actions/trouble.ts';
import { Chance } from './chance.ts';
import { type Facts, type Rows, readRows } from './facts.ts';
import { INVARIANTS } from './invariants/index.ts';
import { met } from './met.ts';
import { World } from './world.ts';

const ACTIONS: readonly Action[] = [...callers, ...staff, ...forms, ...trouble, ...time];

export const STEPS = 60;
const MINUTE = 60_000;
const DAY = 86_400_000;

/** A promise that did not hold. */
export interface Breach {
  invariant: string;
  /** After which step; one more than all steps is the end. */
  step: number;
  what: string[];
}

export interface Run {
  seed: number;
  breach: Breach | null;
  /** Everything that happened, in order: the same for the same seed, to the byte. */
  trace: string;
  /** What it came across, each as often as it did. */
  met: readonly string[];
}

/** Plays one seed: so many things that people and machines may do, then calm, and a look at what must hold. */
export async function run(seed: number, steps = STEPS): Promise<Run> {
  const chance = new Chance(seed);
  const world = await World.begin(chance);
  const { trace } = world.record;
  let before: Rows | null = null;
  let step = 0;
  let known = -1;
  let seen: readonly string[] = [];
  const look = async (when: 'always' | 'end'): Promise<Breach | null> => {
    // The version is new whenever a process has committed, and the office's own writes come by the same file.
    const version = world.office.dataVersion();
    const rows = before && version === known ? before : await readRows(world.office);
    known = version;
    const facts: Facts = { rows, before, carrier: world.simulator.state(), record: world.record, world };
    before = rows;
    if (when === 'end') seen = met(facts);
    for (const { name, when: asked, broken } of INVARIANTS) {
      if (asked === 'end' && when !== 'end') continue;
      const what = broken(facts);
      if (what.length > 0) return { invariant: name, step, what };
    }
    return null;
  };
  const result = (breach: Breach | null): Run => ({ seed, breach, trace: trace.join('\n'), met: seen });
  try {
    for (step = 1; step <= steps; step += 1) {
      await takeStep(world, step);
      const breach = await look('always');
      if (breach) return result(breach);
    }
    await calmDown(world);
    trace.push(`the rows ${digest(await readRows(world.office))}`);
    return result(await look('end'));
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error);
    return result({ invariant: 'nothing hangs and nothing breaks', step, what: [what] });
  } finally {
    await world.end();
  }
}

async function takeStep(world: World, step: number): Promise<void> {
  const { trace } = world.record;
  const { name, do: act } = world.chance.weigh(ACTIONS.filter(one => one.can?.(world) ?? true));
  trace.push(`${step}. ${new Date(world.time).toISOString()} ${name}`);
  const said = await act(world).catch(error => {
    // A person can't do what the phone doesn't allow, and that is all.
    if (error instanceof Error && error.message.endsWith('.')) return `impossible: ${error.message}`;
    throw error;
  });
  await world.settle();
  trace.push(`  = ${said}`);
}

/** All trouble ends, everybody hangs up, and a week passes. */
async function calmDown(world: World): Promise<void> {
  const { simulator, server, worker, record } = world;
  record.trace.push('calm');
  world.calm = true;
  world.powerIsBack();
  worker.trouble.refused = 0;
  worker.trouble.stalled = 0;
  await simulator.do({ type: 'clear-faults' });
  await world.pass(30 * MINUTE);
  server.life.diskFails = false;
  worker.life.diskFails = false;
  for (const call of simulator.state().calls.filter(one => !isOver(one))) {
    await simulator.do({ type: 'hang-up', phone: call.phone, callSid: call.sid }).catch(() => {});
  }
  // Time for all that was missed to be heard of; then the reading of lists, which never ends, is left aside.
  await world.pass(45 * MINUTE);
  await world.office.write(tx =>
    tx.db.updateTable('effects').set({ state: 'cancelled' }).where('kind', '=', 'catch_up').execute(),
  );
  const from = world.clock;
  await world.pass(DAY);
  const { entries } = await readRows(world.office);
  record.calmDay = { from, until: world.clock, entries };
  await takeCrises(world);
  // Longer than a week, for what is said once a day and not on every day.
  await world.pass(14 * DAY);
}

/** Somebody takes what is never silent until somebody does. */
async function takeCrises({ office, config, record }: World): Promise<void> {
  const crises = await office.read
    .selectFrom('entries')
    .select('id')
    .where('strongest', '=', 'crisis')
    .where('state', '<>', 'handled')
    .execute();
  for (const { id: entry } of crises) {
    await office
      .write(tx => takeEntry(tx, config, { entry, staff: 'dana' }))
      .catch(error => record.trace.push(`  ${entry}: ${error.message}`));
  }
}

function digest(rows: Rows): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}
