import { expect, test } from 'vitest';
import { isNearby } from '../../server/client-address.ts';

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.31.255.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['192.169.1.1', false],
  ['100.64.0.1', true],
  ['100.100.7.7', true],
  ['100.127.255.255', true],
  ['100.63.255.255', false],
  ['100.128.0.1', false],
  ['fd12::1', true],
  ['fe80::1', true],
  ['2001:db8::1', false],
  ['203.0.113.7', false],
  ['', false],
])('%s is nearby: %s', (address, nearby) => {
  expect(isNearby(address)).toBe(nearby);
});
