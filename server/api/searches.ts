import { appendAudit } from '../../core/store/audit.ts';
import type { Store } from '../../core/store/store.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';

/** Words that are typed on within this time are one search, in milliseconds. */
const ONE_SEARCH = 10_000;
/** Sessions that are remembered; more are open nowhere. */
const MOST = 1_000;

/** Writes into the audit log that somebody searched: never for what. */
export class Searches {
  readonly #store: Pick<Store, 'write'>;
  readonly #now: () => number;
  /** When each session last searched, in epoch milliseconds; whoever did so last stands last. */
  readonly #last = new Map<string, number>();

  constructor({ store, clock }: Pick<ApiDeps, 'store' | 'clock'>) {
    this.#store = store;
    this.#now = () => clock.now().epochMilliseconds;
  }

  /** Before anything that was found is shown. */
  async note({ user, session }: SignedIn): Promise<void> {
    const now = this.#now();
    const last = this.#last.get(session);
    if (last === undefined || Math.abs(now - last) >= ONE_SEARCH) {
      await this.#store.write(tx =>
        appendAudit(tx, { at: tx.now, who: user, what: 'searched', about: null, details: {} }),
      );
    }
    this.#last.delete(session);
    this.#last.set(session, now);
    const oldest = this.#last.size > MOST ? this.#last.keys().next() : null;
    if (oldest && !oldest.done) this.#last.delete(oldest.value);
  }
}
