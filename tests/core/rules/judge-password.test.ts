import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePassword } from '../../../core/rules/password/judge-password.ts';

const KNOWN = ['Willow Street Counseling', 'Willow Street', 'dana.reyes@willowstreet.example', 'Dana Reyes'];

describe.each([
  ['too_short', ['', 'short', 'elevenchars', 'ñandú-ñandú', '👩‍👩‍👧'.repeat(2)]],
  ['too_long', ['x7'.repeat(65)]],
  [
    'too_common',
    [
      'password1234',
      'Password12345!',
      'P4$$w0rdP4$$w0rd',
      'passwordpassword',
      'contraseña123',
      'CONTRASEÑA2026!',
      'qwertyuiop123',
      'qwertyqwerty',
      '1q2w3e4r5t6y'.replace('1q2w3e4r5t6y', '1qaz2wsx3edc'),
      '123456789012',
      '098765432109',
      'aaaaaaaaaaaa',
      'abcabcabcabcabc',
      'xyz9xyz9xyz9xyz9',
      'iloveyou1234',
      'letmein12345678',
      'Welcome2026!!',
      'Summer2026Summer',
      'willowstreet1',
      'WillowStreet2026',
      'W1ll0wStr33t!!',
      'Dana-Reyes-2026',
      'danareyes12345',
      'counseling2026',
      'football12345',
      '            x',
    ],
  ],
  [
    'fine',
    [
      'correct horse battery staple',
      'tres tristes tigres tragan trigo',
      'kT9-vexu-Wq2p',
      'xkf7 2pq8 zvn4',
      'the green lamp hums at night',
      'Ferien auf dem Bauernhof',
      'mi perro come zanahorias',
      '我的密码是一个很长的句子没有人知道',
    ],
  ],
] as const)('%s', (verdict, passwords) => {
  test.each(passwords)('%j', password => {
    expect(judgePassword(password, KNOWN)).toBe(verdict);
  });
});

test('what belongs to somebody else does not count', () => {
  expect(judgePassword('Okafor-Lantern-9', [])).toBe('fine');
  expect(judgePassword('Okafor-Lantern-9', ['Sam Okafor', 'lantern@willowstreet.example'])).toBe(
    'too_common',
  );
});

test('random characters are always fine, and any text gets a verdict', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 15, maxLength: 15 }), bytes => {
      const random = Buffer.from(bytes).toString('base64url');
      fc.pre(new Set(random).size > 13);
      return judgePassword(random, KNOWN) === 'fine';
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
      judgePassword(text, [text.slice(0, 20)]);
    }),
  );
});
