import { expect, test } from 'vitest';
import { statements } from '../../../core/store/statements.ts';
import { openWriter } from './harness.ts';

test('a statement is compiled once, and never are more kept than allowed', () => {
  const { sqlite } = openWriter();
  const kept = statements(sqlite, 2);
  const one = kept.prepare('SELECT 1');
  expect(kept.prepare('SELECT 1')).toBe(one);
  kept.prepare('SELECT 2');
  kept.prepare('SELECT 3');
  expect(kept.prepare('SELECT 1')).not.toBe(one);
});
