import { hc } from 'hono/client';
import { expect, expectTypeOf, test } from 'vitest';
import type { EntryId } from '../../../core/ids.ts';
import type { Api } from '../../../server/api/api.ts';
import { text } from '../../scenarios/texting.ts';
import { ROBIN } from '../../scenarios/world.ts';
import { Desk } from './desk.ts';

test("the desk's client is inferred from the routes: what is sent, what comes back, and who was first", async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  const client = hc<Api>('http://desk.example', {
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      desk.request('front_desk', String(input).replace('http://desk.example', ''), init),
  });
  const queue = await (await client.api.queue.$get({ query: { state: 'open' } })).json();
  const [row] = queue.entries;
  expectTypeOf(row!.state).toEqualTypeOf<'open' | 'assigned' | 'waiting' | 'handled'>();
  expectTypeOf(row!.id).toExtend<string>();
  const param = { id: row!.id as EntryId };
  const took = await client.api.entries[':id'].take.$post({ param, json: { version: row!.version } });
  const { entry, act } = await took.json();
  expectTypeOf(act).toEqualTypeOf<string>();
  expect(entry?.owner).toBe('front_desk');
  const whole = await (await client.api.entries[':id'].$get({ param, query: {} })).json();
  const called = whole.items.flatMap(item => (item.what === 'text' ? [item.body] : []));
  expect(called.length).toBeGreaterThan(0);
  // @ts-expect-error an outcome that there is not
  await client.api.entries[':id'].handle.$post({ param, json: { version: 1, outcome: 'won' } });
});
