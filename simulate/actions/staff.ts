import type { Work } from '../../core/flows/entry-acts.ts';
import { lineCloses } from '../../core/flows/line-closes.ts';
import { numberConfirmed } from '../../core/flows/number-confirmed.ts';
import { staffCalls } from '../../core/flows/staff-calls.ts';
import { staffIsActive } from '../../core/flows/staff-is-active.ts';
import { handleEntry, OUTCOMES, staffReplies, takeEntry } from '../../core/flows/work-entry.ts';
import { WorkRefused } from '../../core/flows/work-refused.ts';
import type { EntryId } from '../../core/ids.ts';
import type { Tx } from '../../core/store/writer.ts';
import { type Call, isOver } from '../../simulator/core/call.ts';
import { DANA, DESK, LINES, OWNER, STAFF } from '../practice.ts';
import type { StaffAct } from '../record.ts';
import { STAFF_TEXTS, STAFF_WORDS } from '../words.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';

const PHONES = [DESK, DANA, OWNER];
const NAMES = Object.keys(STAFF);

function legs(world: World): readonly Call[] {
  return world.simulator.state().calls.filter(call => call.direction !== 'inbound' && !isOver(call));
}

function ringing(world: World): readonly Call[] {
  return legs(world).filter(leg => leg.answeredAt === null);
}

function lifted(world: World): readonly Call[] {
  return legs(world).filter(leg => leg.answeredAt !== null);
}

async function anEntry(world: World): Promise<EntryId | null> {
  const rows = await world.office.read
    .selectFrom('entries')
    .select('id')
    .where('state', '<>', 'handled')
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.length > 0 ? world.chance.pick(rows).id : null;
}

/** Staff work an entry; what the product refuses is no failure. */
async function work(
  world: World,
  kind: StaffAct['kind'] | 'take' | 'call',
  flow: (tx: Tx, work: Work) => Promise<unknown>,
): Promise<string> {
  const entry = await anEntry(world);
  if (entry === null) return `nobody ${kind}s: the queue is empty`;
  const staff = world.chance.pick(NAMES);
  const { clock } = world;
  try {
    await world.office.write(tx => flow(tx, { entry, staff }));
  } catch (error) {
    if (error instanceof WorkRefused) return `${staff} may not ${kind}: ${error.code}`;
    throw error;
  }
  if (kind !== 'take' && kind !== 'call') {
    const phone = await phoneOf(world, entry);
    world.record.staffActs.push({ at: world.record.next(), clock, kind, entry, phone });
  }
  return `${staff} ${kind}s ${entry}`;
}

async function phoneOf(world: World, entry: EntryId): Promise<string | null> {
  const row = await world.office.read
    .selectFrom('entries')
    .leftJoin('contacts', 'contacts.id', 'entries.contact_id')
    .select('contacts.phone')
    .where('entries.id', '=', entry)
    .executeTakeFirstOrThrow();
  return row.phone;
}

export const staff: readonly Action[] = [
  {
    name: 'lift',
    weight: 26,
    can: world => ringing(world).length > 0,
    async do(world) {
      const { phone, sid } = world.chance.pick(ringing(world));
      await world.simulator.do({ type: 'answer', phone, callSid: sid });
      return `${phone} lifts`;
    },
  },
  {
    name: 'take a call and talk',
    weight: 16,
    can: world => ringing(world).length > 0,
    async do(world) {
      const { phone, sid } = world.chance.pick(ringing(world));
      await world.simulator.do({ type: 'answer', phone, callSid: sid });
      await world.pass(world.chance.between(500, 4_000));
      await world.simulator.do({ type: 'press', phone, keys: '1', callSid: sid });
      const seconds = world.chance.between(1, 90);
      await world.pass(seconds * 1_000);
      return `${phone} talks for ${seconds} s`;
    },
  },
  {
    name: 'decline',
    weight: 5,
    can: world => ringing(world).length > 0,
    async do(world) {
      const { phone, sid } = world.chance.pick(ringing(world));
      await world.simulator.do({ type: 'decline', phone, callSid: sid });
      return `${phone} declines`;
    },
  },
  {
    name: 'press 1',
    weight: 16,
    can: world => lifted(world).length > 0,
    async do(world) {
      const { phone, sid } = world.chance.pick(lifted(world));
      const keys = world.chance.percent(85) ? '1' : '7';
      await world.simulator.do({ type: 'press', phone, keys, callSid: sid });
      return `${phone} presses ${keys}`;
    },
  },
  {
    name: 'staff hang up',
    weight: 5,
    can: world => lifted(world).length > 0,
    async do(world) {
      const { phone, sid } = world.chance.pick(lifted(world));
      await world.simulator.do({ type: 'hang-up', phone, callSid: sid });
      return `${phone} hangs up`;
    },
  },
  {
    name: 'staff text',
    weight: 4,
    async do({ chance, simulator }) {
      const phone = chance.pick([DANA, OWNER]);
      const body = chance.pick(STAFF_TEXTS);
      await simulator.do({ type: 'text', phone, to: LINES[0], body });
      return `${phone} texts ${body}`;
    },
  },
  {
    name: 'take',
    weight: 3,
    do: world => work(world, 'take', (tx, work) => takeEntry(tx, world.config, work)),
  },
  {
    name: 'reply',
    weight: 5,
    do: world =>
      work(world, 'reply', (tx, work) => staffReplies(tx, world.config, { ...work, words: STAFF_WORDS })),
  },
  {
    name: 'call',
    weight: 5,
    do: world => {
      const request = String(world.chance.between(1, 1_000_000));
      const calling = { request, typed: false };
      return work(world, 'call', (tx, work) => staffCalls(tx, world.config, { ...work, ...calling }));
    },
  },
  {
    name: 'handle',
    weight: 5,
    do: world => {
      const outcome = world.chance.pick(OUTCOMES);
      return work(world, 'handle', (tx, work) => handleEntry(tx, world.config, { ...work, outcome }));
    },
  },
  {
    name: 'open an entry',
    weight: 3,
    async do(world) {
      const entry = await anEntry(world);
      const staff = world.chance.pick(NAMES);
      await world.office.write(tx => staffIsActive(tx, staff, world.chance.percent(60) ? entry : null));
      return `${staff} looks at ${entry}`;
    },
  },
  {
    name: 'confirm a number',
    weight: 2,
    do: world => work(world, 'confirm', (tx, work) => numberConfirmed(tx, world.config, work)),
  },
  {
    name: 'close the line',
    weight: 1,
    async do(world) {
      const minutes = world.chance.pick([0, 10, 120]);
      await world.office.write(tx =>
        lineCloses(tx, [world.config.lines[0]?.number ?? ''] as never, world.clock + minutes * 60_000),
      );
      return `the line closes for ${minutes} min`;
    },
  },
  {
    name: 'phone habits',
    weight: 2,
    async do({ chance, simulator }) {
      const number = chance.pick(PHONES);
      const voicemailAfterSeconds = number === DESK ? null : chance.pick([null, 4, 20]);
      const screening = number !== DESK && chance.percent(20) ? { presses: chance.pick([null, '5']) } : null;
      await simulator.do({ type: 'set-phone', number, phone: { voicemailAfterSeconds, screening } });
      return `${number}: voicemail ${voicemailAfterSeconds}, screening ${JSON.stringify(screening)}`;
    },
  },
];
