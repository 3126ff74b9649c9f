import { type StaffCalling, staffCalls } from '../../core/flows/staff-calls.ts';
import type { Phone } from '../../core/ids.ts';
import type { StaffCallRow } from '../../core/store/schema.ts';
import { untilSaid } from './calling.ts';
import { newestEntryId, text, work } from './texting.ts';
import { DANA, ROBIN, World, type WorldOptions } from './world.ts';

/** Robin has asked for a call back, and the confirmation has arrived. */
export async function robinAsks(options: WorldOptions = {}): Promise<World> {
  const world = await World.begin(options);
  await text(world, ROBIN, '1');
  await world.pass(5);
  return world;
}

let presses = 0;

/** Dana presses Call at the newest entry. */
export async function callRobin(world: World, more: Partial<StaffCalling> = {}) {
  presses += 1;
  const entry = await newestEntryId(world);
  const calling = { entry, staff: 'dana', request: `press ${presses}`, typed: false, ...more };
  return work(world, (tx, config) => staffCalls(tx, config, calling));
}

/** The newest call of staff, as it is stored. */
export async function staffCall(world: World): Promise<StaffCallRow> {
  return world.store.read
    .selectFrom('staff_calls')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** Dana lifts her phone and presses 1 when she is asked to. */
export async function danaPresses(world: World, keys = '1'): Promise<void> {
  await world.pass(3);
  await world.do({ type: 'answer', phone: DANA });
  await untilSaid(world, DANA, 'Press 1');
  await world.do({ type: 'press', phone: DANA, keys });
}

/** How the newest call of staff stands. */
export async function standing(world: World): Promise<string> {
  return (await staffCall(world)).state;
}

/** Since when automation is quiet with Robin. */
export async function quietSince(world: World): Promise<number | null> {
  const contact = await world.store.read
    .selectFrom('contacts')
    .select('staff_wrote_at')
    .where('phone', '=', ROBIN as Phone)
    .executeTakeFirstOrThrow();
  return contact.staff_wrote_at;
}
