import type { Clock } from '../../core/clock.ts';
import type { Config } from '../../core/config/schema.ts';
import { derivedKey } from '../../core/derived-key.ts';
import { actedIn, type OpenSession, openSession, tokenHash } from '../../core/store/sessions.ts';
import type { Store } from '../../core/store/store.ts';
import { cookieOf, PENDING_COOKIE, SESSION_COOKIE, signedToken, signToken } from './cookies.ts';
import { ACT_HEADER, type SessionPort, type SignedIn } from './session-port.ts';

/** An act is written down when the one before it is older than this, in milliseconds: not with every key. */
const ACT_WORTH_WRITING = 30_000;

export interface SessionsDeps {
  config: () => Config;
  store: Store;
  clock: Clock;
}

/** Who sends a request, by the session cookie. One look at two indexed rows; the library is not needed for it. */
export class Sessions implements SessionPort {
  readonly #deps: SessionsDeps;
  readonly #secret: string;

  constructor(deps: SessionsDeps) {
    this.#deps = deps;
    this.#secret = derivedKey(deps.store.secret, 'signing in');
  }

  async signedIn(request: Request): Promise<SignedIn | null> {
    const session = this.open(request.headers);
    if (!session?.secondFactor) return null;
    const now = this.#now();
    const covered = this.coveredFrom(session) <= now;
    const acts = request.headers.get(ACT_HEADER) === 'person';
    const putsOff = acts && !covered && now - session.actedAt >= ACT_WORTH_WRITING;
    if (putsOff) await this.#deps.store.write(tx => actedIn(tx, session.id));
    const coversAt = this.coveredFrom(putsOff ? { ...session, actedAt: now } : session);
    const { user, name, staff, role, id } = session;
    return { user, name, staff, role, session: id, covered, coversAt };
  }

  /** The session of a request's cookie, covered or not, and even one that is good for a second factor only. */
  open(headers: Headers): OpenSession | null {
    const token = this.#signedIn(headers, SESSION_COOKIE);
    if (token === null) return null;
    const row = this.#deps.store.first(openSession, { token_hash: tokenHash(token), now: this.#now() });
    return row ? { ...row, secondFactor: row.secondFactor === 1 } : null;
  }

  /** Where the library keeps a sign-in that has had its password and no second factor yet; null without one. */
  halfWay(headers: Headers): string | null {
    return this.#signedIn(headers, PENDING_COOKIE);
  }

  /** What the cookie of a session that was begun just now holds. */
  cookieOf(token: string): string {
    return signToken(token, this.#secret);
  }

  /** From when on it is covered: nobody has done anything for too long, or somebody covered it (epoch milliseconds). */
  coveredFrom({ actedAt, coveredAt }: OpenSession): number {
    return coveredAt ?? actedAt + this.#deps.config().desk.cover_after;
  }

  covered(session: OpenSession): boolean {
    return this.coveredFrom(session) <= this.#now();
  }

  #signedIn(headers: Headers, name: string): string | null {
    const cookie = cookieOf(headers, name);
    return cookie === null ? null : signedToken(cookie, this.#secret);
  }

  #now(): number {
    return this.#deps.clock.now().epochMilliseconds;
  }
}
