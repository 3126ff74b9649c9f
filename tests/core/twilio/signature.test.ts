import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSigned } from '../../../core/twilio/signature.ts';

/** The vendor's own example: token 12345. */
const URL = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const FORM = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
const SIGNATURE = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';

test("the vendor's own example is signed", () => {
  expect(isSigned(['12345'], URL, FORM, SIGNATURE)).toBe(true);
});

test.each([
  { says: 'no signature', signature: undefined },
  { says: 'an empty one', signature: '' },
  { says: 'another one', signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B9=' },
  { says: 'a shorter one', signature: 'RSOY' },
  { says: 'another token', token: '54321' },
  { says: 'another path', url: 'https://mycompany.com/other.php?foo=1&bar=2' },
  { says: 'another query', url: 'https://mycompany.com/myapp.php?foo=1&bar=3' },
  { says: 'http', url: 'http://mycompany.com/myapp.php?foo=1&bar=2' },
  { says: 'another value', form: { ...FORM, Digits: '1235' } },
  { says: 'a parameter more', form: { ...FORM, Extra: '1' } },
  { says: 'a parameter less', form: { CallSid: FORM.CallSid } },
  { says: 'a URL that is none', url: '/myapp.php' },
])('$says: not signed', ({ token = '12345', url = URL, form = FORM, ...rest }) => {
  const signature = 'signature' in rest ? rest.signature : SIGNATURE;
  expect(isSigned([token], url, form, signature)).toBe(false);
});

test('while tokens are rotated any of them counts; without a token nothing does', () => {
  expect(isSigned(['new', '12345'], URL, FORM, SIGNATURE)).toBe(true);
  expect(isSigned(['12345', 'new'], URL, FORM, SIGNATURE)).toBe(true);
  expect(isSigned([], URL, FORM, SIGNATURE)).toBe(false);
});

test('all parameters count, those that Twilio adds one day included', () => {
  const url = 'https://calls.willowstreet.example/webhooks/twilio/voice';
  const form = { Zeta: 'new', Alpha: 'ñ & ü' };
  const signature = createHmac('sha1', 'token').update(`${url}Alphañ & üZetanew`).digest('base64');
  expect(isSigned(['token'], url, form, signature)).toBe(true);
});
