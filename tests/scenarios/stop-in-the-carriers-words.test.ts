import { expect, test } from 'vitest';
import { latestOn, missedCall, only, text, textWebhook } from './texting.ts';
import { ROBIN, World } from './world.ts';

const CARRIER_STOPS = /^You are unsubscribed/;

test.each(['STOP', 'stop', ' Unsubscribe ', 'QUIT', 'OPTOUT'])(
  '%s: the carrier answers, we say nothing',
  async word => {
    const world = await World.begin();
    await missedCall(world, ROBIN);
    await text(world, ROBIN, word);
    expect(world.textsOn(ROBIN).slice(1)).toEqual([expect.stringMatching(CARRIER_STOPS)]);
    expect(await world.summary()).toEqual(
      only({
        calls: ['Robin: missed'],
        legs: ['Front desk: no-answer', 'Dana: no-answer'],
        texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
        entries: ['Robin: missed_call (open)'],
        notes: ['opted_out'],
        consents: ['Robin: given by call', 'Robin: ended by keyword'],
        rows: { contacts: 1, calls: 1, messages: 2, form_links: 1, alerts: 1 },
      }),
    );
  },
);

test('STOP, then calls again: no text, the greeting promises none, and the entry says so', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'STOP');
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN).join(' ')).not.toMatch(/a text with other ways/);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['opted_out'],
      consents: ['Robin: ended by keyword'],
      rows: { contacts: 1, calls: 1, messages: 1, alerts: 1 },
    }),
  );
});

test('STOP with a full stop, which the carrier may not honour, is honoured by us', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'Stop.');
  await missedCall(world, ROBIN);
  expect(world.textsOn(ROBIN)).toEqual([]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['opted_out'],
      consents: ['Robin: ended by keyword'],
      rows: { contacts: 1, calls: 1, messages: 1, alerts: 1 },
    }),
  );
});

test.each(['CANCEL', 'End'])(
  '%s opts out too, and leaves an entry: an appointment may have been meant',
  async word => {
    const world = await World.begin();
    await text(world, ROBIN, word);
    expect(await world.summary()).toEqual(
      only({
        texts: ['Dana: alert (delivered)'],
        entries: ['Robin: message (open)'],
        notes: ['may_have_meant_appointment'],
        consents: ['Robin: ended by keyword'],
        undone: ['send_alert pending'],
        rows: { contacts: 1, messages: 1, alerts: 2 },
      }),
    );
  },
);

test.each([
  ['CANCEL', 'ended', ['may_have_meant_appointment']],
  ['YES', 'given', []],
])('%s means the same where the carrier names what it made of it', async (word, consent, notes) => {
  const world = await World.begin({ simulator: { settings: { advancedOptOut: true } } });
  await text(world, ROBIN, word);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: message (open)'],
      notes,
      consents: [`Robin: ${consent} by keyword`],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 1, alerts: 2 },
    }),
  );
});

test("a word of the practice's own at the carrier stops the texts, and the record keeps the word", async () => {
  const world = await World.begin();
  await textWebhook(world, { From: ROBIN, Body: 'PARAR', OptOutType: 'STOP' });
  await missedCall(world, ROBIN);
  expect(await world.store.read.selectFrom('consents').select('words').execute()).toEqual([
    { words: 'PARAR' },
  ]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['opted_out'],
      consents: ['Robin: ended by keyword'],
      rows: { contacts: 1, calls: 1, messages: 1, alerts: 1 },
    }),
  );
});

test('START brings the texts back; the carrier answers that too', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, 'STOP');
  await text(world, ROBIN, '1');
  await text(world, ROBIN, 'START');
  expect(latestOn(world, ROBIN)).toMatch(/^You will get texts from this number again/);
  await world.pass(25 * 3600);
  await missedCall(world, ROBIN);
  expect(latestOn(world, ROBIN)).toMatch(/^Sorry we missed your call/);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
        'Sam: alert (delivered)',
        'Robin: continuation (delivered)',
      ],
      entries: ['Robin: missed_call x2, callback (open)'],
      notes: ['opted_out', 'opted_in'],
      consents: [
        'Robin: given by call',
        'Robin: ended by keyword',
        'Robin: given by keyword',
        'Robin: given by call',
      ],
      rows: { contacts: 1, calls: 2, messages: 5, form_links: 2, alerts: 3 },
    }),
  );
});

test('crisis words that a carrier took for its keyword still bring staff', async () => {
  const world = await World.begin();
  await textWebhook(world, { From: ROBIN, Body: 'I want to end my life. Stop.', OptOutType: 'STOP' });
  await world.pass(2);
  const { entries, consents, notes, texts } = await world.summary();
  expect(entries).toEqual(['Robin: crisis (open)']);
  expect(consents).toEqual(['Robin: ended by keyword']);
  expect(notes).toContain('crisis_reply_not_sent');
  expect(texts).toEqual(['Dana: alert urgent (delivered)', 'Sam: alert urgent (delivered)']);
  expect(world.textsOn(ROBIN)).toEqual([]);
});
