import { type Context, Hono, type Next } from 'hono';
import { nextDue } from '../core/store/effects.ts';
import { setMark } from '../core/store/marks.ts';
import { isNearby } from './client-address.ts';
import type { ServerDeps } from './deps.ts';
import { METRICS_TYPE, type MetricsDeps, metricsOf } from './metrics.ts';

/** A due effect, or one begun and never ended, that is older than this is one that nobody performs, in milliseconds. */
const STUCK = 60_000;
/**
 * With less room than this, in bytes, nothing goes well for long: a few voicemails. The log keeps the room that it has, so
 * that a write may still succeed on a disk on which not a byte is left.
 */
const LEAST_ROOM = 10_000_000;
/** How long an answer serves whoever asks next, in milliseconds: a write and a count of all effects are not free. */
const READY_FRESH = 1_000;
const METRICS_FRESH = 5_000;

/**
 * Process up, for anybody; database writable and effects moving, and counts for Prometheus, none of them about a person,
 * for whoever asks from one's own networks.
 */
export function health({
  store,
  config,
  clock,
  clientAddress,
  heard,
}: MetricsDeps & Pick<ServerDeps, 'clientAddress'>): Hono {
  const app = new Hono();
  const now = () => clock.now().epochMilliseconds;
  const nearby = async (c: Context, next: Next) =>
    isNearby(clientAddress(c)) ? next() : c.text('Only for this machine and its networks.', 403);
  const oldestDue = async () => Math.max(0, now() - ((await nextDue(store.read)) ?? now()));

  const trouble = kept(now, READY_FRESH, async () => {
    try {
      // Only a write that reaches the disk tells that there is room on it.
      await store.write(tx => setMark(tx, 'readyz', tx.now));
    } catch {
      return 'the database cannot be written';
    }
    if (store.room() < LEAST_ROOM) return 'the disk that holds the database is full';
    const age = await oldestDue();
    return age < STUCK ? null : `effects are not moving: the oldest is ${age} ms late`;
  });
  const metrics = kept(now, METRICS_FRESH, metricsOf({ store, config, clock, heard }));

  app.get('/livez', c => c.text('ok'));

  app.get('/readyz', nearby, async c => {
    const wrong = await trouble();
    return wrong === null ? c.text('ok') : c.text(wrong, 503);
  });

  app.get('/metrics', nearby, async c => c.body(await metrics(), 200, { 'content-type': METRICS_TYPE }));
  return app;
}

/** One answer for all who ask within some milliseconds, those who ask while it is found out included. */
function kept<T>(now: () => number, fresh: number, ask: () => Promise<T>): () => Promise<T> {
  let known: { at: number; answer: Promise<T> } | null = null;
  return () => {
    // A clock that was set back makes no answer last longer.
    if (!known || Math.abs(now() - known.at) >= fresh) known = { at: now(), answer: ask() };
    return known.answer;
  };
}
