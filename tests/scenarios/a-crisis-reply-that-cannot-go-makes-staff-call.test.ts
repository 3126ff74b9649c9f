import { expect, test } from 'vitest';
import { only, text } from './texting.ts';
import { DANA, LINE, OWNER, ROBIN, World } from './world.ts';

const URGENT = [expect.stringMatching(/URGENT entry/)];

test('after STOP no text can go: staff are told to call, and one more of them is alerted', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'STOP');
  await text(world, ROBIN, 'I want to kill myself');
  expect([world.textsOn(DANA), world.textsOn(OWNER)]).toEqual([URGENT, URGENT]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert urgent (delivered)', 'Sam: alert urgent (delivered)'],
      entries: ['Robin: crisis (open)'],
      notes: ['crisis_reply_not_sent', 'opted_out'],
      consents: ['Robin: ended by keyword'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test.each(['rest', 'callback'] as const)(
  'the carrier knows of a STOP that we do not, and says so by %s',
  async optedOutRefusal => {
    const world = await World.begin({ simulator: { settings: { optedOutRefusal } } });
    world.simulator.state().optOuts.push(`${LINE} ${ROBIN}`);
    await text(world, ROBIN, 'I want to kill myself');
    await text(world, ROBIN, 'I am going to kill myself tonight');
    const byRest = optedOutRefusal === 'rest';
    expect([world.textsOn(DANA).length, world.textsOn(OWNER)]).toEqual([2, URGENT]);
    expect(await world.summary()).toEqual(
      only({
        texts: [
          'Dana: alert urgent (delivered)',
          `Robin: crisis (${byRest ? 'refused 400' : 'failed'})`,
          'Sam: alert urgent (delivered)',
          'Dana: alert urgent (delivered)',
        ],
        entries: ['Robin: crisis, crisis (open)'],
        notes: ['text_opted_out', 'crisis_reply_not_sent', 'no_one_left_to_alert', 'opted_out'],
        consents: ['Robin: ended by carrier'],
        undone: byRest ? ['send_text failed: http_400'] : [],
        rows: { contacts: 1, messages: 3, alerts: 3 },
        logs: byRest ? ['effect_not_done'] : [],
      }),
    );
  },
);

test('a reply that the carrier filtered is tried again with the next words', async () => {
  const world = await World.begin();
  await world.do({ type: 'set-phone', number: ROBIN, phone: { textError: 30007 } });
  await text(world, ROBIN, 'I want to kill myself');
  expect(world.textsOn(OWNER)).toEqual(URGENT);
  await world.do({ type: 'set-phone', number: ROBIN, phone: { textError: null } });
  await text(world, ROBIN, 'I want to kill myself');
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      texts: [
        'Dana: alert urgent (delivered)',
        'Robin: crisis (undelivered)',
        'Sam: alert urgent (delivered)',
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
      ],
      entries: ['Robin: crisis, crisis (open)'],
      notes: ['text_filtered', 'crisis_reply_not_sent'],
      rows: { contacts: 1, messages: 4, alerts: 3 },
    }),
  );
});

test('a reply of which nobody knows whether it went is not repeated, and one more person is alerted', async () => {
  const world = await World.begin();
  await world.do({
    type: 'fault',
    fault: { on: 'rest', method: 'POST', number: ROBIN, count: 1, effect: { type: 'cut', accepted: false } },
  });
  await text(world, ROBIN, 'I want to kill myself');
  await world.pass(5);
  expect(world.textsOn(OWNER)).toEqual(URGENT);
  expect((await world.summary()).notes).toEqual(['text_unknown', 'crisis_reply_not_sent']);
  await world.pass(1200);
  expect(await world.summary()).toEqual(
    only({
      texts: [
        'Dana: alert urgent (delivered)',
        'Robin: crisis (refused cut)',
        'Sam: alert urgent (delivered)',
        'Dana: alert (delivered)',
      ],
      requests: Array.from({ length: 4 }, () => 'GET Messages'),
      entries: ['Robin: crisis (open)'],
      notes: ['crisis_reply_not_sent', 'text_not_found'],
      undone: ['send_text failed: not_found', 'send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 4 },
      logs: ['effect_not_done'],
    }),
  );
});

test('a line that sends no texts yet', async () => {
  const off = (yaml: string) => yaml.replace('    hours: office\n', '    hours: office\n    texting: off\n');
  const world = await World.begin({ config: off });
  await text(world, ROBIN, 'I want to kill myself');
  expect([world.textsOn(DANA), world.textsOn(OWNER)]).toEqual([URGENT, URGENT]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert urgent (delivered)', 'Sam: alert urgent (delivered)'],
      entries: ['Robin: crisis (open)'],
      notes: ['crisis_reply_not_sent'],
      rows: { contacts: 1, messages: 1, alerts: 2 },
    }),
  );
});
