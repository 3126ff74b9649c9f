import { expect, test } from 'vitest';
import { signatureOf } from '../../../../core/alerts/webhook/signature.ts';

test('is the HMAC-SHA256 of the time, a full stop and the body', () => {
  // printf '1795000000.{"type":"alert"}' | openssl dgst -sha256 -hmac Jefe
  expect(signatureOf(['Jefe'], 1_795_000_000_999, '{"type":"alert"}')).toBe(
    `t=1795000000,v1=84e0a403756a76f449b1fe4b1918432d146cb660a7ba6928f0ddac1d1c0bb86c`,
  );
});

test('is made with each secret while they are rotated', () => {
  const both = signatureOf(['one', 'two'], 0, 'x');
  expect(both).toBe(`${signatureOf(['one'], 0, 'x')},${signatureOf(['two'], 0, 'x').split(',')[1]}`);
});

test.each([
  ['another time', signatureOf(['one'], 1_000, 'x')],
  ['another body', signatureOf(['one'], 0, 'y')],
  ['another secret', signatureOf(['two'], 0, 'x')],
])('%s makes another', (_, other) => {
  expect(other.split('v1=')[1]).not.toBe(signatureOf(['one'], 0, 'x').split('v1=')[1]);
});
