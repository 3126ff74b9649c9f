import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Installation, LINE, TOKEN } from '../e2e/installation.ts';
import { until } from '../e2e/until.ts';
import { post } from './webhook.ts';
import { type Asked, exchange, requestBytes } from './wire.ts';

const MESSAGE = '/webhooks/twilio/message';
/** Twilio waits no longer for an answer, in milliseconds. */
const PATIENCE = 15_000;
/** The server's own patience with headers, and the time between two looks, with some to spare. */
const HEADERS_LATE = 25_000;

test('strangers flood it, trickle at it and sit idle; Twilio is answered all the while', async () => {
  const practice = await Installation.begin();
  await practice.serve();
  const port = Number(new URL(practice.url).port);
  const calm = await texts(practice, port, 'a');

  // Alone first: what is refused must not cost a write.
  const stored = fileOf(practice);
  const refused = await flood(port, 150);
  expect(fileOf(practice)).toBe(stored);

  const idle = await Promise.all(Array.from({ length: 300 }, () => open(port)));
  const slow = await Promise.all(Array.from({ length: 100 }, () => open(port)));
  const trickle = setInterval(() => {
    for (const socket of slow) if (!socket.destroyed) socket.write('X');
  }, 200);
  for (const socket of slow) socket.write(`POST ${MESSAGE} HTTP/1.1\r\nHost: x\r\n`);
  const [flooded, refusedMeanwhile] = await Promise.all([texts(practice, port, 'b'), flood(port, 400)]);

  for (const status of [...refused, ...refusedMeanwhile]) expect([403, 413]).toContain(status);
  expect([...calm, ...flooded].map(({ status }) => status)).toEqual(
    Array(calm.length + flooded.length).fill(200),
  );
  for (const { took } of [...calm, ...flooded]) expect(took).toBeLessThan(PATIENCE);
  const taken = await practice.inDatabase(read =>
    read.selectFrom('messages').select('provider_sid').where('direction', '=', 'in').execute(),
  );
  expect(taken).toHaveLength(calm.length + flooded.length);
  expect(practice.logs).not.toMatch(/failed/);
  process.stderr.write(
    `p95 of a text: ${p95(calm)} ms, in a flood of ${refusedMeanwhile.length}: ${p95(flooded)} ms\n`,
  );

  // Whoever never ends their headers is hung up on.
  await until('slow senders are cut off', () => slow.every(socket => socket.destroyed), HEADERS_LATE);
  clearInterval(trickle);
  expect(idle.filter(socket => !socket.destroyed).length + slow.length).toBeLessThanOrEqual(400);
  for (const socket of idle) socket.destroy();
}, 120_000);

interface Text {
  status: number;
  /** Milliseconds. */
  took: number;
}

/** Texts that are signed as Twilio signs, four at a time. */
async function texts({ url }: Installation, port: number, name: string): Promise<Text[]> {
  const answered: Text[] = [];
  const sender = async (phone: number) => {
    for (let count = 0; count < 15; count += 1) {
      const pairs = [
        ['MessageSid', `SM${name}${String(phone * 100 + count).padStart(31, '0')}`],
        ['From', `+1212555014${phone}`],
        ['To', LINE],
        ['Body', 'Please call me'],
      ] as const;
      const bytes = requestBytes(post(MESSAGE, pairs, TOKEN, url));
      const since = performance.now();
      const { status } = await exchange(port, bytes);
      answered.push({ status, took: Math.round(performance.now() - since) });
      await setTimeout(20);
    }
  };
  await Promise.all([0, 1, 2, 3].map(sender));
  return answered;
}

/** Requests that must be refused, twenty at a time: small, large, and as dear to check as one can make them. */
async function flood(port: number, count: number): Promise<number[]> {
  const names = Array.from({ length: 12_500 }, (_, index) => [index.toString(36), ''] as const);
  const small = post(MESSAGE, [['Body', 'x']], null);
  const kinds: Asked[] = [
    small,
    { ...small, framing: 'chunked' },
    { ...small, body: Buffer.alloc(60_000, 'a=') },
    { ...small, body: Buffer.alloc(2_000_000, 'a') },
    post(MESSAGE, names, 'another token'),
  ];
  const statuses: number[] = [];
  let left = count;
  const sender = async () => {
    while (left > 0) {
      left -= 1;
      const { status } = await exchange(port, requestBytes(kinds[left % kinds.length]!));
      // A large body that is still on its way when it is refused may take the answer with it.
      if (status !== 0) statuses.push(status);
    }
  };
  await Promise.all(Array.from({ length: 20 }, sender));
  expect(statuses.length).toBeGreaterThan(count * 0.7);
  return statuses;
}

function open(port: number): Promise<Socket> {
  return new Promise(resolve => {
    const socket: Socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => {});
    socket.resume();
  });
}

/** What lies on the disk, the log included. */
function fileOf({ folder }: Installation): string {
  const digest = createHash('sha256');
  for (const end of ['', '-wal']) digest.update(readFileSync(join(folder, 'data', `second-ring.db${end}`)));
  return digest.digest('hex');
}

function p95(some: readonly Text[]): number {
  const sorted = some.map(({ took }) => took).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}
