import { expect, test } from 'vitest';
import { emailBlock, mailServer, NTFY_BLOCK, ordinaryBy, WEBHOOK_BLOCK, withAddresses } from './elsewhere.ts';
import { missedCall, only, text } from './texting.ts';
import { DANA, LINE, OWNER, ROBIN, World } from './world.ts';

test('by email: a message and a missed call become two that look alike, and tell nothing about the person', async () => {
  const mail = await mailServer();
  const world = await World.begin({
    config: yaml => ordinaryBy('email')(withAddresses(yaml)) + emailBlock(mail),
  });
  await text(world, ROBIN, 'My name is Quillon Farraday, I am so anxious about the divorce');
  await missedCall(world, ROBIN);
  const [first, second] = mail.messages.map(one => one.replaceAll(/^(Message-ID|Date): .*\r\n/gim, ''));
  expect(mail.messages).toHaveLength(2);
  expect(second).toBe(first);
  expect(mail.messages[0]).toContain('Subject: Willow Street: new entry');
  expect(mail.messages[0]).toContain('To: dana@willowstreet.example');
  expect(mail.raw).not.toMatch(/Quillon|Farraday|anxious|divorce|5550140|5550100|Robin|missed|voicemail/i);
  expect(world.textsOn(DANA)).toEqual([]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Robin: message_open (delivered)'],
      notices: ['dana by email: sent', 'dana by email: sent'],
      entries: ['Robin: message, missed_call (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 3, form_links: 1, alerts: 3 },
    }),
  );
});

test.each([
  ['ntfy', NTFY_BLOCK, 'https://ntfy.example/'],
  ['webhook', WEBHOOK_BLOCK, 'https://tools.willowstreet.example/alerts'],
])('by %s: the same', async (target, block, url) => {
  const asked: { url: string; raw: string }[] = [];
  const world = await World.begin({
    config: yaml => ordinaryBy(target)(withAddresses(yaml)) + block,
    elsewhere: async request => {
      asked.push({ url: request.url, raw: JSON.stringify([...request.headers]) + (await request.text()) });
      return new Response('{}');
    },
  });
  await text(world, ROBIN, 'My name is Quillon Farraday, I am so anxious about the divorce');
  expect(asked.map(one => one.url)).toEqual([url]);
  expect(asked[0]?.raw).toContain('Willow Street: new entry');
  expect(asked[0]?.raw).not.toMatch(/Quillon|Farraday|anxious|divorce|5550140|5550100|Robin/i);
  expect(await world.summary()).toEqual(
    only({
      notices: [`dana by ${target}: sent`],
      entries: ['Robin: message (open)'],
      undone: ['send_alert pending', 'confirm_message pending'],
      rows: { contacts: 1, messages: 1, alerts: 2 },
    }),
  );
});

test('refused: it goes to the same person another way, and the entry says so', async () => {
  const mail = await mailServer({ trouble: { RCPT: { reply: '550 no such mailbox' } } });
  const world = await World.begin({
    config: yaml => ordinaryBy('email')(withAddresses(yaml)) + emailBlock(mail),
  });
  await text(world, ROBIN, '1');
  expect(world.textsOn(DANA)).toEqual([expect.stringContaining('new entry')]);
  expect(world.textsOn(OWNER)).toEqual([]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (delivered)'],
      notices: ['dana by email: failed'],
      entries: ['Robin: callback (open)'],
      notes: ['alert_moved'],
      undone: ['send_alert failed: smtp_550', 'send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 3 },
      logs: ['effect_not_done'],
    }),
  );
});

test('refused, and there is no other way to them: the next person is told, and the entry says so', async () => {
  const mail = await mailServer({ trouble: { RCPT: { reply: '550 no such mailbox' } } });
  const world = await World.begin({
    config: yaml =>
      `${yaml
        .replace('ring:', 'ring: []')
        .replace(/^ {6}- .*\n/gm, '')
        .replace('phone: "+12125550112"', 'email: dana@willowstreet.example')
        .replace('[dana], by: sms, about: [crisis]', '[owner], by: sms, about: [crisis]')
        .replace('by: sms, about: [callback', 'by: email, about: [callback')}${emailBlock(mail)}`,
  });
  await text(world, ROBIN, '1');
  expect(world.textsOn(OWNER)).toEqual([expect.stringContaining('new entry')]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Sam: alert (delivered)'],
      notices: ['dana by email: failed'],
      entries: ['Robin: callback (open)'],
      notes: ['alert_failed'],
      undone: ['send_alert failed: smtp_550'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});

test('refused for now: tried again as the same message, and nobody else hears of it', async () => {
  const mail = await mailServer({ trouble: { message: { reply: '451 later' } } });
  const world = await World.begin({
    config: yaml => ordinaryBy('email')(withAddresses(yaml)) + emailBlock(mail),
  });
  await text(world, ROBIN, '1');
  expect(mail.messages).toHaveLength(1);
  delete mail.options.trouble?.message;
  await world.pass(10);
  const ids = mail.messages.map(message => /^Message-ID: .*$/im.exec(message)?.[0]);
  expect(ids).toEqual([ids[0], ids[0]]);
  expect((await world.summary()).notices).toEqual(['dana by email: sent']);
  expect((await world.summary()).notes).toEqual([]);
});

test('nobody knows whether it arrived: it goes another way as well, and is not sent again', async () => {
  const world = await World.begin({
    config: yaml => ordinaryBy('webhook')(yaml) + WEBHOOK_BLOCK,
    elsewhere: async () => new Response('', { status: 503 }),
  });
  await text(world, ROBIN, '1');
  expect(world.textsOn(DANA)).toEqual([expect.stringContaining('new entry')]);
  await world.pass(3600);
  const { notices, notes, texts } = await world.summary();
  expect(notices).toEqual(['dana by webhook: unknown']);
  expect(notes).toEqual(['alert_unknown']);
  expect(texts).toEqual([
    'Robin: callback_open (delivered)',
    'Dana: alert (delivered)',
    'Sam: alert (delivered)',
  ]);
});

test("its block is gone after a reload: it goes another way, instead of waiting for one that won't come", async () => {
  const world = await World.begin({
    config: yaml => ordinaryBy('ntfy')(withAddresses(yaml)) + NTFY_BLOCK,
    elsewhere: () => Promise.reject(new Error('Nobody should be asked')),
  });
  world.holder.current().ntfy = null;
  await text(world, ROBIN, '1');
  expect(world.textsOn(DANA)).toEqual([expect.stringContaining('new entry')]);
  expect((await world.summary()).undone).toContain('send_alert failed: no_settings');
});

test("takes no turn of the line's texts", async () => {
  const world = await World.begin({
    config: yaml => ordinaryBy('webhook')(yaml) + WEBHOOK_BLOCK,
    elsewhere: async () => new Response(),
  });
  await text(world, ROBIN, '1');
  const pacing = await world.store.read.selectFrom('pacing').selectAll().execute();
  const confirmation = world.simulator.state().messages.filter(message => message.from === LINE);
  expect(confirmation).toHaveLength(1);
  // A place is a second: only the confirmation has taken one.
  expect(pacing).toEqual([{ number: LINE, next_at: expect.any(Number) }]);
  expect(pacing[0]!.next_at).toBeLessThanOrEqual(world.now);
});
