import { expect, test } from 'vitest';
import { call, latestCall } from './calling.ts';
import { only } from './texting.ts';
import { DANA, DESK, ROBIN, World } from './world.ts';

test.each([{ presses: null }, { presses: '5' }, { presses: '2' }])(
  "on Dana's phone does not take the call (it presses $presses)",
  async screening => {
    const world = await World.begin();
    await world.do({ type: 'set-phone', number: DANA, phone: { screening } });
    await call(world, ROBIN);
    await world.untilTone(ROBIN);
    await world.do({ type: 'hang-up', phone: ROBIN });
    await world.pass(30);
    expect(latestCall(world, DANA)).toMatchObject({ answeredBy: 'robot' });
    expect(latestCall(world, DANA)?.heard.some(one => one.kind === 'connected')).toBe(false);
    expect(await world.summary()).toEqual(
      only({
        calls: ['Robin: missed'],
        legs: ['Front desk: no-answer', 'Dana: completed'],
        texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
        entries: ['Robin: missed_call (open)'],
        consents: ['Robin: given by call'],
        rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
      }),
    );
  },
);

test('on the first of two phones: the second one rings', async () => {
  const world = await World.begin({ config: yaml => yaml.replace(', accept: any', '') });
  await world.do({ type: 'set-phone', number: DESK, phone: { screening: { presses: null } } });
  await call(world, ROBIN);
  await world.until(() => latestCall(world, DANA)?.status === 'ringing');
  await world.do({ type: 'answer', phone: DANA }, { type: 'press', phone: DANA, keys: '1' });
  await world.pass(30);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: taken'],
      legs: ['Front desk: completed', 'Dana: completed'],
      rows: { contacts: 1, calls: 1 },
    }),
  );
});
