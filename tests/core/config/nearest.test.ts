import { describe, expect, it } from 'vitest';
import { nearest } from '../../../core/config/nearest.ts';

const known = ['time_zone', 'sender', 'spoken_name', 'public_url', 'name', 'legal', 'ring'];

describe('nearest', () => {
  it.each([
    ['time_zonne', 'time_zone'],
    ['timezone', 'time_zone'],
    ['Time Zone', 'time_zone'],
    ['sneder', 'sender'],
    ['spokenName', 'spoken_name'],
    ['public-url', 'public_url'],
    ['public_ulr', 'public_url'],
    ['nmae', 'name'],
    ['rings', 'ring'],
    ['telephone', null],
    ['x', null],
    ['', null],
    ['x'.repeat(10_000), null],
  ])('%s: %s', (word, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });

  it('prefers the closer one', () => {
    expect(nearest('dana', ['danna', 'dana2', 'dan', 'dana'])).toBe('dana');
  });
});
