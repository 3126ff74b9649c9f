import { expect, test } from 'vitest';
import { latestOn, missedCall, only, queue, text } from './texting.ts';
import { ALEX, DANA, OWNER, ROBIN, World } from './world.ts';

test('TAKE takes the newest entry, a crisis before all else', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'I want to kill myself');
  await world.pass(60);
  await text(world, ALEX, 'Please call me about the bill.');
  await text(world, DANA, 'Take');
  expect(latestOn(world, DANA)).toBe('taken, the newest entry is yours.');
  await text(world, OWNER, 'TAKE.');
  expect((await queue(world)).map(({ strongest, owner }) => [strongest, owner])).toEqual([
    ['crisis', 'dana'],
    ['message', 'owner'],
  ]);
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      texts: [
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
        'Dana: alert (delivered)',
        'Dana: took (delivered)',
        'Sam: took (delivered)',
        'Alex: message_open (delivered)',
      ],
      entries: ['Robin: crisis (assigned dana)', 'Alex: message (assigned owner)'],
      undone: ['send_alert pending'],
      rows: { contacts: 2, messages: 8, alerts: 3 },
    }),
  );
});

test('TAKE with nothing open', async () => {
  const world = await World.begin();
  await text(world, DANA, 'TAKE');
  expect(latestOn(world, DANA)).toBe('nothing is open right now.');
  expect(await world.summary()).toEqual(
    only({ texts: ['Dana: nothing_open (delivered)'], rows: { messages: 2 } }),
  );
});

test('anything else gets one sentence, and no more than one in ten minutes', async () => {
  const world = await World.begin();
  await text(world, DANA, 'Can you tell Robin I am late?');
  await text(world, DANA, 'I want to kill this printer, I am going to kill myself');
  await world.pass(300);
  await text(world, DANA, '1');
  expect(world.textsOn(DANA)).toEqual([
    'Willow Street: this number only sends alerts; no client sees this. Reply TAKE to take the newest entry.',
  ]);
  await world.pass(301);
  await text(world, DANA, 'hello?');
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: only_alerts (delivered)', 'Dana: only_alerts (delivered)'],
      rows: { messages: 6 },
    }),
  );
});

test('a staff phone that answers by itself is not answered for ever', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  for (let times = 0; times < 60; times += 1) {
    await text(world, DANA, times % 2 ? 'In session, back at five.' : 'Automatic reply: in session.');
    await world.pass(10);
  }
  expect(world.textsOn(DANA)).toHaveLength(3);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Dana: only_alerts (delivered)',
        'Dana: only_alerts (delivered)',
      ],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 63, form_links: 1, alerts: 1 },
    }),
  );
});
