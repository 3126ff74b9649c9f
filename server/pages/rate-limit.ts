import { isIPv6 } from 'node:net';

export interface BucketRules {
  /** How many may come at once. */
  readonly burst: number;
  /** Milliseconds after which one more may come. */
  readonly refill: number;
  /** How many keys are remembered; beyond that the one unused for longest starts afresh. */
  readonly keys: number;
}

/** Token buckets by key, in memory and bounded. Times are epoch milliseconds. */
export class Buckets {
  readonly #rules: BucketRules;
  readonly #levels = new Map<string, { level: number; at: number }>();

  constructor(rules: BucketRules) {
    this.#rules = rules;
  }

  /** Milliseconds until one will be there; 0 when it is. Takes nothing. */
  wait(key: string, now: number): number {
    const level = this.#level(key, now);
    return level >= 1 ? 0 : Math.ceil((1 - level) * this.#rules.refill);
  }

  /** Takes one; 0 when it was there, else the milliseconds until it will be. */
  take(key: string, now: number): number {
    const level = this.#level(key, now);
    const wait = this.wait(key, now);
    this.#levels.delete(key);
    this.#levels.set(key, { level: wait === 0 ? level - 1 : level, at: now });
    if (this.#levels.size > this.#rules.keys) {
      const oldest = this.#levels.keys().next();
      if (!oldest.done) this.#levels.delete(oldest.value);
    }
    return wait;
  }

  #level(key: string, now: number): number {
    const { burst, refill } = this.#rules;
    const known = this.#levels.get(key);
    if (!known) return burst;
    // A clock that was set back must not leave anybody waiting for it.
    return Math.min(burst, known.level + Math.max(0, now - known.at) / refill);
  }
}

/**
 * What counts as one sender: an IPv4 address, or the /64 of an IPv6 address, since one household or phone has a whole
 * /64 to choose from (RFC 6177).
 */
export function senderOf(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!isIPv6(bare)) return bare.slice(0, 64);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = bare.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : 8 - groups.length - after.length - (bare.includes('.') ? 1 : 0);
  const all = [...groups, ...Array<string>(Math.max(0, gap)).fill('0'), ...after];
  return `${all
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KEYS = 10_000;

/** So many in a day, spread as they come. */
function daily(count: number): BucketRules {
  return { burst: count, refill: DAY / count, keys: KEYS };
}

/**
 * How often forms are taken. A link has buckets of its own, so that whoever holds one is never locked out by strangers;
 * strangers share some by address (an office or a mobile carrier can stand behind one address) and some in total. Those
 * by the minute stop a burst; those by the day bound what it can cost in disk and alerts when it never ends: each form
 * takes up to some 10 KiB, and one with crisis words alerts at once. In memory alone: no address is ever stored.
 */
export class FormLimits {
  readonly #link = [new Buckets({ burst: 10, refill: MINUTE, keys: KEYS }), new Buckets(daily(60))];
  readonly #address = [new Buckets({ burst: 8, refill: MINUTE, keys: KEYS }), new Buckets(daily(100))];
  readonly #strangers = [new Buckets({ burst: 60, refill: 5_000, keys: 1 }), new Buckets(daily(500))];

  /** 0 when a form with this open link may come in, else milliseconds to wait. */
  link(token: string, now: number): number {
    return takeAll(
      this.#link.map(buckets => ({ buckets, key: token })),
      now,
    );
  }

  /** The same for a form without a link. One that is held back takes nothing from anybody. */
  stranger(address: string, now: number): number {
    const sender = senderOf(address);
    return takeAll(
      [
        ...this.#address.map(buckets => ({ buckets, key: sender })),
        ...this.#strangers.map(buckets => ({ buckets, key: '' })),
      ],
      now,
    );
  }
}

/** Takes one from each, or from none; 0, or the milliseconds until each will have one. */
function takeAll(asked: readonly { buckets: Buckets; key: string }[], now: number): number {
  const wait = Math.max(...asked.map(({ buckets, key }) => buckets.wait(key, now)));
  if (wait === 0) for (const { buckets, key } of asked) buckets.take(key, now);
  return wait;
}
