import { Hono } from 'hono';
import { nextDue } from '../core/store/effects.ts';
import type { ServerDeps } from './deps.ts';

/** A due effect, or one begun and never ended, that is older than this is one that nobody performs, in milliseconds. */
const STUCK = 60_000;

/** Process up; database writable and effects moving; counts for Prometheus, none of them about a person. */
export function health({ store, clock }: ServerDeps): Hono {
  const app = new Hono();
  const oldestDue = async () => {
    const now = clock.now().epochMilliseconds;
    return Math.max(0, now - ((await nextDue(store.read)) ?? now));
  };

  app.get('/livez', c => c.text('ok'));

  app.get('/readyz', async c => {
    try {
      await store.write(tx => tx.db.selectFrom('leases').select('name').execute());
      const age = await oldestDue();
      return age < STUCK ? c.text('ok') : c.text(`effects are not moving: the oldest is ${age} ms late`, 503);
    } catch {
      return c.text('the database cannot be written', 503);
    }
  });

  app.get('/metrics', async c => {
    const effects = await store.read
      .selectFrom('effects')
      .select(eb => ['kind', 'state', eb.fn.countAll<number>().as('count')])
      .groupBy(['kind', 'state'])
      .execute();
    const entries = await store.read
      .selectFrom('entries')
      .select(eb => ['state', eb.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    const lines = [
      '# HELP second_ring_effects Promises to the outside world, by kind and state.',
      '# TYPE second_ring_effects gauge',
      ...effects.map(row => `second_ring_effects{kind="${row.kind}",state="${row.state}"} ${row.count}`),
      '# HELP second_ring_entries Entries of the queue, by state.',
      '# TYPE second_ring_entries gauge',
      ...entries.map(row => `second_ring_entries{state="${row.state}"} ${row.count}`),
      '# HELP second_ring_oldest_due_effect_milliseconds How late the oldest due effect is.',
      '# TYPE second_ring_oldest_due_effect_milliseconds gauge',
      `second_ring_oldest_due_effect_milliseconds ${await oldestDue()}`,
    ];
    return c.text(`${lines.join('\n')}\n`);
  });
  return app;
}
