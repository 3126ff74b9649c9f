import { expect, test } from 'vitest';
import { lineCloses } from '../../core/flows/line-closes.ts';
import type { Phone } from '../../core/ids.ts';
import { call } from './calling.ts';
import { missedCall, only, work } from './texting.ts';
import { LINE, ROBIN, World } from './world.ts';

/** What `second-ring close` does. */
async function closeUntil(world: World, at: string): Promise<void> {
  const until = Temporal.ZonedDateTime.from(`${at}[America/New_York]`).epochMilliseconds;
  await work(world, tx => lineCloses(tx, [LINE as Phone], until));
}

test('a line that was closed by hand rings nobody within its hours and says when it opens', async () => {
  const world = await World.begin();
  await closeUntil(world, '2026-11-23T13:00');
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)).toContain('We open today at 1 PM; messages are not heard before then.');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Dana: alert (delivered)', 'Robin: continuation (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('it rings again when that time has come', async () => {
  const world = await World.begin();
  await closeUntil(world, '2026-11-23T10:30');
  await world.pass(1_800);
  await call(world, ROBIN);
  await world.pass(1);
  expect((await world.summary()).legs).toEqual(['Front desk: ringing']);
});

test('it rings again when it was opened by hand', async () => {
  const world = await World.begin();
  await closeUntil(world, '2026-11-23T13:00');
  await closeUntil(world, '2026-11-23T09:00');
  await call(world, ROBIN);
  await world.pass(1);
  expect((await world.summary()).legs).toEqual(['Front desk: ringing']);
});
