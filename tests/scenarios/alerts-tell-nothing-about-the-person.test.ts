import { expect, test } from 'vitest';
import { only, text } from './texting.ts';
import { DANA, LINE, OWNER, ROBIN, World } from './world.ts';

test('an alert says that there is an entry, and nothing about whom or what', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'My name is Quillon Farraday, I am so anxious about the divorce');
  await world.pass(31 * 60);
  const words = 'Willow Street: new entry. Reply TAKE to take it.\nAlerts only: replies reach no client.';
  expect(world.textsOn(DANA)).toEqual([words]);
  expect(world.textsOn(OWNER)).toEqual([words]);
  for (const told of [...world.textsOn(DANA), ...world.textsOn(OWNER)]) {
    expect(told).not.toMatch(/Quillon|Farraday|anxious|divorce|5550140|message/i);
  }
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: message_open (delivered)', 'Sam: alert (delivered)'],
      entries: ['Robin: message (open)'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('a crisis alert does not say what it is about either', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'I want to kill myself');
  expect(world.textsOn(DANA)).toEqual([
    'Willow Street: URGENT entry, please open now. Reply TAKE to take it.',
  ]);
  expect(world.simulator.state().messages.every(one => one.to !== LINE || one.from === ROBIN)).toBe(true);
});
