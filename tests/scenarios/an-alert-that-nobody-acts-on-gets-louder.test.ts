import { describe, expect, test } from 'vitest';
import { numberConfirmed } from '../../core/flows/number-confirmed.ts';
import { handleEntry, staffReplies, takeEntry } from '../../core/flows/work-entry.ts';
import { changeEntry } from '../../core/store/entries.ts';
import type { Fault } from '../../simulator/core/faults.ts';
import { sendForm } from './forms.ts';
import { latestOn, missedCall, newestEntryId, only, text, work } from './texting.ts';
import { DANA, OWNER, ROBIN, World, type WorldOptions } from './world.ts';

const KIM = '+12125550114';
const FRIDAY_EVENING = '2026-11-20T16:20[America/New_York]';
const NIGHT = '2026-11-23T23:10[America/New_York]';

/** Dana is told, Kim only of a crisis at night, Sam of nothing but messages: what else they hear is the widening. */
const RULES = `alerts:
  - {to: [dana], by: sms, about: [crisis]}
  - {to: [dana], by: sms, about: [callback, voicemail, missed_call], during: office}
  - {to: [owner], by: sms, about: [message], during: office}
`;

function begin(options: WorldOptions = {}, rules = RULES): Promise<World> {
  const config = (yaml: string) => {
    const own = yaml.replace(/^alerts:\n(?: .*\n)+/m, rules);
    return options.config?.(own) ?? own;
  };
  return World.begin({ ...options, config });
}

/** When texts to a phone were handed to the carrier, as the practice's clock shows it. */
function times(world: World, phone: string): string[] {
  return world.simulator
    .state()
    .messages.filter(one => one.to === phone)
    .map(one =>
      Temporal.Instant.fromEpochMilliseconds(one.createdAt)
        .toZonedDateTimeISO('America/New_York')
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .slice(8),
    );
}

async function act(
  world: World,
  flow: typeof takeEntry | typeof handleEntry | typeof staffReplies,
  staff: string,
) {
  const entry = await newestEntryId(world);
  await work<unknown>(world, (tx, config) =>
    flow(tx, config, { entry, staff, outcome: 'reached', words: 'We will call you.' } as never),
  );
}

test('an ordinary ask: again after half an hour, then to everybody, thrice that day and then each morning', async () => {
  const world = await begin();
  await missedCall(world, ROBIN);
  await world.pass(3600);
  expect(times(world, DANA)).toEqual(['23T10:00', '23T10:30', '23T11:00']);
  expect(times(world, OWNER)).toEqual(['23T11:00']);
  expect(latestOn(world, OWNER)).toMatch(/^an entry still waits, nobody has taken it/);
  await world.pass(21 * 3600);
  expect(times(world, DANA).slice(3)).toEqual(['23T11:30']);
  await world.pass(2 * 3600);
  expect(times(world, DANA).slice(4)).toEqual(['24T09:00']);
  expect((await world.summary()).notes).toEqual(['everybody_alerted']);
});

test('nobody takes it for a week: alerts end, and the entry says so', async () => {
  const world = await begin();
  await missedCall(world, ROBIN);
  await world.pass(12 * 86_400);
  // Thrice on Monday, then on seven mornings when the practice opens: Thanksgiving is one of them, the weekend is not.
  expect(times(world, DANA).slice(4)).toEqual([
    '24T09:00',
    '25T09:00',
    '26T09:00',
    '27T09:00',
    '30T09:00',
    '01T09:00',
    '02T09:00',
  ]);
  const { notes, undone } = await world.summary();
  expect({ notes, undone }).toEqual({ notes: ['everybody_alerted', 'alerts_ended'], undone: [] });
});

test.each([
  ['28m', '23T10:28'],
  ['30m', '23T10:30'],
])(
  'whoever a rule tells for the first time after %s is not told again on top of it',
  async (after, first) => {
    const world = await World.begin({
      config: yaml => yaml.replaceAll(', again: off', '').replace('after: 30m', `after: ${after}`),
    });
    await text(world, ROBIN, '1');
    await world.pass(3600);
    expect(times(world, DANA)).toEqual(['23T10:00', '23T10:30', '23T11:00']);
    expect(times(world, OWNER)).toEqual([first, '23T11:00']);
  },
);

