import { expect, test } from 'vitest';
import { staffReplies } from '../../core/flows/work-entry.ts';
import { latestOn, missedCall, newestEntryId, only, queue, text, work } from './texting.ts';
import { ALEX, DANA, ROBIN, World } from './world.ts';

const REPLY =
  'automatic reply. A person may not see your text right away. If you or someone near you is in danger now, call 911. Day or night you can call or text 988 and reach a person.';
const NIGHT = '2026-11-24T03:00[America/New_York]';

test('the reply, the entry and the alert come at once, at night too, before anything else in the queue', async () => {
  const world = await World.begin({ at: NIGHT });
  await text(world, ALEX, 'Please call me about the bill.');
  await text(world, ROBIN, 'I want to kill myself');
  expect(latestOn(world, ROBIN)).toBe(REPLY);
  expect(world.textsOn(DANA)).toEqual([expect.stringMatching(/URGENT entry, please open now/)]);
  expect((await queue(world)).map(entry => entry.priority)).toEqual(['crisis', 'normal']);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert urgent (delivered)', 'Robin: crisis (delivered)'],
      entries: ['Alex: message (open)', 'Robin: crisis (open)'],
      undone: ['send_alert pending', 'send_alert pending', 'confirm_message pending'],
      rows: { contacts: 2, messages: 3, alerts: 3 },
    }),
  );
});

test.each([
  ['a curly apostrophe', 'I don’t want to live anymore'],
  ['a picture beside them', 'I want to die', 1],
  ['someone close to them', 'my son says he will kill himself'],
  ['Spanish', 'Quiero morirme', 0, 'respuesta automatica.'],
])('%s', async (_, words, media = 0, reply = 'automatic reply.') => {
  const world = await World.begin();
  await text(world, ROBIN, words, { media });
  expect(latestOn(world, ROBIN).slice(0, reply.length)).toBe(reply);
  const { notes, ...rest } = await world.summary();
  expect(notes).toEqual(media ? ['picture'] : []);
  expect({ ...rest, notes: [] }).toEqual(
    only({
      texts: ['Dana: alert urgent (delivered)', 'Robin: crisis (delivered)'],
      entries: ['Robin: crisis (open)'],
      rows: { contacts: 1, messages: 2, alerts: 1 },
    }),
  );
});

test('"traffic is killing me" is no such thing', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'traffic is killing me, 10 min late');
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: message_open (delivered)'],
      entries: ['Robin: message (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('before the menu: words in the middle of it get the reply', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  await text(world, ROBIN, 'i cant go on, i want to end my life');
  await world.pass(120);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
      ],
      entries: ['Robin: missed_call, callback, crisis (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 1, alerts: 4 },
    }),
  );
});

test('before quiet: while staff are in the conversation too', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'Please call me.');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) =>
    staffReplies(tx, config, { entry, staff: 'owner', words: 'Hello, it is Sam.' }),
  );
  await world.pass(1);
  await text(world, ROBIN, 'I have pills and I am going to kill myself');
  expect(latestOn(world, ROBIN)).toBe(REPLY);
  expect(await world.summary()).toEqual(
    only({
      texts: [
        'Dana: alert (delivered)',
        'Robin: staff words (delivered)',
        'Sam: alert urgent (delivered)',
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
      ],
      entries: ['Robin: message, crisis (assigned owner)'],
      undone: ['send_alert pending', 'confirm_message pending'],
      rows: { contacts: 1, messages: 4, alerts: 4 },
    }),
  );
});

test('before an opt-out in free words: such words stop nothing, and an earlier one does not stop the reply', async () => {
  const world = await World.begin();
  await text(world, ALEX, 'stop texting me, I am going to kill myself');
  await text(world, ROBIN, 'stop texting me');
  await text(world, ROBIN, 'I want to kill myself');
  expect([latestOn(world, ALEX), latestOn(world, ROBIN)]).toEqual([REPLY, REPLY]);
  expect(await world.summary()).toEqual(
    only({
      texts: [
        'Dana: alert urgent (delivered)',
        'Alex: crisis (delivered)',
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
      ],
      entries: ['Alex: crisis (open)', 'Robin: crisis (open)'],
      notes: ['opted_out'],
      consents: ['Robin: ended by free_words'],
      rows: { contacts: 2, messages: 5, alerts: 2 },
    }),
  );
});

test('after the day’s six automated texts too', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  for (let times = 0; times < 6; times += 1) await text(world, ROBIN, '3');
  await text(world, ROBIN, 'quiero matarme');
  expect(latestOn(world, ROBIN)).toMatch(/^(automatic reply|respuesta automatica)/);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
      ],
      entries: ['Robin: missed_call, message, crisis (open)'],
      notes: ['text_daily_limit'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 14, form_links: 6, alerts: 4 },
    }),
  );
});

test('one reply in ten minutes; the entry and the alert every time', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'I want to die');
  await world.pass(120);
  await text(world, ROBIN, 'I really want to die');
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  await world.pass(600);
  await text(world, ROBIN, 'I still want to die');
  expect(world.textsOn(ROBIN)).toHaveLength(2);
  expect(world.textsOn(DANA)).toHaveLength(3);
  expect(await world.summary()).toEqual(
    only({
      texts: [
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
        'Dana: alert urgent (delivered)',
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
      ],
      entries: ['Robin: crisis, crisis, crisis (open)'],
      rows: { contacts: 1, messages: 5, alerts: 3 },
    }),
  );
});

test('a discreet practice leaves 988 out of ordinary texts, and in this one', async () => {
  const discreet = (yaml: string) => `${yaml}\ncontinuation: {discreet: on}\n`;
  const world = await World.begin({ config: discreet });
  await missedCall(world, ROBIN);
  await text(world, ROBIN, 'AYUDA');
  await text(world, ROBIN, 'I want to die');
  const texts = world.textsOn(ROBIN);
  expect(texts.map(words => [words.includes('911'), words.includes('988')])).toEqual([
    [true, false],
    [true, false],
    [true, true],
  ]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: help (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
      ],
      entries: ['Robin: missed_call, message, crisis (open)'],
      notes: ['asked_for_help'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 1, alerts: 4 },
    }),
  );
});
