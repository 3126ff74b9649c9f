import type { Random } from '../core/ids.ts';

/** Chance from a seed (splitmix32): the same seed, the same choices, on every machine. */
export class Chance implements Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** 32 bits. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + (this.next() % (most - least + 1));
  }

  /** True so many times in a hundred. */
  percent(hundredths: number): boolean {
    return this.next() % 100 < hundredths;
  }

  pick<T>(things: readonly T[]): T {
    if (things.length === 0) throw new Error('There is nothing to pick from.');
    return things[this.next() % things.length] as T;
  }

  /** One of the things, the heavier the likelier. */
  weigh<T extends { weight: number }>(things: readonly T[]): T {
    let left = this.next() % things.reduce((sum, thing) => sum + thing.weight, 0);
    for (const thing of things) {
      left -= thing.weight;
      if (left < 0) return thing;
    }
    throw new Error('There is nothing to weigh.');
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.next() & 0xff);
  }

  /** A generator of its own, so that what one part draws never shifts what another gets. */
  branch(): Chance {
    return new Chance(this.next());
  }
}
