import { expect, test } from 'vitest';
import { call } from './calling.ts';
import { ROBIN, World } from './world.ts';

/** Clocks in New York went from 2:00 back to 1:00 on 1 November 2026, and went from 2:00 on to 3:00 on 8 March. */
const NIGHT = (yaml: string) => yaml.replace('monday to friday: 09:00-17:00', 'sunday: 00:00-01:30');
const NIGHT_INTO_THE_GAP = (yaml: string) =>
  yaml.replace('monday to friday: 09:00-17:00', 'sunday: 00:00-02:30');

async function rings(at: string, config: (yaml: string) => string): Promise<boolean> {
  const world = await World.begin({ at, config });
  await call(world, ROBIN);
  await world.pass(0.5);
  const summary = await world.summary();
  expect(summary.complaints).toEqual([]);
  return summary.legs.length > 0;
}

test.each([
  { at: '2026-11-01T01:15-04:00[America/New_York]', open: true, says: 'before the first 1:30' },
  { at: '2026-11-01T01:45-04:00[America/New_York]', open: true, says: 'between the two' },
  { at: '2026-11-01T01:15-05:00[America/New_York]', open: true, says: 'before the second 1:30' },
  { at: '2026-11-01T01:30-05:00[America/New_York]', open: false, says: 'at the second 1:30' },
])(
  'a line that closes at 1:30 when 1:30 comes twice is open until the second: $says',
  async ({ at, open }) => {
    expect(await rings(at, NIGHT)).toBe(open);
  },
);

test.each([
  { at: '2026-03-08T01:59:59-05:00[America/New_York]', open: true, says: 'a second before the clocks jump' },
  { at: '2026-03-08T03:00-04:00[America/New_York]', open: false, says: 'after the jump' },
])(
  'a line that closes at 2:30 when there is no 2:30 closes when it is skipped: $says',
  async ({ at, open }) => {
    expect(await rings(at, NIGHT_INTO_THE_GAP)).toBe(open);
  },
);

test('the greeting names the hour of the wall clock on the other side of the change', async () => {
  const world = await World.begin({ at: '2026-10-30T18:00[America/New_York]' });
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  expect(world.heard(ROBIN)).toContain('We open Monday at 9 AM; messages are not heard before then.');
});
