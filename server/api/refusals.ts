import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { nameOf } from '../../core/errors.ts';
import { appendAudit } from '../../core/store/audit.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';
import type { Problem, ProblemType } from './problem.ts';

/** What somebody may not do, or may not even know to be there. */
const REFUSALS: readonly ProblemType[] = [
  'not-allowed',
  'not-found',
  'no_such_entry',
  'not_yours',
  'not_staff',
];

interface Refusal {
  who: SignedIn;
  problem: Problem;
  /** An id, or null. */
  about: string | null;
  /** The method, and the route as it is written: what stands in its places may be anything, somebody's number too. */
  route: string;
}

type Deps = Pick<ApiDeps, 'store' | 'log'>;

/**
 * Writes into the audit log that somebody who is signed in was refused something. Strangers are not in it: they could fill
 * it at will. Never throws: a refusal stays one.
 */
export async function noteRefused(
  { store, log }: Deps,
  { who, problem, about, route }: Refusal,
): Promise<void> {
  if (!REFUSALS.includes(problem.type)) return;
  const details = { route, why: problem.type };
  await store
    .write(tx => appendAudit(tx, { at: tx.now, who: who.user, what: 'refused', about, details }))
    .catch(error => log.warn({ event: 'refusal_not_written', error: nameOf(error) }));
}

/** The same for a request that is answered with a problem, if somebody is signed in. */
export async function noteRefusal(deps: Deps, c: Context, problem: Problem): Promise<void> {
  const who = c.get('who') as SignedIn | undefined;
  const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path;
  if (!who || route === undefined) return;
  const about = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(c.req.path)?.[0] ?? null;
  await noteRefused(deps, { who, problem, about, route: `${c.req.method} ${route}` });
}
