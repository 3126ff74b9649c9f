import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createHandOver } from '../../core/alerts/hand-over.ts';
import { CHANNELS } from '../../core/channels/index.ts';
import { EdgeError } from '../../core/errors.ts';
import type { EffectId, Phone } from '../../core/ids.ts';
import type { Fetch } from '../../core/outward.ts';
import { textsOf } from '../../core/texts/texts.ts';
import { createRest, type TwilioRest } from '../../core/twilio/rest.ts';
import type { RestFault } from '../../simulator/core/faults.ts';
import { createSimulator } from '../../simulator/shell.ts';
import { blocksOf } from './alert-rigs.ts';

const LINE = '+12125550100' as Phone;
const TO = '+12125550140' as Phone;
const WORDS = 'Quillon, Thursday at two';
const EFFECT = '019aa000-0000-7000-8000-00000000beef' as EffectId;
const ACCOUNT = `AC${'0'.repeat(32)}`;
const TOKEN = 'a-token';

type Send = (rest: TwilioRest) => Promise<{ sid: string | null }>;

/** Everything that goes out by the carrier: each channel, and alerts by text. Other alerts are in alert-targets.test.ts. */
const OUTGOING: [string, Send][] = [
  ...Object.entries(CHANNELS).map(([name, { load }]): [string, Send] => [
    `channel ${name}`,
    async rest => (await load(rest)).send({ effect: EFFECT, from: LINE, to: TO, body: WORDS }),
  ]),
  ['alert target sms', sendAlert],
];

async function sendAlert(rest: TwilioRest): Promise<{ sid: string | null }> {
  const fetch = () => Promise.reject(new Error('Only the carrier is asked'));
  const settings = () => blocksOf();
  const handOver = await createHandOver({ rest, fetch, now: () => 0, settings }, ['sms']);
  const words = textsOf('en', {}).staff;
  const alert = { effect: EFFECT, from: LINE, sender: WORDS, urgent: false, again: false, count: 3, words };
  return handOver.send('sms', alert, { staff: 'dana', member: { phone: TO } });
}

function carrier() {
  const urls = {
    voiceUrl: 'http://x.example/v',
    messageUrl: 'http://x.example/m',
    callStatusUrl: 'http://x.example/s',
  };
  return createSimulator({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    baseUrl: 'https://api.twilio.com',
    numbers: [{ number: LINE, ...urls }],
    phones: [{ number: TO, name: 'Robin', role: 'caller', kind: 'mobile' }],
    seed: 1,
    now: () => 1_790_000_000_000,
    fetch: async () => new Response(null, { status: 204 }),
  });
}

function restOver(fetch: Fetch, apiUrl: string | null = null): TwilioRest {
  const account = {
    accountSid: ACCOUNT,
    authToken: TOKEN,
    apiUrl,
    publicUrl: 'https://calls.willowstreet.example',
  };
  return createRest(() => account, fetch);
}

async function failure(send: Send, rest: TwilioRest): Promise<EdgeError> {
  const error = await send(rest).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EdgeError)) throw new Error(`No EdgeError: ${error}`);
  return error;
}

const facts = ({ sent, permanent, errorCode, retryAfter }: EdgeError) => ({
  sent,
  permanent,
  errorCode,
  retryAfter,
});
const SURE = { sent: 'no', permanent: false, errorCode: null, retryAfter: null };
const UNSURE = { ...SURE, sent: 'unknown' };

test('a text is found again by its numbers and words, on whatever page it stands, and others are not', async () => {
  const simulator = carrier();
  const rest = restOver(async (input, init) => simulator.app.fetch(new Request(input, init)));
  const sms = await CHANNELS.sms.load(rest);
  const send = (body: string) => sms.send({ effect: EFFECT, from: LINE, to: TO, body });
  const { sid } = await send(WORDS);
  for (let index = 0; index < 150; index += 1) await send(`Another ${index}`);
  const text = { from: LINE, to: TO, body: WORDS };
  expect(await sms.find(text, 1_790_000_000_000)).toMatchObject([{ sid, status: 'queued', errorCode: null }]);
  expect(await sms.find(text, 1_790_000_001_000)).toEqual([]);
  expect(await sms.find({ ...text, body: `${WORDS}.` }, 0)).toEqual([]);
  expect(await sms.find({ ...text, to: LINE }, 0)).toEqual([]);
});

