import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ask } from './door.ts';
import { Installation } from './installation.ts';
import { NAME } from './practice.ts';

/** Caddy as it stands, before something that says which headers reached it. */
let practice: Installation;
let ca: string;

beforeAll(async () => {
  practice = new Installation(inject('engine'));
  await practice.setUp({ settings: { COMPOSE_FILE: 'docker-compose.yml:tests/containers/echo.yml' } });
  await practice.compose('up', '-d', 'app', 'caddy');
  await practice.areHealthy(['app', 'caddy']);
  ca = await practice.shell('caddy', 'cat /certificates/caddy/pki/authorities/local/root.crt');
});
afterAll(() => practice?.end());

/** For what never happens, and what only who waited takes; milliseconds. */
const LIMIT = 60_000;
const WAITED = 1_000;
const FORGED = '203.0.113.7';
const CLAIMS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-url',
  'x-original-forwarded-for',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
];

test('nothing that a client claims of where it comes from gets to the server', async () => {
  const headers = { ...Object.fromEntries(CLAIMS.map(name => [name, FORGED])), 'x-twilio-signature': 'kept' };
  const { status, body } = await ask(ca, '/', { headers });
  expect(status).toBe(200);
  expect(body).not.toContain(FORGED);
  const reached = JSON.parse(body) as Record<string, string>;
  // What is kept of them is Caddy's own word: one address, not a list with the client's claim in it.
  expect(
    Object.keys(reached)
      .filter(name => CLAIMS.includes(name))
      .toSorted(),
  ).toEqual(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto']);
  expect(reached['x-forwarded-for']).toMatch(/^[\d.]+$/);
  expect(reached).toMatchObject({
    'x-forwarded-host': NAME,
    'x-forwarded-proto': 'https',
    'x-twilio-signature': 'kept',
    host: NAME,
  });
});

test('no body beyond the limit gets to the server, however it comes', async () => {
  const post = (length: number) => ask(ca, '/', { method: 'POST', body: 'a'.repeat(length) });
  const whole = await post(100_000);
  expect([whole.status, JSON.parse(whole.body)]).toEqual([200, expect.objectContaining({ bytes: 100_000 })]);
  expect(await post(200_000)).toMatchObject({ status: 413, body: '' });
});

test('who asks while the server starts again waits, and is answered', async () => {
  await practice.compose('stop', 'app');
  const starting = practice.compose('start', 'app');
  const answers: { status: number; took: number }[] = [];
  const asked: Promise<unknown>[] = [];
  const end = performance.now() + LIMIT;
  while (!answers.some(({ status }) => status === 200) && performance.now() < end) {
    const at = performance.now();
    asked.push(
      ask(ca, '/livez').then(({ status }) => answers.push({ status, took: performance.now() - at })),
    );
    await sleep(250);
  }
  await Promise.all([starting, ...asked]);
  // Whoever asks a server that is there is answered within milliseconds: this one asked before and waited.
  expect(answers).toContainEqual({ status: 200, took: expect.toSatisfy((took: number) => took > WAITED) });
});

test('without a server the log says so, and nothing of who asked for what', async () => {
  await practice.compose('stop', 'app');
  const answer = await ask(ca, '/c/a-token-that-is-a-secret', {
    headers: { 'user-agent': 'a-browser-of-theirs' },
  });
  expect(answer.status).toBe(502);
  const log = await practice.compose('logs', '--no-color', 'caddy');
  expect(log).toContain('502');
  for (const needle of ['a-token-that-is-a-secret', 'a-browser-of-theirs']) expect(log).not.toContain(needle);
});
