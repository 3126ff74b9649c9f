import type { VoicemailId } from '../../core/ids.ts';
import { appendAudit } from '../../core/store/audit.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';
import { isAtTheDesk } from './presence.ts';

/**
 * A player asks for the sound piece by piece, and the screen that draws it for all of it: from the first of these, for as
 * long as the voicemail is and so much more, it is one listening. In milliseconds.
 */
const SAME_LISTENING = 60_000;
/** Who listens to what, at most. Of the oldest it is forgotten, and its next piece is written down anew. */
const MOST_LISTENING = 1_000;

/** Writes down each listening before its first byte is given out: what cannot be written down is not heard. */
export class Listenings {
  readonly #deps: Pick<ApiDeps, 'store' | 'clock'>;
  readonly #until = new Map<string, number>();

  constructor(deps: Pick<ApiDeps, 'store' | 'clock'>) {
    this.#deps = deps;
  }

  async begins(
    who: SignedIn,
    { id: about, seconds, from }: { id: VoicemailId; seconds: number; from: number },
  ): Promise<void> {
    const { store, clock } = this.#deps;
    const now = clock.now().epochMilliseconds;
    const key = `${who.session} ${about}`;
    if (now < (this.#until.get(key) ?? 0)) return;
    await store.write(async tx => {
      await isAtTheDesk(tx, who, null);
      const details = { from };
      await appendAudit(tx, { at: tx.now, who: who.user, what: 'voicemail_heard', about, details });
    });
    this.#until.delete(key);
    this.#until.set(key, now + seconds * 1_000 + SAME_LISTENING);
    const [oldest] = this.#until.keys();
    if (this.#until.size > MOST_LISTENING && oldest !== undefined) this.#until.delete(oldest);
  }
}
