import { describe, expect, test } from 'vitest';
import { World } from '../../scenarios/world.ts';
import { ORDINARY, PATHS, PUBLIC_URL, post, rowCounts, signatureOf } from './requests.ts';

describe.each(PATHS)('POST %s', path => {
  test.each<[string, string | null]>([
    ['unsigned', null],
    ['with an empty signature', ''],
    ['signed with another token', signatureOf(PUBLIC_URL + path, ORDINARY, 'another')],
    ['signed over another path', signatureOf(`${PUBLIC_URL}/`, ORDINARY)],
    ['signed over other parameters', signatureOf(PUBLIC_URL + path, [...ORDINARY, ['More', '1']])],
    ['with nonsense in place of a signature', '\u00e9 not base64 at all'],
  ])('%s: refused, and nothing is stored', async (_, signature) => {
    const world = await World.begin();
    const before = await rowCounts(world);
    const answer = await post(world, path, { signature });
    expect(answer.status).toBe(403);
    expect(await rowCounts(world)).toEqual(before);
    expect(world.logs.filter(line => line.event === 'webhook_refused')).toHaveLength(1);
  });

  test('a body above 64 KiB is not read', async () => {
    const world = await World.begin();
    const before = await rowCounts(world);
    const pairs = [...ORDINARY, ['Filler', 'x'.repeat(64 * 1024)]] as const;
    expect((await post(world, path, { pairs })).status).toBe(413);
    expect(await rowCounts(world)).toEqual(before);
  });

  test('GET and JSON are refused, and nothing is stored', async () => {
    const world = await World.begin();
    const before = await rowCounts(world);
    const got = await world.app.request(PUBLIC_URL + path);
    expect([404, 405]).toContain(got.status);
    const json = await world.app.request(PUBLIC_URL + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(ORDINARY)),
    });
    expect(json.status).toBe(403);
    expect(await rowCounts(world)).toEqual(before);
  });
});

test('what is signed is the public address, whatever Host and X-Forwarded-* say', async () => {
  const world = await World.begin();
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
  const told = await post(world, '/webhooks/twilio/message', { headers, origin: 'http://127.0.0.1:8080' });
  expect(told.status).toBe(200);
  const evil = signatureOf('http://evil.example/webhooks/twilio/message', ORDINARY);
  const refused = await post(world, '/webhooks/twilio/message', {
    headers,
    origin: 'http://evil.example',
    signature: evil,
  });
  expect(refused.status).toBe(403);
});

test('while tokens are rotated, both count, and the one that is gone does not', async () => {
  const world = await World.begin({
    config: yaml => yaml.replace('auth_token: "12345"', 'auth_token: ["67890", "12345"]'),
  });
  const path = '/webhooks/twilio/message';
  const statuses: number[] = [];
  for (const token of ['12345', '67890', '00000']) {
    const signature = signatureOf(PUBLIC_URL + path, ORDINARY, token);
    statuses.push((await post(world, path, { signature })).status);
  }
  expect(statuses).toEqual([200, 200, 403]);
});
