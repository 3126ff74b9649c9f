import { describe, expect, it } from 'vitest';
import type { Phone } from '../../../core/ids.ts';
import { countryOf, formatPhone, parsePhone } from '../../../core/rules/phone.ts';

describe('parsePhone', () => {
  it.each([
    ['+12125550123', '+12125550123'],
    ['(212) 555-0123', '+12125550123'],
    ['212.555.0123', '+12125550123'],
    ['1 212 555 0123', '+12125550123'],
    ['2125550123', '+12125550123'],
    [' +1 212 555 0123 ', '+12125550123'],
    ['+1 416 555 0123', '+14165550123'],
  ])('%s', (text, phone) => {
    expect(parsePhone(text, 'US')).toBe(phone);
  });

  it.each([
    '',
    'Dana',
    '911',
    '988',
    '555-0123',
    '+1212555012',
    '+121255501234',
    '2125550123 x5',
    '+999123',
    '1'.repeat(300),
  ])('refuses %j', text => {
    expect(parsePhone(text, 'US')).toBeNull();
  });

  it('reads a number without + as one of its country', () => {
    expect(parsePhone('212 555 0123', 'CA')).toBe('+12125550123');
    expect(parsePhone('212 555 0123', 'GB')).toBeNull();
    expect(parsePhone('+1 212 555 0123', 'GB')).toBe('+12125550123');
  });
});

describe('a number', () => {
  it('knows its country', () => {
    expect(countryOf('+12125550123' as Phone)).toBe('US');
    expect(countryOf('+14165550123' as Phone)).toBe('CA');
  });

  it('is shown as people at home write it', () => {
    expect(formatPhone('+12125550123' as Phone, 'US')).toBe('(212) 555-0123');
    expect(formatPhone('+12125550123' as Phone, 'GB')).toBe('+1 212 555 0123');
  });
});
