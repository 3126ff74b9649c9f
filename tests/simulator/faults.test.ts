import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { describe, expect, test, vi } from 'vitest';
import { readRetryPolicy } from '../../simulator/core/retry-policy.ts';
import { ACCOUNT, HOST, LINE, Practice, ROBIN, response, TOKEN } from './practice.ts';
import { vendorClient } from './vendor-client.ts';

const numbers = (voiceUrl: string) => [
  { number: LINE, voiceUrl, messageUrl: `${HOST}/message`, callStatusUrl: `${HOST}/call-status` },
];
const refuses = () => Promise.reject(new TypeError('fetch failed'));
const send = (practice: Practice, body = 'Hello') =>
  vendorClient(request => practice.simulator.app.fetch(request)).messages.create({
    to: ROBIN,
    from: LINE,
    body,
    statusCallback: `${HOST}/status`,
  });

describe('retries', () => {
  test.each([
    ['https://a.example/v?x=1', 'https://a.example/v?x=1', { retries: 1, on: ['ct'], totalMs: 15_000 }],
    ['https://a.example/v#rc=2&rp=ct,rt,5xx', 'https://a.example/v', { retries: 2, on: ['5xx', 'ct', 'rt'] }],
    [
      'https://a.example/v#rp=all&tt=5000',
      'https://a.example/v',
      { on: ['4xx', '5xx', 'ct', 'rt'], totalMs: 5000 },
    ],
  ])('%s', (configured, url, policy) => {
    expect(readRetryPolicy(configured)).toMatchObject({ url, policy, problem: null });
  });

  test.each(['#rc=9', '#rp=sometimes', '#tt=20000', '#top'])('%s is no override', fragment => {
    expect(readRetryPolicy(`https://a.example/${fragment}`).problem).toContain('is no connection override');
  });

  test('by default a 5xx is not asked again, and no connection is, once', async () => {
    const fails = new Practice({ '/voice': new Response('', { status: 503 }) });
    const sid = await fails.call();
    expect(fails.to('/voice')).toHaveLength(1);
    expect(fails.heard(sid).join()).toContain('application error');
    const down = new Practice({}, { fetch: refuses });
    await down.simulator.do({ type: 'call', phone: ROBIN, to: LINE });
    await down.simulator.idle();
    expect(down.webhooks('voice').map(one => one.outcome)).toEqual(['superseded', 'failed']);
  });

  test('the fragment asks for more, is not sent, and the last answer is the one that is run', async () => {
    let asked = 0;
    const practice = new Practice(
      {
        '/voice': () => {
          asked += 1;
          return asked < 3 ? new Response('', { status: 500 }) : response('<Say>Third time</Say>');
        },
      },
      { numbers: numbers(`${HOST}/voice#rc=2&rp=ct,rt,5xx`) },
    );
    const sid = await practice.call();
    expect(practice.heard(sid)).toContain('say: Third time');
    expect(practice.asked.every(one => one.signed)).toBe(true);
    expect(new Set(practice.webhooks('voice').map(one => one.token)).size).toBe(1);
  });

  test('an answer that takes longer than fifteen seconds does not count', async () => {
    const practice = new Practice({ '/voice': () => new Promise<Response>(() => {}) });
    const { callSid } = await practice.simulator.do({ type: 'call', phone: ROBIN, to: LINE });
    practice.now += 14_999;
    await practice.simulator.tick();
    expect(practice.heard(callSid!)).toEqual(['ringing: ringing']);
    practice.now += 1;
    await practice.simulator.tick();
    expect(practice.heard(callSid!).join()).toContain('application error');
  });

  test('a redirect by status turns the POST into a GET without parameters', async () => {
    const practice = new Practice({
      '/voice': new Response('', { status: 302, headers: { location: '/moved' } }),
      '/moved': response('<Say>Moved</Say>'),
    });
    const sid = await practice.call();
    expect(practice.asked.at(-1)).toMatchObject({ path: '/moved', params: {}, signed: true });
    expect(practice.heard(sid)).toContain('say: Moved');
    expect(practice.complaints().join()).toContain('parameters of the POST are lost');
  });
});

