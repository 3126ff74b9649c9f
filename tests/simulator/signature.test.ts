import { expect, test } from 'vitest';
import { sign } from '../../simulator/signature.ts';

const params = [
  ['To', '+18005551212'],
  ['Digits', '1234'],
  ['From', '+14158675309'],
  ['Caller', '+14158675309'],
  ['CallSid', 'CA1234567890ABCDE'],
] as const;

test('the known answer of the vendor', () => {
  expect(sign('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', params)).toBe(
    'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  );
});

test('over https the port is left out, over http it is kept, and a password never counts', () => {
  const plain = sign('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', params);
  expect(sign('12345', 'https://user:pass@mycompany.com:8443/myapp.php?foo=1&bar=2', params)).toBe(plain);
  expect(sign('12345', 'http://a.example:81/', [])).not.toBe(sign('12345', 'http://a.example/', []));
});
