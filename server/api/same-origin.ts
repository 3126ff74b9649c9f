import type { MiddlewareHandler } from 'hono';
import type { Config } from '../../core/config/schema.ts';
import { Problem } from './problem.ts';

/**
 * Refuses what another website makes a browser send: every browser names where a request came from, in Sec-Fetch-Site or
 * at least in Origin. https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Fetch-Site
 */
export function ownPagesOnly(config: () => Config): MiddlewareHandler {
  return async (c, next) => {
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const foreign =
      (site !== undefined && site !== 'same-origin' && site !== 'none') ||
      (origin !== undefined && origin !== new URL(config().practice.public_url).origin);
    if (foreign) throw new Problem('from-elsewhere', 'This can be done from the desk itself only.');
    await next();
  };
}
