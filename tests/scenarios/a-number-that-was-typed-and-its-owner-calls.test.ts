import { expect, test } from 'vitest';
import { numberConfirmed } from '../../core/flows/number-confirmed.ts';
import { sendForm } from './forms.ts';
import { missedCall, newestEntryId, only, work } from './texting.ts';
import { ROBIN, World } from './world.ts';

test('they are texted like any caller, and nothing says that they had asked for no texts', async () => {
  const world = await World.begin();
  await sendForm(world, '/form', {
    wants: 'callback',
    message: '',
    number: '212 555 0140',
    language: 'en',
  });
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => numberConfirmed(tx, config, { entry, staff: 'dana' }));
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)).toContainEqual(expect.stringContaining('is on its way'));
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)', 'Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: callback, missed_call (open)'],
      notes: ['number_confirmed'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, forms: 1, form_links: 1, alerts: 3 },
    }),
  );
});
