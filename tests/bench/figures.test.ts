import { describe, expect, test } from 'vitest';
import { isMet, median, percentile, rounded } from '../../bench/figures.ts';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);

  test.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1],
  ])('%s of 1 to 100 is %s, whatever their order', (share, value) => {
    expect(percentile(hundred, share)).toBe(value);
  });

  test('is always one of the samples', () => {
    expect(percentile([1, 2], 0.5)).toBe(1);
    expect(percentile([7], 0.99)).toBe(7);
    // Of two hundred, the one with two above it.
    expect(percentile([...hundred, ...hundred.map(n => n + 100)], 0.99)).toBe(198);
  });

  test('of nothing is not a number, and the samples stay as they were', () => {
    expect(percentile([], 0.5)).toBeNaN();
    const samples = [3, 1, 2];
    percentile(samples, 0.5);
    expect(samples).toEqual([3, 1, 2]);
  });
});

describe('median', () => {
  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[5], 5],
    [[10, 9, 1_000], 10],
  ])('of %j is %s', (samples, value) => {
    expect(median(samples)).toBe(value);
  });

  test('of nothing is not a number', () => {
    expect(median([])).toBeNaN();
  });
});

test('an aim is met when its bound is reached exactly', () => {
  expect([isMet(3, { most: 3 }), isMet(3.01, { most: 3 })]).toEqual([true, false]);
  expect([isMet(0.4, { least: 0.4 }), isMet(0.39, { least: 0.4 })]).toEqual([true, false]);
  // What went wrong is no number, and meets nothing.
  expect([isMet(Number.NaN, { most: 3 }), isMet(Number.NaN, { least: 3 })]).toEqual([false, false]);
});

test.each([
  [0.123456, 0.123],
  [12.345, 12.3],
  [1234.5, 1235],
  [99.96, 100],
])('%s is said as %s', (value, said) => {
  expect(rounded(value)).toBe(said);
});
