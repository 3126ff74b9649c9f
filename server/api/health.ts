import { Hono } from 'hono';
import { healthFacts } from '../../core/flows/health-facts.ts';
import { FOR_STAFF, judgeHealth, worstOf } from '../../core/rules/health.ts';
import type { ApiDeps } from './deps.ts';
import { type Asking, FRONT_DESK, requireRole } from './require-role.ts';

/**
 * `GET /api/health`: whether the installation is well, as codes that have a sentence on each screen, and the time it is here
 * (epoch milliseconds). Whoever does not run the machine hears of what they would notice, and not of the machine.
 */
export function healthRoutes({ store, config, clock, session, heard }: ApiDeps) {
  return new Hono<Asking>().get('/health', requireRole(session, FRONT_DESK), async c => {
    const now = clock.now().epochMilliseconds;
    const facts = await healthFacts({ store, config: config(), now }, heard.since);
    // Whoever answers this runs.
    const all = judgeHealth({ ...facts, serverSeen: now });
    const owner = c.get('who').role === 'owner';
    const findings = owner ? all : all.filter(({ about }) => FOR_STAFF.includes(about));
    return c.json({ now, state: worstOf(findings), findings });
  });
}
