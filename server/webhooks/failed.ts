import type { Context } from 'hono';
import type { Log } from '../../core/log.ts';

/** Notes that the product failed inside a webhook: where, and the error's class, never what it was about. */
export function failed(log: Log, c: Context, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const code = (error as { code?: unknown } | null)?.code;
  log.error({
    event: 'webhook_failed',
    path: c.req.path,
    error: name,
    ...(typeof code === 'string' ? { code } : {}),
  });
}
