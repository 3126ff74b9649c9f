import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { closedLoop, openLoop } from '../../bench/load.ts';
import { callerNumber, callWebhook, MOST_CALLERS } from '../../bench/webhooks.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function calls(base: string, count: number) {
  return Array.from({ length: count }, (_, n) => callWebhook(base, callerNumber(n), '+12125550100'));
}

test('the closed loop sends each once and keeps so many under way', async () => {
  const seen: string[] = [];
  let underWay = 0;
  let most = 0;
  const base = await serving(async (request, response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    seen.push(body.get('CallSid') ?? '');
    await sleep(5);
    underWay -= 1;
    response.end('<Response/>');
  });
  const perSecond = await closedLoop(calls(base, 40), 8, '<Response/>');
  expect(new Set(seen).size).toBe(40);
  expect(seen).toHaveLength(40);
  expect(most).toBe(8);
  expect(perSecond).toBeGreaterThan(0);
});

test('the open loop goes on sending while nothing is answered, and the wait counts', async () => {
  const held: (() => void)[] = [];
  const base = await serving((request, response) => {
    request.resume();
    held.push(() => response.end('<Response/>'));
    if (held.length === 5) for (const answer of held) answer();
  });
  // One after another would never have five under way, and would wait for ever.
  const samples = await openLoop(calls(base, 5), 50, '<Response/>');
  expect(samples).toHaveLength(5);
  // The first waited for the four that followed it, twenty milliseconds apart.
  expect(samples[0]).toBeGreaterThanOrEqual(79);
});

test('one that is sent late counts from when it should have been sent', async () => {
  const base = await serving((request, response) => {
    request.resume();
    response.end('<Response/>');
  });
  const sending = openLoop(calls(base, 2), 50, '<Response/>');
  const busyUntil = performance.now() + 100;
  while (performance.now() < busyUntil);
  const [, second] = await sending;
  expect(second).toBeGreaterThanOrEqual(79);
});

test.each([
  ['another status', 503, '<Response/>'],
  ['other words', 200, '<Response><Reject/></Response>'],
])('%s is no answer to be counted', async (_, status, body) => {
  const base = await serving((request, response) => {
    request.resume();
    response.writeHead(status).end(body);
  });
  await expect(closedLoop(calls(base, 1), 1, '<Response/>')).rejects.toThrow(String(status));
  await expect(openLoop(calls(base, 1), 50, '<Response/>')).rejects.toThrow(String(status));
});

test('every caller has a number of their own, and none is invented anew', () => {
  const numbers = Array.from({ length: MOST_CALLERS }, (_, n) => callerNumber(n));
  expect(new Set(numbers).size).toBe(MOST_CALLERS);
  expect(numbers.filter(number => !/^\+1[2-9]\d\d55501\d\d$/.test(number))).toEqual([]);
  expect(MOST_CALLERS).toBeGreaterThan(20_000);
  expect(() => callerNumber(MOST_CALLERS)).toThrow();
});
