import { expect, test } from 'vitest';
import { call, latestCall } from './calling.ts';
import { only } from './texting.ts';
import { DANA, LINE, ROBIN, World } from './world.ts';

test.each(['completed', 'no-answer'] as const)(
  "a voicemail that picks up Dana's phone is asked for a key, hung up, and the caller is greeted (%s)",
  async unbridgedDialStatus => {
    const world = await World.begin({ simulator: { settings: { unbridgedDialStatus } } });
    await world.do({ type: 'set-phone', number: DANA, phone: { voicemailAfterSeconds: 8 } });
    await call(world, ROBIN);
    await world.untilTone(ROBIN);
    expect(latestCall(world, DANA)?.answeredBy).toBe('voicemail');
    expect(latestCall(world, ROBIN)?.heard.some(one => one.kind === 'connected')).toBe(false);
    await world.do({ type: 'hang-up', phone: ROBIN });
    await world.pass(20);
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

test('office legs show the number of the line, never the number of the caller', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  const legs = world.simulator.state().calls.filter(one => one.parentSid !== null);
  expect(legs.map(leg => leg.from)).toEqual([LINE, LINE]);
});
