import { expect, test } from 'vitest';
import { latestOn, missedCall, only, queue, text } from './texting.ts';
import { ROBIN, World } from './world.ts';

test('3 brings the same menu in Spanish, and Spanish is remembered for the next call', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '3');
  expect(latestOn(world, ROBIN)).toMatch(/^Sentimos no haber contestado. Responda 1 para que le llamemos/);
  await text(world, ROBIN, '1');
  expect(latestOn(world, ROBIN)).toMatch(/^Gracias. Una persona llamara/);
  await world.pass(25 * 3600);
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)[1]).toBe('For English, press two.');
  expect(latestOn(world, ROBIN)).toMatch(/^Sentimos no haber contestado/);
  expect((await queue(world))[0]?.language).toBe('es');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Sam: alert (delivered)',
        'Robin: continuation (delivered)',
      ],
      entries: ['Robin: missed_call x2, callback (open)'],
      consents: ['Robin: given by call', 'Robin: given by call'],
      rows: { contacts: 1, calls: 2, messages: 6, form_links: 3, alerts: 3 },
    }),
  );
});

test('3 once more brings English back', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '3');
  await text(world, ROBIN, '3');
  expect(latestOn(world, ROBIN)).toMatch(/^Sorry we missed your call/);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
      ],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 3, alerts: 1 },
    }),
  );
});

test('writing Spanish is answered in Spanish and remembered', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'Hola, necesito hablar con alguien sobre mi cita de mañana');
  await world.pass(60);
  expect(latestOn(world, ROBIN)).toMatch(/^Recibido, gracias./);
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)[1]).toBe('For English, press two.');
  expect(latestOn(world, ROBIN)).toMatch(/^Sentimos no haber contestado/);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Dana: alert (delivered)',
        'Robin: message_open (delivered)',
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: message, missed_call (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 3, form_links: 1, alerts: 3 },
    }),
  );
});