test('over the weekend nobody is told; what was begun on Friday goes on when the practice opens', async () => {
  const world = await begin({ at: FRIDAY_EVENING });
  await missedCall(world, ROBIN);
  await world.pass(66 * 3600);
  expect(times(world, DANA)).toEqual(['20T16:20', '20T16:50', '23T09:00', '23T09:30']);
  expect(times(world, OWNER)).toEqual(['23T09:00', '23T09:30']);
});

describe('it ends at once when somebody', () => {
  test.each([
    ['takes the entry', takeEntry, 'taken'],
    ['writes to the person', staffReplies, 'taken'],
    ['handles the entry', handleEntry, 'handled'],
  ] as const)('%s', async (_, flow, why) => {
    const world = await begin();
    await text(world, ROBIN, '1');
    await act(world, flow, 'owner');
    await world.pass(86_400);
    expect(times(world, DANA)).toEqual(['23T10:00']);
    expect((await world.summary()).undone).toEqual([`remind_staff cancelled: ${why}`]);
  });

  test('texts TAKE', async () => {
    const world = await begin();
    await text(world, ROBIN, '1');
    await world.pass(1800);
    await text(world, DANA, 'TAKE');
    await world.pass(86_400);
    expect(world.textsOn(DANA).filter(shown => shown.includes('entry still waits'))).toHaveLength(1);
  });

  test('lets it wait; what the person asks then begins anew', async () => {
    const world = await begin();
    await text(world, ROBIN, '1');
    const entry = await newestEntryId(world);
    await work(world, tx => changeEntry(tx, entry, { state: 'waiting', waits_until: tx.now + 86_400_000 }));
    await world.pass(2 * 3600);
    expect(times(world, DANA)).toEqual(['23T10:00']);
    await missedCall(world, ROBIN);
    await world.pass(40 * 60);
    expect(times(world, DANA).slice(1)).toEqual(['23T12:00', '23T12:30']);
  });
});

describe('a crisis', () => {
  const CRISIS = 'I want to kill myself';

  test('every five minutes, after fifteen to everybody, at any hour; then every fifteen, then hourly', async () => {
    const world = await begin({ at: NIGHT });
    await text(world, ROBIN, CRISIS);
    await world.pass(3600);
    const first = [
      '23T23:10',
      '23T23:15',
      '23T23:20',
      '23T23:25',
      '23T23:30',
      '23T23:35',
      '23T23:40',
      '23T23:55',
    ];
    expect(times(world, DANA)).toEqual([...first, '24T00:10']);
    expect(times(world, OWNER)).toEqual([...first.slice(3), '24T00:10']);
    expect(latestOn(world, OWNER)).toMatch(/^URGENT entry still waits/);
    const asked = times(world, DANA).length;
    await world.pass(24 * 3600);
    expect(times(world, DANA).length - asked).toBe(12 + 21);
    expect((await world.summary()).notes).toEqual(['everybody_alerted']);
  });

  test('somebody takes it: silence from then on', async () => {
    const world = await begin({ at: NIGHT });
    await text(world, ROBIN, CRISIS);
    await world.pass(11 * 60);
    await text(world, DANA, 'TAKE');
    const asked = world.textsOn(DANA).length;
    await world.pass(86_400);
    expect(world.textsOn(DANA)).toHaveLength(asked);
    expect(times(world, OWNER)).toEqual([]);
  });

  test('of somebody whose entry was taken before: goes on until one of them takes it anew, whoever had it', async () => {
    const world = await begin();
    await text(world, ROBIN, '1');
    await act(world, takeEntry, 'owner');
    await text(world, ROBIN, CRISIS);
    await world.pass(11 * 60);
    const urgent = (phone: string) => world.textsOn(phone).filter(shown => shown.includes('URGENT')).length;
    expect([urgent(DANA), urgent(OWNER)]).toEqual([3, 3]);
    await text(world, DANA, 'TAKE');
    await world.pass(3600);
    expect([urgent(DANA), urgent(OWNER)]).toEqual([3, 3]);
    expect((await world.summary()).entries).toEqual(['Robin: callback, crisis (assigned dana)']);
  });

  test('in an entry that is joined with another one goes on there', async () => {
    const world = await begin({ at: NIGHT });
    await text(world, ROBIN, '1');
    const form = { wants: 'message', message: CRISIS, number: '212 555 0140', language: 'en' };
    await sendForm(world, '/form', form);
    const entry = await newestEntryId(world);
    await work(world, (tx, config) => numberConfirmed(tx, config, { entry, staff: 'owner' }));
    const before = world.textsOn(DANA).length;
    await world.pass(11 * 60);
    expect(world.textsOn(DANA).length - before).toBe(2);
    await text(world, DANA, 'TAKE');
    await world.pass(3600);
    expect(world.textsOn(DANA).filter(shown => shown.includes('URGENT'))).toHaveLength(3);
    expect((await world.summary()).entries[0]).toBe('Robin: callback, crisis, message (assigned dana)');
  });

  test('whoever writes crisis words again and again does not keep it from getting louder', async () => {
    const world = await begin({ at: NIGHT });
    for (let minute = 0; minute < 16; minute += 4) {
      await text(world, ROBIN, CRISIS);
      await world.pass(4 * 60 - 1);
    }
    expect(times(world, OWNER).length).toBeGreaterThan(0);
  });

  test('nobody knows whether the alert went out: its own repeats and the rounds are two people and one pace', async () => {
    const world = await begin({ at: NIGHT });
    const effect: Extract<Fault, { on: 'rest' }>['effect'] = { type: 'status', status: 503, accepted: false };
    await world.do({
      type: 'fault',
      fault: { on: 'rest', path: 'Messages', number: DANA, count: 3, effect },
    });
    await text(world, ROBIN, CRISIS);
    await world.pass(3600);
    const asked = world.simulator.state().rest.filter(one => Object.fromEntries(one.params).To === DANA);
    expect(asked.length).toBeLessThan(20);
    expect(times(world, OWNER)[0]).toBe('23T23:10');
  });
});

