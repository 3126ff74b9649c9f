import { expect, test } from 'vitest';
import { emailBlock, mailServer, withAddresses } from './elsewhere.ts';
import { only, text } from './texting.ts';
import { DANA, LINE, OWNER, ROBIN, World } from './world.ts';

test('the log says who, the entries say so, and the next person is told at once', async () => {
  const world = await World.begin();
  await text(world, DANA, 'STOP');
  expect(world.logs.find(line => line.event === 'staff_alerts_stopped')).toMatchObject({
    staff: 'dana',
    level: 40,
  });
  await text(world, ROBIN, 'Please call me about the bill.');
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Sam: alert (delivered)'],
      entries: ['Robin: message (open)'],
      notes: ['alert_failed'],
      undone: ['send_alert failed: stopped', 'confirm_message pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['staff_alerts_stopped'],
    }),
  );
});

test('a crisis reaches the next person at once', async () => {
  const world = await World.begin({ at: '2026-11-24T03:00[America/New_York]' });
  await text(world, DANA, 'STOP');
  await text(world, ROBIN, 'I want to kill myself');
  expect(world.textsOn(OWNER)).toEqual([expect.stringMatching(/URGENT/)]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: crisis (delivered)', 'Sam: alert urgent (delivered)'],
      entries: ['Robin: crisis (open)'],
      notes: ['crisis_alert_failed'],
      undone: ['send_alert failed: stopped'],
      rows: { contacts: 1, messages: 3, alerts: 2 },
      logs: ['staff_alerts_stopped'],
    }),
  );
});

test('START brings them back', async () => {
  const world = await World.begin();
  await text(world, DANA, 'STOP');
  await text(world, DANA, 'START');
  await text(world, ROBIN, 'I want to kill myself');
  expect(world.textsOn(DANA).at(-1)).toMatch(/URGENT/);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert urgent (delivered)', 'Robin: crisis (delivered)'],
      entries: ['Robin: crisis (open)'],
      rows: { contacts: 1, messages: 4, alerts: 1 },
      logs: ['staff_alerts_stopped'],
    }),
  );
});

test.each(['rest', 'callback'] as const)(
  'a STOP that only the carrier knows of shows by %s',
  async optedOutRefusal => {
    const world = await World.begin({ simulator: { settings: { optedOutRefusal } } });
    world.simulator.state().optOuts.push(`${LINE} ${DANA}`);
    await text(world, ROBIN, 'I want to kill myself');
    expect(world.textsOn(OWNER)).toEqual([expect.stringMatching(/URGENT/)]);
    const { logs, undone, texts, ...rest } = await world.summary();
    expect(logs).toEqual([
      ...(optedOutRefusal === 'rest' ? ['effect_not_done'] : []),
      'staff_alerts_stopped',
    ]);
    expect(undone).toEqual(optedOutRefusal === 'rest' ? ['send_alert failed: http_400'] : []);
    expect(texts).toHaveLength(3);
    expect({ ...rest, logs: [], undone: [], texts: [] }).toEqual(
      only({
        entries: ['Robin: crisis (open)'],
        notes: ['crisis_alert_failed'],
        rows: { contacts: 1, messages: 2, alerts: 2 },
      }),
    );
  },
);

test('who has another address is told there, and the entry says so', async () => {
  const mail = await mailServer();
  const world = await World.begin({ config: yaml => withAddresses(yaml) + emailBlock(mail) });
  await text(world, DANA, 'STOP');
  await text(world, ROBIN, '1');
  expect(mail.messages).toHaveLength(1);
  expect(world.textsOn(OWNER)).toEqual([]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)'],
      notices: ['dana by email: sent'],
      entries: ['Robin: callback (open)'],
      notes: ['alert_moved'],
      undone: ['send_alert failed: stopped', 'send_alert pending'],
      rows: { contacts: 1, messages: 3, alerts: 3 },
      logs: ['staff_alerts_stopped'],
    }),
  );
});

test('a crisis goes there as well, and to the next person', async () => {
  const mail = await mailServer();
  const world = await World.begin({ config: yaml => withAddresses(yaml) + emailBlock(mail) });
  await text(world, DANA, 'STOP');
  await text(world, ROBIN, 'I want to kill myself');
  expect(mail.messages).toEqual([expect.stringContaining('URGENT')]);
  expect(world.textsOn(OWNER)).toEqual([expect.stringContaining('URGENT')]);
  const { notices, notes } = await world.summary();
  expect(notices).toEqual(['dana by email urgent: sent']);
  expect(notes).toEqual(['crisis_alert_failed']);
});

test('alerts that never were texts go on as they did', async () => {
  const mail = await mailServer();
  const world = await World.begin({
    config: yaml => withAddresses(yaml).replaceAll('[dana], by: sms', '[dana], by: email') + emailBlock(mail),
  });
  await text(world, DANA, 'STOP');
  await text(world, ROBIN, 'I want to kill myself');
  expect(mail.messages).toEqual([expect.stringContaining('URGENT')]);
  const { notices, notes, undone } = await world.summary();
  expect([notices, notes, undone]).toEqual([['dana by email urgent: sent'], [], []]);
});

test('what is said again to them goes there again, also where there is nobody else', async () => {
  const mail = await mailServer();
  const world = await World.begin({
    config: yaml =>
      withAddresses(yaml)
        .replaceAll(', again: off', '')
        .replace(/^ {2}- \{to: \[owner\].*\n/m, '') + emailBlock(mail),
  });
  await text(world, DANA, 'STOP');
  await text(world, ROBIN, '1');
  expect(mail.messages).toHaveLength(1);
  await world.pass(60);
  for (const sent of [2, 3, 4]) {
    await world.pass(30 * 60);
    expect(mail.messages).toHaveLength(sent);
  }
  expect((await world.summary()).notes).not.toContain('no_one_left_to_alert');
});
