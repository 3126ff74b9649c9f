import type { State } from './state.ts';

/** The next 32 bits of the seeded generator in the state (splitmix32): the same seed, the same run. */
export function nextChance(state: State): number {
  state.chance = (state.chance + 0x9e3779b9) | 0;
  let mixed = state.chance;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** A Twilio-like identifier: the prefix and 32 hexadecimal digits. */
export function newSid(state: State, prefix: 'CA' | 'SM' | 'MM' | 'RE' | 'ME'): string {
  let digits = '';
  while (digits.length < 32) digits += nextChance(state).toString(16).padStart(8, '0');
  return prefix + digits;
}
