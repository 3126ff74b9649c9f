import { Hono } from 'hono';
import type { Config } from '../../core/config/schema.ts';
import type { ApiDeps } from './deps.ts';
import { type Asking, EVERYBODY, requireRole } from './require-role.ts';

/** What every screen of the desk needs to know of the configuration, none of it about a client. */
export function practiceView({ practice, staff }: Config) {
  return {
    name: practice.name,
    timeZone: practice.time_zone,
    /** What callers speak unless an entry says otherwise. */
    language: practice.languages[0] ?? 'en',
    staff: Object.entries(staff).map(([id, { name, phone }]) => ({ id, name, rings: phone !== null })),
  };
}

/** `GET /api/practice`: the practice and who works there. */
export function practiceRoutes({ config, session }: Pick<ApiDeps, 'config' | 'session'>) {
  return new Hono<Asking>().get('/practice', requireRole(session, EVERYBODY), c =>
    c.json(practiceView(config())),
  );
}
