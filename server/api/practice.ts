import { Hono } from 'hono';
import type { ApiDeps } from './deps.ts';
import { type Asking, EVERYBODY, requireRole } from './require-role.ts';

/** `GET /api/practice`: what every screen of the desk needs to know of the configuration, none of it about a client. */
export function practiceRoutes({ config, session }: Pick<ApiDeps, 'config' | 'session'>) {
  return new Hono<Asking>().get('/practice', requireRole(session, EVERYBODY), c => {
    const { practice, staff } = config();
    return c.json({
      name: practice.name,
      timeZone: practice.time_zone,
      staff: Object.entries(staff).map(([id, { name }]) => ({ id, name })),
    });
  });
}
