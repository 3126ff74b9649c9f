import { expect } from 'vitest';
import { DANA, type Installation, LINE, ROBIN } from '../e2e/installation.ts';
import { until } from '../e2e/until.ts';
import { Lock } from '../faults/lock.ts';
import { CALLING, KEYED, NAME, SENTENCE, SOUND, WRITTEN } from './needles.ts';

/** A day on which the needles go in by every door, and on which things go wrong with them in hand. */
export async function tellEverything(practice: Installation): Promise<void> {
  await voicemail(practice);
  await keypad(practice);

  await practice.do({ type: 'text', phone: CALLING, to: LINE, body: `Ask for ${NAME}, ${SENTENCE}` });
  await practice.do({ type: 'text', phone: CALLING, to: LINE, body: `I want to die. ${SENTENCE}` });
  await practice.text(CALLING, '988', 2);

  const link = /http:\S+\/c\/\S+/.exec(practice.textsOn(CALLING).join(' '))?.[0] ?? '';
  const fields = { wants: 'message', message: SENTENCE, name_to_ask: NAME, best_time: SENTENCE };
  expect((await send(practice, link, fields)).status).toBe(303);
  expect((await send(practice, `${practice.url}/form`, { ...fields, number: WRITTEN })).status).toBe(303);
  // Refused, with everything in it.
  expect((await send(practice, link, { ...fields, wants: SENTENCE, number: NAME })).status).toBe(422);
  const signed = { method: 'POST', body: new URLSearchParams({ From: CALLING, Body: SENTENCE }) };
  expect((await fetch(`${practice.url}/webhooks/twilio/message`, signed)).status).toBe(403);

  // The carrier's own refusal names the number.
  await practice.do({ type: 'set-phone', number: CALLING, phone: { textError: 21211 } });
  const { shortId } = JSON.parse(await practice.ask('queue', '--json')).find(
    (entry: { contact: { phone: string } | null }) => entry.contact?.phone === CALLING,
  );
  await practice.ask('queue', 'reply', shortId, 'Shall we say Friday?', '--as', 'dana');
  await until('the carrier has refused', () =>
    practice.simulator.state().rest.some(one => one.status === 400),
  );

  // Our own failure has the words in hand.
  const lock = Lock.on(practice);
  await lock.take();
  await practice.do({ type: 'text', phone: CALLING, to: LINE, body: SENTENCE });
  await until('the server has failed', () => practice.logs.includes('"event":"webhook_failed"'));
  lock.close();
}

/** What a person at the terminal does wrong, and is told of. */
export async function mistakes(practice: Installation): Promise<string> {
  let said = '';
  for (const args of [
    ['queue', 'take', 'zzzz', '--as', 'dana'],
    ['queue', 'handle', 'zzzz', '--as', 'nobody'],
    ['queue', 'reply', 'zzzz', 'Hello'],
    ['close', 'sometime'],
  ]) {
    const { code, stderr } = await practice.command(...args);
    expect(code).not.toBe(0);
    said += stderr;
  }
  return said;
}

async function voicemail(practice: Installation): Promise<void> {
  await practice.do({ type: 'call', phone: CALLING, to: LINE });
  await practice.rings(DANA);
  await practice.do({ type: 'decline', phone: DANA });
  await practice.tone(CALLING);
  await practice.do({ type: 'speak', phone: CALLING, words: SENTENCE, audio: sound() });
  await until('the words are spoken', () => {
    const { doing } = practice.simulator.state().calls.find(call => call.phone === CALLING) ?? {};
    return doing?.type === 'recording' && doing.speech.length > 0;
  });
  await practice.do({ type: 'hang-up', phone: CALLING });
  await until('the recording is deleted at the carrier', () =>
    practice.simulator.state().recordings.some(recording => recording.deleted),
  );
}

async function keypad(practice: Installation): Promise<void> {
  await practice.do({ type: 'set', settings: { charactersPerSecond: 100 } });
  await practice.do({ type: 'call', phone: ROBIN, to: LINE, withheld: true });
  await practice.rings(DANA);
  await practice.do({ type: 'decline', phone: DANA });
  await practice.heard(ROBIN, "You've reached");
  await practice.do({ type: 'press', phone: ROBIN, keys: `${KEYED}#` });
  await until('the number is noted', async () => (await practice.ask('queue')).includes('0177'));
  await practice.do({ type: 'hang-up', phone: ROBIN });
  await practice.do({ type: 'set', settings: { charactersPerSecond: 400 } });
}

function send(practice: Installation, url: string, fields: Record<string, string>): Promise<Response> {
  const headers = { origin: practice.url };
  return fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' });
}

/** A second of 8 kHz, 16 bit, mono, whose samples spell words. */
function sound(): Uint8Array {
  const samples = Buffer.alloc(16_000, `${SOUND} `);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
