import { expect, test } from 'vitest';
import { takeEntry } from '../../core/flows/work-entry.ts';
import { missedCall, newestEntryId, only, text, work } from './texting.ts';
import { ALEX, DANA, OWNER, ROBIN, World, type WorldOptions } from './world.ts';

const MONDAY_EVENING = '2026-11-23T17:30[America/New_York]';
const DIGEST = 'digest:\n  - {to: [dana], by: sms, during: office}\n';

function begin(options: WorldOptions = {}, digest = DIGEST): Promise<World> {
  return World.begin({
    at: MONDAY_EVENING,
    ...options,
    config: yaml => `${options.config?.(yaml) ?? yaml}${digest}`,
  });
}

/** When texts to a phone were handed to the carrier, and what they say. */
function shown(world: World, phone: string): string[] {
  return world.simulator
    .state()
    .messages.filter(one => one.to === phone)
    .map(one => {
      const at = Temporal.Instant.fromEpochMilliseconds(one.createdAt)
        .toZonedDateTimeISO('America/New_York')
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .slice(8);
      const digest = /waiting: (\d+), since closing: (\d+)/.exec(one.shown);
      return digest ? `${at} ${digest[1]} wait, ${digest[2]} new` : at;
    });
}

test('one notice at the opening says how many wait, instead of one for each of the night', async () => {
  const world = await begin({ at: '2026-11-23T16:00[America/New_York]' });
  await text(world, ROBIN, '1');
  await world.pass(3 * 3600);
  await missedCall(world, ALEX);
  await text(world, ALEX, '1');
  await world.pass(15 * 3600);
  expect(shown(world, DANA)).toEqual(['23T16:00', '24T09:00 2 wait, 1 new']);
  const parts = world.store.read.selectFrom('alerts').select('id').where('digest', '=', 1);
  // One for each entry and morning, however much was asked: this morning's, and tomorrow's for what still waits.
  expect(await parts.execute()).toHaveLength(4);
  expect(world.textsOn(DANA).at(-1)).toBe(
    'Willow Street: good morning. Entries waiting: 2, since closing: 1. Reply TAKE to take the newest.\nAlerts only: replies reach no client.',
  );
});

test('nothing waits: no digest', async () => {
  const world = await begin();
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => takeEntry(tx, config, { entry, staff: 'front_desk' }));
  await world.pass(24 * 3600);
  expect(shown(world, DANA)).toEqual([]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_closed (delivered)'],
      entries: ['Robin: callback (assigned front_desk)'],
      undone: ['send_alert cancelled: taken', 'send_alert cancelled: taken', 'send_alert cancelled: taken'],
      rows: { contacts: 1, messages: 2, alerts: 3 },
    }),
  );
});

test('somebody who is in no rule hears of what waits each open morning, holidays left out, until it is taken', async () => {
  const config = (yaml: string) =>
    yaml.replace('closed: [', 'closed: [us federal holidays, ').replace('to: [owner]', 'to: [dana]');
  const world = await begin(
    { at: '2026-11-24T12:00[America/New_York]', config },
    'digest:\n  - {to: [owner], by: sms, during: office}\n',
  );
  await text(world, ROBIN, '1');
  await world.pass(4 * 86_400);
  expect(shown(world, OWNER)).toEqual(['25T09:00 1 wait, 0 new', '27T09:00 1 wait, 0 new']);
  await text(world, OWNER, 'TAKE');
  const told = shown(world, OWNER).length;
  await world.pass(4 * 86_400);
  expect(shown(world, OWNER)).toHaveLength(told);
});

test.each<[string, number, string[]]>([
  ['within two hours it is still said', 16.5, ['24T10:00 1 wait, 1 new', '25T09:00 1 wait, 0 new']],
  [
    'later, the alerts of the night go on their own, and tomorrow has its digest',
    19,
    ['24T12:30', '25T09:00 1 wait, 0 new'],
  ],
])('a worker that starts late: %s', async (_, hours, told) => {
  const world = await begin();
  await text(world, ROBIN, '1');
  world.stopWorker();
  await world.pass(hours * 3600);
  await world.startWorker();
  await world.pass((40 - hours) * 3600);
  expect(shown(world, DANA)).toEqual(told);
});

test('the clock is set forward in the night: it comes at the opening all the same, once', async () => {
  const world = await begin({
    at: '2027-03-13T20:00[America/New_York]',
    config: yaml => yaml.replace('monday to friday', 'every day'),
  });
  await text(world, ROBIN, '1');
  await world.pass(30 * 3600);
  expect(shown(world, DANA)).toEqual(['14T09:00 1 wait, 1 new']);
});

test('a repeat that falls on the opening is not said beside it', async () => {
  const world = await begin({
    at: '2026-11-23T16:20[America/New_York]',
    config: yaml => yaml.replaceAll(', again: off', ''),
  });
  await text(world, ROBIN, '1');
  await world.pass(17 * 3600);
  expect(shown(world, DANA)).toEqual(['23T16:20', '23T16:50', '24T09:00 1 wait, 0 new']);
});

test('nor is one that comes soon after it', async () => {
  const world = await begin({
    at: '2026-11-24T08:40[America/New_York]',
    config: yaml => yaml.replaceAll('again: off', 'again: 10m'),
  });
  await text(world, ROBIN, '1');
  await world.pass(45 * 60);
  expect(shown(world, DANA)).toEqual(['24T09:00 1 wait, 1 new', '24T09:20']);
});

test('the hours are moved after it was said: not twice in one morning', async () => {
  const world = await begin();
  await text(world, ROBIN, '1');
  await world.pass(16 * 3600);
  const { hours } = world.holder.current();
  const days = Object.keys(hours.office?.days ?? {});
  const later = Object.fromEntries(days.map(day => [day, [{ from: 10 * 60, to: 17 * 60 }]]));
  world.holder.current().hours = { office: { ...hours.office, days: later } } as never;
  await text(world, ALEX, '1');
  await world.pass(3600);
  expect(shown(world, DANA)).toEqual(['24T09:00 1 wait, 1 new', '24T10:00']);
});

test('it is refused for now: tried again with the same words, and carries what it carried', async () => {
  const world = await begin();
  await text(world, ROBIN, '1');
  await text(world, ALEX, '1');
  await world.do({
    type: 'fault',
    fault: {
      on: 'rest',
      path: 'Messages',
      number: DANA,
      count: 1,
      effect: { type: 'status', status: 429, accepted: false },
    },
  });
  await world.pass(16 * 3600);
  expect(shown(world, DANA)).toEqual(['24T09:00 2 wait, 2 new']);
});

test('it does not arrive: those of the night whom it left untold are told by the next person', async () => {
  const world = await begin();
  await text(world, ROBIN, '1');
  await text(world, ALEX, '1');
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 30003 } });
  await world.pass(15.6 * 3600);
  expect(world.textsOn(OWNER)).toEqual([expect.stringContaining('2 new entries')]);
});

test('the configuration drops it in the night: the alerts of the night go on their own', async () => {
  const world = await begin();
  await text(world, ROBIN, '1');
  world.holder.current().digest = [];
  await world.pass(16 * 3600);
  expect(shown(world, DANA)).toEqual(['24T09:00']);
});
