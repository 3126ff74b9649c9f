import { expect, test } from 'vitest';
import { call } from './calling.ts';
import { missedCall, only, text } from './texting.ts';
import { DANA, OWNER, ROBIN, World } from './world.ts';

const NIGHT = '2026-11-23T23:10[America/New_York]';

/** When alerts to a phone were sent, as the practice's clock shows it. */
function times(world: World, phone: string): string[] {
  return world.simulator
    .state()
    .messages.filter(one => one.to === phone)
    .map(one =>
      Temporal.Instant.fromEpochMilliseconds(one.createdAt)
        .toZonedDateTimeISO('America/New_York')
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' }),
    );
}

test('in the night an ordinary alert waits for the opening, and `after` counts from there', async () => {
  const world = await World.begin({ at: NIGHT });
  await text(world, ROBIN, '1');
  await text(world, ROBIN, 'please call');
  expect(times(world, DANA)).toEqual([]);
  await world.pass(11 * 3600);
  expect(times(world, DANA)).toEqual(['2026-11-24T09:00']);
  expect(times(world, OWNER)).toEqual(['2026-11-24T09:30']);
});

test('a crisis goes at once, at any hour, to all it is configured for', async () => {
  const world = await World.begin({
    at: NIGHT,
    config: yaml =>
      yaml.replace(
        '{to: [dana], by: sms, about: [crisis], again: off}',
        '{to: [dana, owner], by: sms, about: [crisis], again: off}',
      ),
  });
  await text(world, ROBIN, 'I want to end my life');
  expect(times(world, DANA)).toEqual(['2026-11-23T23:10']);
  expect(times(world, OWNER)).toEqual(['2026-11-23T23:10']);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert urgent (delivered)', 'Sam: alert urgent (delivered)', 'Robin: crisis (delivered)'],
      entries: ['Robin: crisis (open)'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test("a crisis outside everybody's hours goes to all of them all the same", async () => {
  const world = await World.begin({
    at: NIGHT,
    config: yaml =>
      yaml.replace(
        '{to: [dana], by: sms, about: [crisis], again: off}',
        '{to: [dana], by: sms, about: [crisis]}\n  - {to: [owner], by: sms, about: [crisis], during: office}',
      ),
  });
  await text(world, ROBIN, 'I want to end my life');
  expect(times(world, DANA)).toEqual(['2026-11-23T23:10']);
  expect(times(world, OWNER)).toEqual([]);
});

test('`during` sends at once in its hours, `after` only when nobody took it by then', async () => {
  const world = await World.begin();
  await text(world, ROBIN, '1');
  expect(times(world, DANA)).toEqual(['2026-11-23T10:00']);
  await world.pass(29 * 60);
  expect(times(world, OWNER)).toEqual([]);
  await world.pass(60);
  expect(times(world, OWNER)).toEqual(['2026-11-23T10:30']);
});

test('three calls in fifteen minutes skip `after`', async () => {
  const world = await World.begin({
    config: yaml =>
      yaml.replace(
        'about: [callback, message, voicemail], during',
        'about: [callback, message, voicemail, missed_call], during',
      ),
  });
  await missedCall(world, ROBIN);
  await missedCall(world, ROBIN);
  expect(times(world, OWNER)).toEqual([]);
  await missedCall(world, ROBIN);
  expect(times(world, OWNER)).toHaveLength(1);
  expect(times(world, DANA)).toHaveLength(2);
  expect((await world.summary()).entries).toEqual(['Robin: missed_call x3 (open)']);
});

test('two calls in fifteen minutes and one later skip nothing', async () => {
  const world = await World.begin({
    config: yaml =>
      yaml.replace(
        'about: [callback, message, voicemail], during',
        'about: [callback, message, voicemail, missed_call], during',
      ),
  });
  await missedCall(world, ROBIN);
  await world.pass(14 * 60);
  await missedCall(world, ROBIN);
  await world.pass(60);
  await missedCall(world, ROBIN);
  expect(times(world, OWNER)).toEqual([]);
});

test('the worker was down when the alert fell due and is back in the night: it waits for the opening', async () => {
  const world = await World.begin({ at: '2026-11-23T16:59[America/New_York]' });
  world.stopWorker();
  await text(world, ROBIN, '1');
  await world.pass(6 * 3600);
  await world.startWorker();
  expect(times(world, DANA)).toEqual([]);
  await world.pass(11 * 3600);
  expect(times(world, DANA)).toEqual(['2026-11-24T09:00']);
});

test('in the hours of each: one of two people is told now, the other in the morning, if it still waits', async () => {
  const rules =
    'alerts:\n  - {to: [dana, owner], by: sms, about: [crisis, callback, message, voicemail, missed_call], again: off}\n';
  const world = await World.begin({
    at: NIGHT,
    config: yaml =>
      yaml
        .replace(/^alerts:\n(?: .*\n)+/m, rules)
        .replace('name: Dana Reyes', 'name: Dana Reyes, hours: office'),
  });
  await text(world, ROBIN, '1');
  expect(times(world, OWNER)).toEqual(['2026-11-23T23:10']);
  expect(times(world, DANA)).toEqual([]);
  await world.pass(11 * 3600);
  expect(times(world, DANA)).toEqual(['2026-11-24T09:00']);
  await text(world, ROBIN, 'I want to end my life');
  expect(world.textsOn(DANA).at(-1)).toContain('URGENT');
});

test('a third call at closing time, and a worker that comes back at night: it waits for the morning', async () => {
  const world = await World.begin({ at: '2026-11-23T16:58[America/New_York]' });
  world.stopWorker();
  for (let calls = 0; calls < 3; calls += 1) {
    await call(world, ROBIN);
    await world.pass(2);
    await world.do({ type: 'hang-up', phone: ROBIN });
    await world.pass(8);
  }
  await world.pass(10 * 3600);
  await world.startWorker();
  await world.pass(60);
  expect(times(world, DANA)).toEqual([]);
  await world.pass(7 * 3600);
  expect(times(world, DANA)).toEqual(['2026-11-24T09:00']);
});
