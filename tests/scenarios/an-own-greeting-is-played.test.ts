import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { speechWav } from '../../simulator/core/wav.ts';
import { call, latestCall, lineWith } from './calling.ts';
import { only } from './texting.ts';
import { ROBIN, World } from './world.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-ring-greeting-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PLAYED = 'https://calls.willowstreet.example/webhooks/twilio/voice/greeting/0';

test('instead of the spoken one, to its end; then comes the tone, and the text goes', async () => {
  writeFileSync(join(folder, 'hello.wav'), speechWav([{ words: '', milliseconds: 12_000, audio: null }]));
  const world = await World.begin({ config: lineWith(`greeting: {play: ${join(folder, 'hello.wav')}}`) });
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  expect(world.heard(ROBIN)).toEqual([PLAYED]);
  const played = latestCall(world, ROBIN)?.heard.find(one => one.kind === 'play');
  expect((played?.until ?? 0) - (played?.at ?? 0)).toBe(12_000);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(5);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
  const consent = await world.store.read.selectFrom('consents').select('words').executeTakeFirst();
  expect(consent).toEqual({ words: '(recording) hello.wav' });
});

test('2 in it goes on with the spoken greeting of the other language', async () => {
  writeFileSync(join(folder, 'hello.wav'), speechWav([{ words: '', milliseconds: 12_000, audio: null }]));
  const world = await World.begin({ config: lineWith(`greeting: {play: ${join(folder, 'hello.wav')}}`) });
  await call(world, ROBIN);
  await world.until(() => world.heard(ROBIN).length > 0);
  await world.do({ type: 'press', phone: ROBIN, keys: '2' });
  await world.untilTone(ROBIN);
  expect(world.heard(ROBIN).slice(0, 2)).toEqual([PLAYED, 'Está llamando a Willow Street.']);
});

test('a file that is gone is skipped: the tone comes all the same', async () => {
  const world = await World.begin({ config: lineWith(`greeting: {play: ${join(folder, 'gone.wav')}}`) });
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  expect(latestCall(world, ROBIN)?.doing?.type).toBe('recording');
  expect((await world.summary()).complaints).toEqual([`The recording to play did not come: ${PLAYED}`]);
});
