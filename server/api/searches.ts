import { appendAudit } from '../../core/store/audit.ts';
import type { Store } from '../../core/store/store.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';

/** Words that are typed on within this time are one search, in milliseconds. */
const ONE_SEARCH = 10_000;
/** Nobody types on one for longer: whoever looks for one person after another without a pause has searched again. */
const LONGEST_SEARCH = 60_000;
/** Sessions that are remembered; more are open nowhere. */
const MOST = 1_000;

/** Writes into the audit log that somebody searched: never for what. */
export class Searches {
  readonly #store: Pick<Store, 'write'>;
  readonly #now: () => number;
  /** When each session's search was written down, and went on last, in epoch milliseconds; the latest stands last. */
  readonly #last = new Map<string, { noted: number; at: number }>();

  constructor({ store, clock }: Pick<ApiDeps, 'store' | 'clock'>) {
    this.#store = store;
    this.#now = () => clock.now().epochMilliseconds;
  }

  /** Before anything that was found is shown. */
  async note({ user, session }: SignedIn): Promise<void> {
    const now = this.#now();
    const last = this.#last.get(session);
    const same = last && Math.abs(now - last.at) < ONE_SEARCH && Math.abs(now - last.noted) < LONGEST_SEARCH;
    if (!same) {
      await this.#store.write(tx =>
        appendAudit(tx, { at: tx.now, who: user, what: 'searched', about: null, details: {} }),
      );
    }
    this.#last.delete(session);
    this.#last.set(session, { noted: same ? last.noted : now, at: now });
    const oldest = this.#last.size > MOST ? this.#last.keys().next() : null;
    if (oldest && !oldest.done) this.#last.delete(oldest.value);
  }
}
