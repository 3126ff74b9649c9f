import { expect, test } from 'vitest';
import { call, ringsNobody, untilSaid } from './calling.ts';
import { linkOn, openPage } from './forms.ts';
import { only } from './texting.ts';
import { ROBIN, World } from './world.ts';

test('the whole greeting is said in Spanish, and everything later is Spanish too', async () => {
  const world = await World.begin({ at: '2026-11-24T20:00[America/New_York]' });
  await call(world, ROBIN);
  await untilSaid(world, ROBIN, 'Para español');
  await world.do({ type: 'press', phone: ROBIN, keys: '2' });
  await world.untilTone(ROBIN);
  const said = world.heard(ROBIN);
  expect(said.slice(said.indexOf('Está llamando a Willow Street.'))).toEqual([
    'Está llamando a Willow Street.',
    'For English, press two.',
    'Esto es una grabación; nadie pudo contestar.',
    'Abrimos mañana a las 9 de la mañana; los mensajes no se escuchan antes.',
    'Si usted u otra persona está en peligro, cuelgue y llame al 911, o llame al 988 y oprima dos.',
    'Si este es un teléfono móvil, le enviamos un texto con otras maneras de comunicarse; si no quiere textos, oprima la tecla asterisco.',
    'O deje después del tono su nombre, un número, y si podemos dejar un mensaje ahí.',
  ]);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(86_400);
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  expect(world.heard(ROBIN)[0]).toBe('Está llamando a Willow Street.');
  expect(world.textsOn(ROBIN).at(-1)).toMatch(/^Willow Street: Sentimos no haber contestado\./);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(5);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
      ],
      entries: ['Robin: missed_call x2 (open)'],
      consents: ['Robin: given by call', 'Robin: given by call'],
      rows: { contacts: 1, calls: 2, messages: 2, form_links: 2, alerts: 1 },
    }),
  );
});

test('a text that waits is said in Spanish as well, with a link that works', async () => {
  const world = await World.begin({ config: ringsNobody });
  await call(world, ROBIN);
  await untilSaid(world, ROBIN, 'Para español');
  await world.do({ type: 'press', phone: ROBIN, keys: '2' });
  expect(world.textsOn(ROBIN)).toEqual([]);
  await world.untilTone(ROBIN);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(10);
  expect(world.textsOn(ROBIN)).toEqual([
    expect.stringMatching(/^Willow Street: Sentimos no haber contestado\..* o use https:/),
  ]);
  expect((await openPage(world, linkOn(world, ROBIN))).status).toBe(200);
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

test('every sentence is said by a voice of its own language', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  const languages = world.simulator
    .state()
    .calls[0]?.heard.filter(one => one.kind === 'say')
    .map(one => one.language);
  expect(languages).toEqual(['en-US', 'es-US', 'en-US', 'en-US', 'en-US', 'en-US']);
});

test('2 again goes back to English', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilSaid(world, ROBIN, 'Para español');
  await world.do({ type: 'press', phone: ROBIN, keys: '2' });
  await untilSaid(world, ROBIN, 'For English');
  await world.do({ type: 'press', phone: ROBIN, keys: '2' });
  await world.untilTone(ROBIN);
  expect(world.heard(ROBIN).at(-1)).toMatch(/^Or after the tone/);
  const contact = await world.store.read.selectFrom('contacts').select('language').executeTakeFirst();
  expect(contact).toEqual({ language: 'en' });
});