describe('callbacks that go wrong', () => {
  test('lost, slow, doubled, out of order', async () => {
    const practice = new Practice({});
    const fault = (effect: 'lost' | 'doubled' | 'reordered') =>
      practice.simulator.do({
        type: 'fault',
        fault: { on: 'webhook', kind: 'message-status', count: 1, effect: { type: effect } },
      });
    const heard = () => practice.to('/status').map(one => one.MessageStatus);
    await fault('lost');
    await send(practice);
    await practice.pass(60);
    expect(heard().splice(0)).toEqual(['delivered']);
    practice.asked.length = 0;
    await fault('doubled');
    await send(practice);
    await practice.pass(1);
    expect(heard()).toEqual(['sent', 'sent', 'delivered']);
    practice.asked.length = 0;
    await fault('reordered');
    await send(practice);
    await practice.pass(1);
    expect(heard()).toEqual(['delivered', 'sent']);
    practice.asked.length = 0;
    await practice.simulator.do({
      type: 'fault',
      fault: {
        on: 'webhook',
        kind: 'message-status',
        number: ROBIN,
        count: 9,
        effect: { type: 'slow', milliseconds: 30_000 },
      },
    });
    await send(practice);
    await practice.pass(29);
    expect(heard()).toEqual([]);
    await practice.pass(2);
    expect(heard()).toEqual(['sent', 'delivered']);
  });

  test('a lost question for TwiML is asked again, for somebody waits', async () => {
    const practice = new Practice({ '/voice': response('<Say>Hello</Say>', '<Pause length="9"/>') });
    await practice.simulator.do({
      type: 'fault',
      fault: { on: 'webhook', kind: 'voice', count: 1, effect: { type: 'lost' } },
    });
    const sid = await practice.call();
    await practice.pass(4);
    expect(practice.heard(sid)).toEqual(['ringing: ringing']);
    await practice.pass(2);
    expect(practice.heard(sid)).toContain('say: Hello');
  });

  test('a lost text is no text', async () => {
    const practice = new Practice({});
    await practice.simulator.do({
      type: 'fault',
      fault: { on: 'webhook', kind: 'message', count: 1, effect: { type: 'lost' } },
    });
    await practice.simulator.do({ type: 'text', phone: ROBIN, to: LINE, body: 'Hello' });
    await practice.pass(60);
    expect(practice.asked).toEqual([]);
    expect(practice.complaints()).toEqual([]);
  });

  test('a doubled question for TwiML is answered by its second answer', async () => {
    let asked = 0;
    const practice = new Practice({ '/voice': () => response(`<Say>Answer ${++asked}</Say>`) });
    await practice.simulator.do({
      type: 'fault',
      fault: { on: 'webhook', kind: 'voice', count: 1, effect: { type: 'doubled' } },
    });
    const sid = await practice.call();
    expect(practice.heard(sid)).toContain('say: Answer 2');
    expect(practice.heard(sid)).not.toContain('say: Answer 1');
  });
});

describe('a REST API that goes wrong', () => {
  const fault = (practice: Practice, effect: object, count = 1) =>
    practice.simulator.do({
      type: 'fault',
      fault: { on: 'rest', path: 'Messages', count, effect: effect as never },
    });
  const arrived = (practice: Practice, count: number) =>
    vi.waitFor(() => expect(practice.simulator.state().rest).toHaveLength(count));
  const texts = (practice: Practice) => practice.simulator.state().messages.length;

  test('429 with Retry-After, 5xx before and after it was accepted', async () => {
    const practice = new Practice({});
    await fault(practice, { type: 'status', status: 429, accepted: false, retryAfterSeconds: 7 });
    const answer = await practice.simulator.app.request(`/2010-04-01/Accounts/${ACCOUNT}/Messages.json`, {
      headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    await fault(practice, { type: 'status', status: 500, accepted: false });
    await expect(send(practice)).rejects.toMatchObject({ status: 500 });
    expect(texts(practice)).toBe(0);
    await fault(practice, { type: 'status', status: 502, accepted: true });
    await expect(send(practice)).rejects.toMatchObject({ status: 502 });
    expect(texts(practice)).toBe(1);
    await send(practice);
    expect(texts(practice)).toBe(2);
  });

  test('slow and hanging answers', async () => {
    const practice = new Practice({});
    let answered = 0;
    const sent = async () => {
      await send(practice);
      answered += 1;
    };
    await fault(practice, { type: 'slow', milliseconds: 5000 });
    const slow = sent();
    await arrived(practice, 1);
    await fault(practice, { type: 'hang', accepted: true });
    void sent();
    await arrived(practice, 2);
    await practice.pass(4);
    expect(answered).toBe(0);
    await practice.pass(2);
    await slow;
    expect(answered).toBe(1);
    expect(texts(practice)).toBe(2);
  });

  test('a connection cut, within the process and over a socket', async () => {
    const practice = new Practice({});
    await fault(practice, { type: 'cut', accepted: true }, 2);
    await expect(send(practice)).rejects.toThrow('cut');
    const server = serve({ fetch: practice.simulator.app.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const asking = fetch(`http://127.0.0.1:${port}/2010-04-01/Accounts/${ACCOUNT}/Messages.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
      body: new URLSearchParams({ To: ROBIN, From: LINE, Body: 'x' }),
    });
    await expect(asking).rejects.toThrow('fetch failed');
    expect(texts(practice)).toBe(2);
    server.close();
  });
});