test('many entries, said again to one person, are one text', async () => {
  const phones = Array.from({ length: 9 }, (_, index) => `+121255501${60 + index}`);
  const world = await begin({ phones });
  for (const phone of phones) {
    await text(world, phone, '1');
    await world.pass(59);
  }
  await world.pass(3600);
  const again = world.textsOn(DANA).filter(shown => shown.includes('still wait'));
  expect(again.length).toBeLessThanOrEqual(4);
  expect(again.join()).toContain('8 entries still wait');
});

test('the worker dies in a round, and another looks: each is told once', async () => {
  const world = await begin();
  await text(world, ROBIN, '1');
  world.stopWorker();
  await world.pass(2 * 3600);
  await world.startWorker();
  expect(times(world, DANA)).toEqual(['23T10:00', '23T12:00']);
  await world.pass(30 * 60);
  expect(times(world, DANA).slice(2)).toEqual(['23T12:30']);
  const { texts, rows } = await world.summary();
  expect({ texts: texts.length, rows: rows.alerts }).toEqual({ texts: 5, rows: 4 });
});

test('`again` says how often, and `off` once', async () => {
  const rules = (again: string) =>
    `alerts:\n  - {to: [dana], by: sms, about: [callback, message, voicemail, missed_call, crisis], again: ${again}}\n`;
  const often = await begin({}, rules('10m'));
  await text(often, ROBIN, '1');
  await often.pass(1800);
  expect(times(often, DANA)).toEqual(['23T10:00', '23T10:10', '23T10:25']);
  const once = await begin({}, rules('off'));
  await text(once, ROBIN, '1');
  await once.pass(86_400);
  expect(await once.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: callback (open)'],
      rows: { contacts: 1, messages: 2, alerts: 1 },
    }),
  );
});

test('a person without a rule of their own about it is told in their own hours only', async () => {
  const rules = `${RULES}  - {to: [kim], by: sms, about: [crisis]}\n`;
  const world = await begin(
    {
      phones: [KIM],
      config: yaml =>
        yaml
          .replace('staff:\n', `staff:\n  kim: {name: Kim, phone: "${KIM}", hours: evening}\n`)
          .replace('hours:\n', 'hours:\n  evening: {monday to friday: 10:45-20:00}\n'),
    },
    rules,
  );
  await text(world, ROBIN, '1');
  await world.pass(2 * 3600);
  expect(times(world, KIM)).toEqual(['23T11:00', '23T11:30']);
});