describe.each(OUTGOING)('%s', (_, send) => {
  const through = (simulator: ReturnType<typeof carrier>) =>
    restOver(async (input, init) => simulator.app.fetch(new Request(input, init)));

  test('sends once, from the line to the person, and says how to tell what became of it', async () => {
    const simulator = carrier();
    const { sid } = await send(through(simulator));
    const [request, ...more] = simulator.state().rest;
    expect(more).toEqual([]);
    expect(simulator.state().messages).toMatchObject([{ sid, from: LINE, to: TO }]);
    expect(Object.fromEntries(request?.params ?? []).StatusCallback).toContain(
      `https://calls.willowstreet.example/webhooks/twilio/message-status?effect=${EFFECT}`,
    );
    expect(simulator.state().complaints).toEqual([]);
  });

  test.each<[string, RestFault['effect'], object]>([
    [
      'refused for good',
      { type: 'status', status: 400, accepted: false },
      { ...SURE, permanent: true, errorCode: 20500 },
    ],
    [
      'too many requests',
      { type: 'status', status: 429, accepted: false, retryAfterSeconds: 7 },
      { ...SURE, errorCode: 20429, retryAfter: 7_000 },
    ],
    [
      'a token that is being rotated',
      { type: 'status', status: 401, accepted: false },
      { ...SURE, errorCode: 20500 },
    ],
    ['a server error', { type: 'status', status: 503, accepted: false }, { ...UNSURE, errorCode: 20500 }],
    ['cut off before it was taken', { type: 'cut', accepted: false }, UNSURE],
    ['cut off after it was taken', { type: 'cut', accepted: true }, UNSURE],
  ])('%s', async (_name, effect, expected) => {
    const simulator = carrier();
    await simulator.do({ type: 'fault', fault: { on: 'rest', count: 1, effect } });
    const error = await failure(send, through(simulator));
    expect(facts(error)).toEqual(expected);
    expect(simulator.state().rest).toHaveLength(1);
    const told = JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause });
    for (const needle of [TO, TO.slice(1), LINE, 'Quillon', 'Thursday', TOKEN])
      expect(told).not.toContain(needle);
  });

  test('a number that the carrier refuses: its own error code comes along', async () => {
    const simulator = carrier();
    await simulator.do({ type: 'set-phone', number: TO, phone: { textError: 21211 } });
    const error = await failure(send, through(simulator));
    expect(facts(error)).toEqual({ ...SURE, permanent: true, errorCode: 21211 });
    expect(error.message).not.toContain(TO.slice(1));
  });

  test('a connection that never came about: certainly not sent', async () => {
    const error = await failure(send, restOver(fetch, `http://127.0.0.1:${await unusedPort()}`));
    expect(facts(error)).toEqual(SURE);
  });

  test('a connection that breaks once the request was written: not known', async () => {
    const server = createServer(socket => socket.once('data', () => socket.destroy()));
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const error = await failure(send, restOver(fetch, `http://127.0.0.1:${port}`));
    server.close();
    expect(facts(error)).toEqual(UNSURE);
  });

  test.each([
    ['words instead of JSON', 'welcome to the captive portal'],
    ['an answer that names no message', '{}'],
  ])('a yes that is %s: not known', async (_name, body) => {
    const error = await failure(
      send,
      restOver(async () => new Response(body, { status: 201 })),
    );
    expect(facts(error)).toEqual(UNSURE);
  });

  test('no answer at all: not known', async () => {
    const never: Fetch = async () => {
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    };
    const error = await failure(send, restOver(never));
    expect({ ...facts(error), code: error.code }).toEqual({ ...UNSURE, code: 'timed_out' });
  });

  test("a wait that is told as a date counts by the other side's clock", async () => {
    const headers = { date: 'Mon, 23 Nov 2026 15:00:00 GMT', 'retry-after': 'Mon, 23 Nov 2026 15:01:30 GMT' };
    const error = await failure(
      send,
      restOver(async () => new Response('{}', { status: 429, headers })),
    );
    expect(error.retryAfter).toBe(90_000);
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise(done => server.close(done));
  return port;
}
