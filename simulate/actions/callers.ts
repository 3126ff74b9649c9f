import { type Call, isOver } from '../../simulator/core/call.ts';
import { BLOCKED, LINES, PEOPLE } from '../practice.ts';
import { SPOKEN, TEXTS } from '../words.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';

function mobiles(world: World): string[] {
  return world.callers.filter(({ kind }) => kind === 'mobile').map(({ number }) => number);
}

const EVERYBODY = PEOPLE.map(({ number }) => number);

const KEYS = ['2', '*', '*', '1', '5', '911', '988', '2125550177#', '21', '#'] as const;

/** Calls that callers have on now. */
function callsOn(world: World): readonly Call[] {
  return world.simulator.state().calls.filter(call => call.direction === 'inbound' && !isOver(call));
}

function answered(world: World): readonly Call[] {
  return callsOn(world).filter(call => call.answeredAt !== null);
}

function recording(world: World): readonly Call[] {
  return callsOn(world).filter(call => call.doing?.type === 'recording');
}

export const callers: readonly Action[] = [
  {
    name: 'call',
    weight: 12,
    can: world => callsOn(world).length < 3,
    async do({ chance, simulator, callers: people }) {
      const phone = chance.percent(90) ? chance.pick(people).number : chance.pick(EVERYBODY);
      const to = chance.percent(85) ? LINES[0] : LINES[1];
      const withheld = chance.percent(12);
      const forwarded = chance.percent(6) ? { forwardedFrom: chance.pick([...EVERYBODY, ...LINES]) } : {};
      await simulator.do({ type: 'call', phone, to, withheld, ...forwarded });
      return `${phone} calls ${to}${withheld ? ' withheld' : ''}${JSON.stringify(forwarded)}`;
    },
  },
  {
    name: 'hang up',
    weight: 8,
    can: world => callsOn(world).length > 0,
    async do(world) {
      const { phone, sid } = world.chance.pick(callsOn(world));
      await world.simulator.do({ type: 'hang-up', phone, callSid: sid });
      return `${phone} hangs up`;
    },
  },
  {
    name: 'press keys',
    weight: 16,
    can: world => answered(world).length > 0,
    async do(world) {
      const { phone, sid } = world.chance.pick(answered(world));
      const keys = world.chance.pick(KEYS);
      await world.simulator.do({ type: 'press', phone, keys, callSid: sid });
      return `${phone} presses ${keys}`;
    },
  },
  {
    name: 'speak',
    weight: 14,
    can: world => recording(world).length > 0,
    async do(world) {
      const { phone, sid } = world.chance.pick(recording(world));
      const seconds = world.chance.pick([1, 3, 12]);
      await world.simulator.do({ type: 'speak', phone, words: SPOKEN, seconds, callSid: sid });
      return `${phone} speaks for ${seconds} s`;
    },
  },
  {
    name: 'text',
    weight: 14,
    async do(world) {
      const { chance, simulator } = world;
      const phone = chance.percent(97) ? chance.pick(mobiles(world)) : BLOCKED;
      const { body } = chance.weigh(TEXTS);
      const to = chance.percent(85) ? LINES[0] : LINES[1];
      const media = chance.percent(5) ? 1 : 0;
      await simulator.do({ type: 'text', phone, to, body, media });
      return `${phone} texts ${to}: ${body}${media > 0 ? ' (picture)' : ''}`;
    },
  },
  {
    name: 'texts in a row',
    weight: 4,
    async do(world) {
      const phone = world.chance.pick(mobiles(world));
      const bodies = [1, 2, 3].map(() => world.chance.weigh(TEXTS).body);
      for (const body of bodies) {
        await world.simulator.do({ type: 'text', phone, to: LINES[0], body });
        if (world.chance.percent(50)) await world.pass(world.chance.between(1, 4_000));
      }
      return `${phone} texts ${bodies.join(' / ')}`;
    },
  },
  {
    name: 'plays with the menu',
    weight: 2,
    async do(world) {
      const phone = world.chance.pick(mobiles(world));
      const times = world.chance.between(3, 9);
      for (let time = 0; time < times; time += 1) {
        await world.simulator.do({ type: 'text', phone, to: LINES[0], body: '3' });
        await world.pass(world.chance.between(1, 20_000));
      }
      return `${phone} texts 3, ${times} times`;
    },
  },
];
