import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listen } from '../../server/listen.ts';
import { NEEDLE } from './hostile.ts';
import { Practice } from './practice.ts';
import { hold, RUNS } from './volume.ts';
import { watched } from './watched.ts';
import { post, TOKEN } from './webhook.ts';
import { exchange, requestBytes } from './wire.ts';

const HOST = 'Host: calls.willowstreet.example\r\n';
const MESSAGE = '/webhooks/twilio/message';
const TEXT = [
  ['MessageSid', 'SM00000000000000000000000000000077'],
  ['From', '+12125550141'],
  ['To', '+12125550100'],
  ['Body', `Please call me ${NEEDLE}`],
] as const;
const SIGNED = requestBytes(post(MESSAGE, TEXT, TOKEN));
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded\r\n';
const SHAPED = `X-Twilio-Signature: ${'A'.repeat(27)}=\r\n${FORM_TYPE}`;

let practice: Practice;
beforeEach(async () => {
  practice = await Practice.begin();
});
afterEach(() => practice.end());

describe('what is no HTTP is refused, and the next request is answered', () => {
  const post = `POST ${MESSAGE} HTTP/1.1\r\n${HOST}`;
  test.each<[string, string]>([
    ['two different lengths', `${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`],
    ['a length and chunks', `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a length below nothing', `${post}Content-Length: -1\r\n\r\n`],
    ['a length that is no number', `${post}Content-Length: 1e999\r\n\r\n`],
    ['chunks of chunks', `${post}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n`],
    ['a chunk of no size', `${post}${SHAPED}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`],
    ['a chunk of endless size', `${post}${SHAPED}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(40)}\r\n`],
    ['a header that is folded', `GET / HTTP/1.1\r\n${HOST}A: b\r\n c\r\n\r\n`],
    ['a header with NUL', `GET / HTTP/1.1\r\n${HOST}A: b\0c\r\n\r\n`],
    ['a header without a name', `GET / HTTP/1.1\r\n${HOST}: b\r\n\r\n`],
    ['a line that ends too soon', `GET / HTTP/1.1\n${HOST}A b\n\n`],
    ['headers without end', `GET / HTTP/1.1\r\n${HOST}A: ${'b'.repeat(20_000)}\r\n\r\n`],
    ['very many headers', `GET / HTTP/1.1\r\n${HOST}${'A: b\r\n'.repeat(4_000)}\r\n`],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a version of nobody’s', `GET / HTTP/9.9\r\n${HOST}\r\n`],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
  ])('%s', async (_, request) => {
    const before = await practice.contents();
    const answer = await watched(
      () => request.slice(0, 200),
      exchange(practice.port, Buffer.from(request, 'latin1'), { cutAfter: request.length, hangUpAfter: 300 }),
    );
    expect([0, 400, 403, 404, 413, 431, 505]).toContain(answer.status);
    await stillWell(before);
  });

  test(
    'bytes of chance',
    async () => {
      const before = await practice.contents();
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 600 }),
        fc
          .uint8Array({ maxLength: 200 })
          .map(odd => Buffer.concat([Buffer.from(`POST ${MESSAGE} HTTP/1.1\r\n`), odd])),
        fc
          .uint8Array({ maxLength: 200 })
          .map(odd => Buffer.concat([Buffer.from(`GET / HTTP/1.1\r\n${HOST}`), odd])),
      );
      const sent = fc.asyncProperty(bytes, async some => {
        const { status } = await exchange(practice.port, some, { cutAfter: some.length });
        if (status >= 500 && status !== 505) throw new Error(`answered with ${status}`);
      });
      await hold(sent, RUNS);
      await stillWell(before);
    },
    RUNS * 2_000,
  );
});

test('a sender who hangs up in the middle stores nothing, and is no failure of ours', async () => {
  const before = await practice.contents();
  const chunks = requestBytes({ ...post(MESSAGE, TEXT, TOKEN), framing: 'chunked' });
  const form = requestBytes(
    post(
      '/form',
      [
        ['wants', 'callback'],
        ['number', '+12125550141'],
      ],
      null,
    ),
  );
  for (const bytes of [SIGNED, chunks, form]) {
    for (let part = 1; part < 8; part += 1) {
      await exchange(practice.port, bytes, { cutAfter: Math.floor((bytes.length * part) / 8) });
    }
    await exchange(practice.port, bytes, { cutAfter: bytes.length - 1 });
  }
  await setTimeout(50);
  await stillWell(before);
});

describe('refused before its body is read', () => {
  test.each<[string, string, number]>([
    [
      'an unsigned webhook',
      `POST ${MESSAGE} HTTP/1.1\r\n${HOST}${FORM_TYPE}Content-Length: 60000\r\n\r\n`,
      403,
    ],
    [
      'an unsigned one in chunks',
      `POST ${MESSAGE} HTTP/1.1\r\n${HOST}${FORM_TYPE}Transfer-Encoding: chunked\r\n\r\n`,
      403,
    ],
    [
      'one whose signature is none',
      `POST ${MESSAGE} HTTP/1.1\r\n${HOST}${FORM_TYPE}X-Twilio-Signature: abc\r\nContent-Length: 60000\r\n\r\n`,
      403,
    ],
    [
      'a webhook that is too large',
      `POST ${MESSAGE} HTTP/1.1\r\n${HOST}${SHAPED}Content-Length: 70000\r\n\r\n`,
      413,
    ],
    [
      'a form that is too large',
      `POST /form HTTP/1.1\r\n${HOST}${FORM_TYPE}Content-Length: 9999999999\r\n\r\n`,
      413,
    ],
    [
      'an intake from elsewhere',
      `POST /intake HTTP/1.1\r\n${HOST}${FORM_TYPE}Origin: https://evil.example\r\nContent-Length: 60000\r\n\r\n`,
      403,
    ],
  ])('%s', async (_, head, status) => {
    const socket = connect(practice.port, '127.0.0.1');
    const first = new Promise<string>(resolve =>
      socket.once('data', data => resolve(data.toString('latin1'))),
    );
    socket.on('error', () => {});
    // The body never comes.
    socket.write(head);
    expect(await watched(() => head, first)).toContain(`HTTP/1.1 ${status}`);
    socket.destroy();
  });
});

