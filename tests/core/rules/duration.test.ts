import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration, parseRate } from '../../../core/rules/duration.ts';

describe('parseDuration', () => {
  it.each([
    ['18s', 18_000],
    ['0s', 0],
    ['10m', 600_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['5y', 157_680_000_000],
    [' 4 s ', 4_000],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', '5', 's', '-5s', '1.5h', '5 minutes', '1h30m', '5S', '9999999s', '५s'])('refuses %j', text => {
    expect(parseDuration(text)).toBeNull();
  });

  it('reads back what formatDuration writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), seconds => {
        expect(parseDuration(formatDuration(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [90_000, '90s'],
    [120_000, '2m'],
    [86_400_000, '1d'],
    [31_536_000_000, '1y'],
  ])('%d is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('parseRate', () => {
  it('reads a count and a unit', () => {
    expect(parseRate('60 per hour')).toEqual({ count: 60, per: 3_600_000 });
    expect(parseRate('1 per minute')).toEqual({ count: 1, per: 60_000 });
    expect(parseRate('500 per day')).toEqual({ count: 500, per: 86_400_000 });
  });

  it.each(['60', '0 per hour', '60/hour', 'sixty per hour', '60 per week'])('refuses %j', text => {
    expect(parseRate(text)).toBeNull();
  });
});
