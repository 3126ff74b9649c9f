import { expect, test } from 'vitest';
import { call, latestCall, leaveVoicemail, ringsNobody, untilRinging } from './calling.ts';
import { only } from './texting.ts';
import { DANA, DESK, LINE, ROBIN, World } from './world.ts';

test('from our own line: busy, so that whoever forwarded it goes on, and no entry', async () => {
  const world = await World.begin({ phones: [LINE] });
  await call(world, LINE);
  await world.pass(30);
  expect(latestCall(world, LINE)?.status).toBe('busy');
  expect(await world.summary()).toEqual(only({ calls: ['own_line: refused'], rows: { calls: 1 } }));
});

test("forwarded by the front desk's phone: that phone is left out, Dana's rings", async () => {
  const world = await World.begin();
  await call(world, ROBIN, { forwardedFrom: DESK });
  await untilRinging(world, DANA);
  await world.untilTone(ROBIN);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test("with the front desk's number in place of the caller's: a withheld number, never texted", async () => {
  const world = await World.begin();
  await call(world, DESK, { forwardedFrom: DESK });
  await world.untilTone(DESK);
  expect(world.heard(DESK)).toContainEqual(expect.stringContaining('We cannot see your number.'));
  await leaveVoicemail(world, DESK);
  expect(await world.summary()).toEqual(
    only({
      calls: ['withheld: missed'],
      legs: ['Dana: no-answer'],
      texts: ['Dana: alert (delivered)', 'Dana: alert (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['nobody known: missed_call, voicemail (open)'],
      undone: ['send_alert pending'],
      rows: { calls: 1, voicemails: 1, alerts: 3 },
    }),
  );
});

test('a line that only gets forwarded calls greets at once and texts who called', async () => {
  const world = await World.begin({ config: ringsNobody });
  await call(world, ROBIN, { forwardedFrom: '+12125550150' });
  await world.untilTone(ROBIN);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
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

test('on such a line the number of the office is nobody: its carrier put it there', async () => {
  const world = await World.begin({ config: ringsNobody });
  await call(world, DESK);
  await leaveVoicemail(world, DESK);
  expect(await world.summary()).toEqual(
    only({
      calls: ['withheld: missed'],
      texts: ['Dana: alert (delivered)', 'Dana: alert (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['nobody known: missed_call, voicemail (open)'],
      undone: ['send_alert pending'],
      rows: { calls: 1, voicemails: 1, alerts: 3 },
    }),
  );
});

test('on such a line a robot that hangs up at once gets no text', async () => {
  const world = await World.begin({ config: ringsNobody });
  await call(world, ROBIN);
  await world.pass(2);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['text_slip'],
      undone: ['send_text cancelled: slip'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
});