test('a body that was refused unread is not taken for the next request', async () => {
  const smuggled = SIGNED.toString('latin1');
  const head = `POST ${MESSAGE} HTTP/1.1\r\n${HOST}Content-Length: ${smuggled.length}\r\n\r\n`;
  const before = await practice.contents();
  const answer = await exchange(
    practice.port,
    Buffer.from(`${head}${smuggled}GET /livez HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`),
  );
  expect(answer.status).toBe(403);
  expect(answer.body).not.toContain('<Response');
  await stillWell(before);
});

test('too many connections: the one that waited longest goes, and who comes anew is answered', async () => {
  const { port, stop } = await listen(practice.app, { host: '127.0.0.1', port: 0, mostConnections: 20 });
  const closed: number[] = [];
  const idle: Socket[] = [];
  for (let index = 0; index < 60; index += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => closed.push(index));
    idle.push(socket);
    await new Promise(resolve => socket.once('connect', resolve));
    if (index % 10 !== 9) continue;
    const { status } = await exchange(port, requestBytes({ ...post('/livez', [], null), method: 'GET' }));
    expect(status).toBe(200);
  }
  await setTimeout(50);
  expect(closed.length).toBeGreaterThanOrEqual(40);
  expect(closed).toContain(0);
  expect(closed).not.toContain(59);
  for (const socket of idle) socket.destroy();
  await stop();
});

/** Nothing was stored, nothing failed, nothing was told to the log, and Twilio is answered. */
async function stillWell(before: Awaited<ReturnType<Practice['contents']>>): Promise<void> {
  expect(await practice.contents()).toEqual(before);
  const said = practice.said.join('\n');
  expect(said).not.toMatch(/failed|not_saved/);
  expect(said).not.toContain(NEEDLE);
  expect((await exchange(practice.port, SIGNED)).status).toBe(200);
  expect((await practice.contents()).digest).not.toBe(before.digest);
}
