import type { Action } from './action.ts';

const MINUTE = 60_000;

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
    weight: 14,
    async do(world) {
      const seconds = world.chance.between(3, 60);
      await world.pass(seconds * 1_000);
      return `${seconds} s`;
    },
  },
  {
    name: 'minutes',
    weight: 4,
    async do(world) {
      const minutes = world.chance.between(1, 20);
      await world.pass(minutes * MINUTE);
      return `${minutes} min`;
    },
  },
  {
    name: 'hours',
    weight: 1,
    async do(world) {
      const hours = world.chance.between(1, 20);
      await world.pass(hours * 60 * MINUTE);
      return `${hours} h`;
    },
  },
];
