import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../core/ids.ts';
import { cookieOf, DEVICE_COOKIE } from './cookies.ts';

const DAY = 86_400;
/** Anew with each signing in. In seconds. */
export const DEVICE_SECONDS = 180 * DAY;
/** A laptop at the counter is many people's. */
const MOST_ACCOUNTS = 8;

/**
 * Browsers in which somebody has signed in, second factor and all. The cookie holds a number of the browser's own and, for
 * each account, a keyed hash over that number, the account and the day it ends: nothing about anybody, and nothing is kept
 * here. It opens nothing; a known browser only meets fewer obstacles on the way to a wrong password.
 */
export class KnownDevices {
  readonly #key: string;
  readonly #random: Random;

  constructor(key: string, random: Random) {
    this.#key = key;
    this.#random = random;
  }

  /** Whether this browser has signed in to the account before. `now` in epoch milliseconds. */
  knows(headers: Headers, account: string, now: number): boolean {
    const { device, proofs } = this.#read(headers, now);
    return proofs.some(({ day, proof }) => equal(proof, this.#proof(device, account, day)));
  }

  /** The cookie's value from now on. */
  remember(headers: Headers, account: string, now: number): string {
    const { device, proofs } = this.#read(headers, now);
    const day = Math.floor(now / 1_000 / DAY) + DEVICE_SECONDS / DAY;
    const others = proofs.filter(({ day, proof }) => !equal(proof, this.#proof(device, account, day)));
    const all = [{ day, proof: this.#proof(device, account, day) }, ...others].slice(0, MOST_ACCOUNTS);
    return [device, ...all.map(one => `${one.day}~${one.proof}`)].join('.');
  }

  #read(headers: Headers, now: number): { device: string; proofs: { day: number; proof: string }[] } {
    const [device = '', ...rest] = (cookieOf(headers, DEVICE_COOKIE) ?? '').split('.');
    if (!/^[\w-]{22}$/.test(device)) {
      return { device: Buffer.from(this.#random.bytes(16)).toString('base64url'), proofs: [] };
    }
    const proofs = rest.slice(0, MOST_ACCOUNTS).flatMap(part => {
      const [, day, proof] = /^(\d{1,6})~([\w-]{43})$/.exec(part) ?? [];
      if (day === undefined || proof === undefined || Number(day) < now / 1_000 / DAY) return [];
      return [{ day: Number(day), proof }];
    });
    return { device, proofs };
  }

  #proof(device: string, account: string, day: number): string {
    return createHmac('sha256', this.#key).update(`${device} ${day} ${account}`).digest('base64url');
  }
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
