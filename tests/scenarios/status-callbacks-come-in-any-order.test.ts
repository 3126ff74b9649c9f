import { expect, test } from 'vitest';
import type { WebhookFault } from '../../simulator/core/faults.ts';
import { only, text } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

test.each<[string, WebhookFault['effect']]>([
  ['doubled', { type: 'doubled' }],
  ['reordered', { type: 'reordered' }],
  ['a minute late', { type: 'slow', milliseconds: 60_000 }],
])('%s: what was delivered stays delivered', async (_, effect) => {
  const world = await World.begin();
  for (const number of [ROBIN, DANA]) {
    await world.do({
      type: 'fault',
      fault: { on: 'webhook', kind: 'message-status', number, count: 2, effect },
    });
  }
  await text(world, ROBIN, '1');
  await world.pass(130);
  const message = await world.store.read
    .selectFrom('messages')
    .select('status')
    .where('direction', '=', 'out')
    .executeTakeFirstOrThrow();
  const alert = await world.store.read
    .selectFrom('alerts')
    .select('state')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  expect([message.status, alert.state]).toEqual(['delivered', 'delivered']);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: callback (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('a failure that is told twice is noted once, and one person is told in place of another', async () => {
  const world = await World.begin();
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 30003 } });
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'message-status', number: DANA, count: 9, effect: { type: 'doubled' } },
  });
  await text(world, ROBIN, '1');
  await world.pass(30);
  expect((await world.summary()).notes).toEqual(['alert_failed']);
  expect((await world.summary()).rows.alerts).toBe(2);
});
