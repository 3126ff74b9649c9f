import { expect, test } from 'vitest';
import { newId, newToken, systemRandom } from '../../core/ids.ts';

test('no bytes are given out twice, however many are asked for at a time', () => {
  const seen = new Set<string>();
  let asked = 0;
  for (let round = 0; round < 400; round += 1) {
    for (const length of [16, 33, 4_096, 4_097, 16]) {
      const bytes = systemRandom.bytes(length);
      expect(bytes).toHaveLength(length);
      for (let from = 0; from + 16 <= length; from += 16) {
        seen.add(Buffer.from(bytes.subarray(from, from + 16)).toString('hex'));
        asked += 1;
      }
    }
  }
  expect(seen.size).toBe(asked);
});

test('what was given out stays as it was, and belongs to whoever asked', () => {
  const mine = systemRandom.bytes(16);
  const before = Buffer.from(mine).toString('hex');
  for (let round = 0; round < 600; round += 1) systemRandom.bytes(16);
  expect(Buffer.from(mine).toString('hex')).toBe(before);
  mine.fill(0);
  expect(systemRandom.bytes(16).every(byte => byte === 0)).toBe(false);
});

test('ids sort by their time, and are version 7; tokens are 22 characters', () => {
  const ids = [5, 1_000, 1_795_000_000_000].map(now => newId<string>(now, systemRandom));
  expect(ids.toSorted()).toEqual(ids);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newToken(systemRandom)).toMatch(/^[\w-]{22}$/);
});
