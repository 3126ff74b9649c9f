import type { Clock } from '../../core/clock.ts';
import { type Heard, twilioIsHeard } from '../../core/flows/health-facts.ts';
import type { Store } from '../../core/store/store.ts';

/** What can come of a request to a webhook: `failed` was Twilio's own, and broke something of ours. */
const OUTCOMES = ['answered', 'failed', 'unsigned', 'wrong_signature', 'too_large', 'cut_off'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * When Twilio last reached us, and whether its signature matched: kept here and written down now and then, so that no
 * webhook costs a write more, and no stranger can cause one.
 */
export class WebhooksHeard {
  readonly #store: Pick<Store, 'write'>;
  readonly #clock: Clock;
  readonly #outcomes = new Map<Outcome, number>(OUTCOMES.map(outcome => [outcome, 0]));
  #since: Heard = { good: null, bad: null };

  constructor({ store, clock }: { store: Pick<Store, 'write'>; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
  }

  good(): void {
    this.#since.good = this.#clock.now().epochMilliseconds;
  }

  /** A signature that looks like one and does not match. What has none at all comes from robots, every day. */
  bad(): void {
    const at = this.#clock.now().epochMilliseconds;
    this.#since.bad = { at, count: (this.#since.bad?.count ?? 0) + 1 };
  }

  /** What came of a request, for whoever counts them. */
  count(outcome: Outcome): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
  }

  /** How many requests there were since the start, by what came of them. */
  get outcomes(): ReadonlyMap<Outcome, number> {
    return this.#outcomes;
  }

  /** What has not been written down yet. */
  get since(): Heard {
    return this.#since;
  }

  /** Writes it down, if there is anything. When it cannot be written, the next time says it too. */
  async writeDown(): Promise<void> {
    const heard = this.#since;
    if (heard.good === null && heard.bad === null) return;
    this.#since = { good: null, bad: null };
    try {
      await this.#store.write(tx => twilioIsHeard(tx, heard));
    } catch {
      const { good, bad } = this.#since;
      const count = (bad?.count ?? 0) + (heard.bad?.count ?? 0);
      const at = bad?.at ?? heard.bad?.at ?? null;
      this.#since = { good: good ?? heard.good, bad: at === null ? null : { at, count } };
    }
  }
}
