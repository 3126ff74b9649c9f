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

  /** Takes one; 0 when it was there, else the milliseconds until it will be. */
  take(key: string, now: number): number {
    const { burst, refill, keys } = this.#rules;
    const known = this.#levels.get(key);
    // A clock that was set back must not leave anybody waiting for it.
    const waited = known ? Math.max(0, now - known.at) : 0;
    const level = known ? Math.min(burst, known.level + waited / refill) : burst;
    const left = level >= 1 ? level - 1 : level;
    this.#levels.delete(key);
    this.#levels.set(key, { level: left, at: now });
    if (this.#levels.size > keys) {
      const oldest = this.#levels.keys().next();
      if (!oldest.done) this.#levels.delete(oldest.value);
    }
    return level >= 1 ? 0 : Math.ceil((1 - level) * refill);
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

/**
 * How often forms are taken. A link has a bucket of its own, so that whoever holds one is never locked out by strangers;
 * strangers share one by address (an office or a mobile carrier can stand behind one address) and one in total.
 */
export class FormLimits {
  readonly #links = new Buckets({ burst: 10, refill: MINUTE, keys: 10_000 });
  readonly #addresses = new Buckets({ burst: 8, refill: MINUTE, keys: 10_000 });
  readonly #strangers = new Buckets({ burst: 60, refill: 5_000, keys: 1 });

  /** 0 when a form with this open link may come in, else milliseconds to wait. */
  link(token: string, now: number): number {
    return this.#links.take(token, now);
  }

  /** The same for a form without a link. One that its address holds back takes nothing from the total. */
  stranger(address: string, now: number): number {
    return this.#addresses.take(senderOf(address), now) || this.#strangers.take('', now);
  }
}
