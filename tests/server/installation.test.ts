import { expect, test } from 'vitest';
import { installationAnswer, whoAnswered } from '../../core/installation.ts';
import { World } from '../scenarios/world.ts';

const NONCE = '0123456789abcdef'.repeat(2);

test('whoever has the key can tell that it is we who answer; whoever collects answers has nothing', async () => {
  const world = await World.begin();
  // As tests/scenarios/world.ts has it.
  const key = 'a5'.repeat(32);
  const answer = await world.app.request(`/installation/${NONCE}`);
  const said = await answer.text();
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(whoAnswered(key, NONCE, said)).toBe('this');
  expect(whoAnswered(key, NONCE.replace('0', '1'), said)).toBe('another');
  expect(said).not.toContain(key.slice(0, 8));
});

test.each(['', 'x', NONCE.toUpperCase(), `${NONCE}0`, 'x'.repeat(5000), '%00', '../livez'])(
  'what is no such number gets no answer: %s',
  async nonce => {
    const world = await World.begin();
    const answer = await world.app.request(`/installation/${nonce}`);
    expect(await answer.text()).not.toMatch(/^[0-9a-f]{64}$/);
  },
);

test('what is no such answer is no installation', () => {
  expect(
    ['', 'ok', `${installationAnswer('0'.repeat(64), NONCE)}0`].map(said =>
      whoAnswered('0'.repeat(64), NONCE, said),
    ),
  ).toEqual(['something', 'something', 'something']);
});
