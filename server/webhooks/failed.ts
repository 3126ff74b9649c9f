import type { Context } from 'hono';
import type { Log } from '../../core/log.ts';

const BROKEN = new WeakSet<Request>();

/** Whether the product failed while it answered this. */
export function hasFailed(c: Context): boolean {
  return c.error !== undefined || BROKEN.has(c.req.raw);
}

/** Notes that the product failed inside a webhook: where, and the error's class, never what it was about. */
export function failed(log: Log, c: Context, error: unknown): void {
  BROKEN.add(c.req.raw);
  const name = error instanceof Error ? error.name : typeof error;
  const code = (error as { code?: unknown } | null)?.code;
  log.error({
    event: 'webhook_failed',
    path: c.req.path,
    error: name,
    ...(typeof code === 'string' ? { code } : {}),
  });
}
