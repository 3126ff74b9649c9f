import { expect, test } from 'vitest';
import { call, ringsNobody } from './calling.ts';
import { only } from './texting.ts';
import { ROBIN, World } from './world.ts';

/** So short that it could be a slip. */
async function shortCall(world: World): Promise<void> {
  await call(world, ROBIN);
  await world.pass(2);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(58);
}

test('the third short call is texted at once and alerts everybody at once', async () => {
  const world = await World.begin();
  await shortCall(world);
  await shortCall(world);
  expect((await world.summary()).texts).toEqual(['Dana: alert (delivered)']);
  await call(world, ROBIN);
  await world.pass(2);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(0.5);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed', 'Robin: missed'],
      legs: ['Front desk: canceled', 'Front desk: canceled', 'Front desk: canceled'],
      texts: ['Dana: alert (delivered)', 'Dana: alert (delivered)', 'Robin: continuation (delivered)'],
      entries: ['Robin: missed_call x3 (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 3, messages: 1, form_links: 1, alerts: 2 },
    }),
  );
});

test('the third call does not wait half an hour for Sam', async () => {
  const world = await World.begin({
    config: yaml =>
      yaml.replace('[callback, message, voicemail], during: office, after: 30m', '[missed_call], after: 30m'),
  });
  await shortCall(world);
  await shortCall(world);
  await shortCall(world);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed', 'Robin: missed'],
      legs: ['Front desk: canceled', 'Front desk: canceled', 'Front desk: canceled'],
      texts: [
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
        'Sam: alert (delivered)',
        'Robin: continuation (delivered)',
      ],
      entries: ['Robin: missed_call x3 (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 3, messages: 1, form_links: 1, alerts: 4 },
    }),
  );
});

test('three calls over more than fifteen minutes are no urgency', async () => {
  const world = await World.begin();
  await shortCall(world);
  await shortCall(world);
  await world.pass(900);
  await shortCall(world);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed', 'Robin: missed'],
      legs: ['Front desk: canceled', 'Front desk: canceled', 'Front desk: canceled'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call x3 (open)'],
      rows: { contacts: 1, calls: 3, alerts: 1 },
    }),
  );
});

test('the text of the third call is not taken back as a slip, even if it could not go at once', async () => {
  const world = await World.begin({ config: ringsNobody });
  await shortCall(world);
  await shortCall(world);
  world.stopWorker();
  await shortCall(world);
  await world.startWorker();
  await world.pass(5);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
});
