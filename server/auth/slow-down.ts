import { Buckets, senderOf } from '../pages/rate-limit.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Failures that cost nothing: people mistype, and try the password that they had before. */
const FREE = 3;
const LONGEST_WAIT = 15 * MINUTE;
const FORGOTTEN = HOUR;
const PAIRS = 10_000;

/** One try at a password. */
export interface Try {
  /** Where it came from. */
  address: string;
  /** What it was at: the keyed hash of an email address, or a session's id. */
  account: string;
  /** Whether this browser has signed in to this very account before. */
  knownDevice: boolean;
}

/**
 * Makes guessing slow. Each pair of sender and account waits longer with every failure, to a quarter of an hour; one
 * sender has so many tries at all accounts together, one account so many from all senders, and all strangers together so
 * many, since each costs a hash and a row of the audit log. A browser that has signed in to the account before counts by
 * itself and meets none of the last three, so that no stranger can lock it out, wherever they stand. In memory alone and bounded: no address is kept, and a restart forgets.
 */
export class SlowDown {
  readonly #pairs = new Map<string, { failures: number; until: number; at: number }>();
  readonly #senders = new Buckets({ burst: 30, refill: MINUTE, keys: PAIRS });
  readonly #accounts = new Buckets({ burst: 20, refill: 30 * SECOND, keys: PAIRS });

  readonly #strangers = new Buckets({ burst: 200, refill: SECOND, keys: 1 });

  /**
   * Begins a try, which counts as failed until it has `succeeded`: of many at once no more get through than one after
   * another. 0 when it may go on, else milliseconds to wait, and then it does not count.
   */
  begin(one: Try, now: number): number {
    const key = pairOf(one);
    const known = this.#pairs.get(key);
    // A clock that was set back must not leave anybody waiting for it.
    const pair = known && Math.abs(now - known.at) < FORGOTTEN ? known : { failures: 0, until: 0, at: now };
    if (pair.until > now) return pair.until - now;
    if (!one.knownDevice) {
      const sender = senderOf(one.address);
      const wait = Math.max(
        this.#senders.wait(sender, now),
        this.#accounts.wait(one.account, now),
        this.#strangers.wait('', now),
      );
      if (wait > 0) return wait;
      this.#senders.take(sender, now);
      this.#accounts.take(one.account, now);
      this.#strangers.take('', now);
    }
    const failures = pair.failures + 1;
    const pause = failures < FREE ? 0 : Math.min(LONGEST_WAIT, 2 ** (failures - FREE) * SECOND);
    this.#pairs.delete(key);
    this.#pairs.set(key, { failures, until: now + pause, at: now });
    const oldest = this.#pairs.size > PAIRS ? this.#pairs.keys().next() : null;
    if (oldest && !oldest.done) this.#pairs.delete(oldest.value);
    return 0;
  }

  /** The password was right: this pair begins afresh. */
  succeeded(one: Try): void {
    this.#pairs.delete(pairOf(one));
  }
}

function pairOf({ address, account, knownDevice }: Try): string {
  return knownDevice ? `device ${account}` : `${senderOf(address)} ${account}`;
}
