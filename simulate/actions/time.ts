import { isOver } from '../../simulator/core/call.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

function somebodyIsOnTheLine(world: World): boolean {
  return world.simulator.state().calls.some(call => !isOver(call));
}

function somebodyCalls(world: World): boolean {
  return world.simulator.state().calls.some(call => call.direction === 'inbound' && !isOver(call));
}

/** Lets time pass until something holds of the calls, at most two minutes. */
async function passUntil(world: World, holds: (calls: World['simulator']) => boolean): Promise<string> {
  let seconds = 0;
  for (; seconds < 120 && !holds(world.simulator); seconds += 1) await world.pass(SECOND);
  return `${seconds} s`;
}

export const time: readonly Action[] = [
  {
    name: 'a moment',
    weight: 14,
    async do(world) {
      const milliseconds = world.chance.between(1, 3_000);
      await world.pass(milliseconds);
      return `${milliseconds} ms`;
    },
  },
  {
    name: 'a while',
    weight: 10,
    async do(world) {
      const seconds = world.chance.between(3, 60);
      await world.pass(seconds * SECOND);
      return `${seconds} s`;
    },
  },
  {
    name: 'until a phone rings',
    weight: 8,
    can: somebodyCalls,
    do: world =>
      passUntil(world, simulator =>
        simulator.state().calls.some(call => call.status === 'ringing' && call.direction !== 'inbound'),
      ),
  },
  {
    name: 'until the tone',
    weight: 12,
    can: somebodyCalls,
    do: world =>
      passUntil(world, simulator => simulator.state().calls.some(call => call.doing?.type === 'recording')),
  },
  {
    name: 'minutes',
    weight: 5,
    async do(world) {
      const minutes = world.chance.between(1, 20);
      await world.pass(minutes * MINUTE);
      return `${minutes} min`;
    },
  },
  {
    name: 'hours',
    weight: 2,
    can: world => !somebodyIsOnTheLine(world),
    async do(world) {
      const hours = world.chance.between(1, 20);
      await world.pass(hours * 60 * MINUTE);
      return `${hours} h`;
    },
  },
];
