import { expect, test } from 'vitest';
import { readConfig } from '../../../core/config/load.ts';
import { text } from '../../scenarios/texting.ts';
import { ROBIN } from '../../scenarios/world.ts';
import { Desk } from './desk.ts';

const saved = (replies: string) => (yaml: string) => `${yaml}\nreplies:\n  ${replies}\n`;

test('saved replies, in each language that they are in', async () => {
  const desk = await Desk.begin({ config: saved('will_call: {en: "We will call.", es: "Le llamamos."}') });
  expect((await desk.get('dana', '/api/replies')).json).toEqual({
    replies: [{ name: 'will_call', words: { en: 'We will call.', es: 'Le llamamos.' } }],
  });
  expect((await (await Desk.begin()).get('dana', '/api/replies')).json).toEqual({ replies: [] });
});

test.each([
  ['{en: "Your appointment is set.", es: "Le llamamos."}', 'error', 'confirms that somebody is a client'],
  ['{en: "A therapist will call.", es: "Le llamamos."}', 'error', 'hints at what the practice does'],
  ['{en: "Call us.", es: "Su sesión es hoy."}', 'error', 'confirms that somebody is a client'],
  ['{en: "Call us."}', 'warning', 'there are no words for "es"'],
  ['{fr: "Appelez-nous."}', 'error', 'fr'],
  [`{en: "${'x'.repeat(321)}", es: "Llame."}`, 'error', '320'],
])('config check on %s: %s', async (words, kind, says) => {
  const { readFileSync } = await import('node:fs');
  const yaml = readFileSync(new URL('../../scenarios/practice.yaml', import.meta.url), 'utf8');
  const reading = readConfig(saved(`will_call: ${words}`)(yaml), {
    folder: '.',
    env: { KEY: 'a5'.repeat(32) },
    readFile: () => ({ problem: 'missing' }),
    exists: () => true,
  });
  const errors = 'errors' in reading ? reading.errors : [];
  const told = kind === 'error' ? errors : reading.warnings;
  expect(told.map(one => one.message).join('\n')).toContain(says);
  if (kind === 'warning') expect(errors).toEqual([]);
});

test('what a text costs, and what to think about first', async () => {
  const desk = await Desk.begin();
  const check = async (words: string) => (await desk.send('dana', '/api/replies/check', { words })).json;
  expect(await check(' At four? ')).toEqual({
    ...{ encoding: 'GSM-7', segments: 1, units: 8, characters: 8, most: 1_600 },
    warnings: [],
  });
  expect(await check('🙂'.repeat(40))).toMatchObject({ encoding: 'UCS-2', segments: 2 });
  expect((await check('About your session')).warnings).toEqual([{ code: 'confirms', words: 'your session' }]);
  expect((await desk.send('dana', '/api/replies/check', { words: 7 })).status).toBe(422);
});

test('a text of which nobody knows is sent again when a person says so, and only then', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  const row = await desk.entryOf(ROBIN);
  const at = `/api/entries/${row.id}`;
  await desk.send('front_desk', `${at}/reply`, { version: row.version, words: 'At four?' });
  await desk.world.pass(10);
  const messages = () =>
    desk.world.store.read
      .selectFrom('messages')
      .selectAll()
      .where('author', '=', 'staff')
      .orderBy('at')
      .execute();
  const [sent] = await messages();
  const retry = (message: string, version: number) =>
    desk.send('front_desk', `${at}/retry`, { message, version });
  const arrived = await retry(sent!.id, row.version + 1);
  expect([arrived.status, arrived.json.type]).toEqual([409, 'urn:second-ring:problem:not-unknown']);
  await desk.world.store.write(tx =>
    tx.db.updateTable('messages').set({ status: 'unknown' }).where('id', '=', sent!.id).execute(),
  );
  const both = await Promise.all([retry(sent!.id, row.version + 1), retry(sent!.id, row.version + 1)]);
  expect(both.map(one => one.status)).toEqual([200, 409]);
  await desk.world.pass(10);
  expect(desk.world.textsOn(ROBIN).filter(words => words.includes('At four?'))).toHaveLength(2);
  expect((await messages()).map(one => one.body)).toEqual(['At four?', 'At four?']);
  // Once: whoever comes later sees that, and what became of the second one.
  const late = await retry(sent!.id, await desk.version(row.id));
  expect([late.status, late.json.type]).toEqual([409, 'urn:second-ring:problem:not-unknown']);
  const { items } = (await desk.get('owner', at)).json;
  const texts = items.filter((item: { body?: string }) => item.body === 'At four?');
  expect(texts.map((one: { sentAgain: boolean }) => one.sentAgain)).toEqual([false, true]);
  // Not what automation wrote, nor what they wrote themselves, nor what is nothing.
  const others = await desk.world.store.read
    .selectFrom('messages')
    .select('id')
    .where('author', '<>', 'staff')
    .execute();
  const version = await desk.version(row.id);
  for (const { id } of [...others, { id: '019aa000-0000-7000-8000-00000000beef' }]) {
    expect((await retry(id, version)).status).toBe(409);
  }
});
