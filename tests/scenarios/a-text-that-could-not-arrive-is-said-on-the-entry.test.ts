import { expect, test } from 'vitest';
import { en } from '../../core/texts/en.ts';
import { missedCall, only } from './texting.ts';
import { KITCHEN, LINE, ROBIN, World } from './world.ts';

const CODES = [
  [21211, 'failed', 'text_bad_number'],
  [21408, 'failed', 'text_region_off'],
  [21614, 'failed', 'text_landline'],
  [30003, 'undelivered', 'text_unreachable'],
  [30005, 'undelivered', 'text_unreachable'],
  [30006, 'undelivered', 'text_landline'],
  [30007, 'undelivered', 'text_filtered'],
  [30008, 'undelivered', 'text_unreachable'],
  [30024, 'undelivered', 'text_being_set_up'],
  [30032, 'undelivered', 'text_not_registered'],
  [30034, 'failed', 'text_not_registered'],
  [14107, 'undelivered', 'text_reply_limit'],
  [99999, 'undelivered', 'text_not_delivered'],
] as const;

test.each(CODES)('%i', async (textError, fate, note) => {
  const world = await World.begin();
  await world.do({ type: 'set-phone', number: ROBIN, phone: { textError } });
  await missedCall(world, ROBIN);
  expect(en.notes[note]).toMatch(/did not arrive/);
  const atOnce = textError < 22_000 && textError > 20_000;
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [`Robin: continuation (${atOnce ? 'refused 400' : fate})`, 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: [note],
      consents: ['Robin: given by call'],
      undone: atOnce ? ['send_text failed: http_400'] : [],
      rows: { alerts: 1, calls: 1, contacts: 1, form_links: 1, messages: 1 },
      logs: atOnce ? ['effect_not_done'] : [],
    }),
  );
});

test('a landline, found out by trying', async () => {
  const world = await World.begin();
  await missedCall(world, KITCHEN);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Kitchen: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Kitchen: continuation (undelivered)', 'Dana: alert (delivered)'],
      entries: ['Kitchen: missed_call (open)'],
      notes: ['text_landline'],
      consents: ['Kitchen: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test.each(['rest', 'callback'] as const)(
  '21610 for someone who opted in, told by %s',
  async optedOutRefusal => {
    const world = await World.begin({ simulator: { settings: { optedOutRefusal } } });
    world.simulator.state().optOuts.push(`${LINE} ${ROBIN}`);
    await missedCall(world, ROBIN);
    await world.pass(25 * 3600);
    await missedCall(world, ROBIN);
    const { logs, undone, texts, ...rest } = await world.summary();
    expect(texts.filter(sent => sent.startsWith('Robin'))).toHaveLength(1);
    expect([logs, undone]).toEqual(
      optedOutRefusal === 'rest' ? [['effect_not_done'], ['send_text failed: http_400']] : [[], []],
    );
    expect({ ...rest, logs: [], undone: [], texts: [] }).toEqual(
      only({
        calls: ['Robin: missed', 'Robin: missed'],
        legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
        entries: ['Robin: missed_call x2 (open)'],
        notes: ['text_opted_out', 'opted_out'],
        consents: ['Robin: given by call', 'Robin: ended by carrier'],
        rows: { contacts: 1, calls: 2, messages: 1, form_links: 1, alerts: 1 },
      }),
    );
  },
);
