import { expect, test } from 'vitest';
import { missedCall } from './texting.ts';
import { LINE, World } from './world.ts';

const CALLERS = ['+12125550160', '+12125550161', '+12125550162', '+12125550163'];

test('`text_at_most` is reached: the log warns once, later callers get no text, and their entries say so', async () => {
  const world = await World.begin({
    phones: CALLERS,
    config: yaml => `${yaml}\ncontinuation: {text_at_most: 2 per hour}\n`,
  });
  for (const phone of CALLERS) await missedCall(world, phone, LINE);
  expect(CALLERS.map(phone => world.textsOn(phone).length)).toEqual([1, 1, 0, 0]);
  const { texts, notes, logs, entries } = await world.summary();
  expect({ notes, logs }).toEqual({ notes: ['texts_paused', 'texts_paused'], logs: ['texts_paused'] });
  expect(entries).toEqual(CALLERS.map(phone => `${phone}: missed_call (open)`));
  expect(texts.filter(sent => sent === 'Dana: alert (delivered)')).toHaveLength(4);
  await world.pass(3600);
  await missedCall(world, CALLERS[2]!, LINE);
  expect(world.textsOn(CALLERS[2]!)).toHaveLength(1);
  expect((await world.summary()).logs).toEqual(['texts_paused']);
});
