import { describe, expect, test } from 'vitest';
import { Browser, Office, ORIGIN, PASSWORD } from './office.ts';

const POSTS = [
  '/auth/sign-in',
  '/auth/second-factor',
  '/auth/second-factor/set-up',
  '/auth/second-factor/confirm',
  '/auth/second-factor/passkey/begin',
  '/auth/second-factor/passkey',
  '/auth/second-factor/set-up/passkey',
  '/auth/second-factor/confirm/passkey',
  '/auth/unlock',
  '/auth/unlock/passkey/begin',
  '/auth/unlock/passkey',
  '/auth/cover',
  '/auth/account/password',
  '/auth/account/passkeys/begin',
  '/auth/account/passkeys',
  '/auth/account/passkeys/rename',
  '/auth/account/passkeys/remove',
  '/auth/account/app/begin',
  '/auth/account/app',
  '/auth/account/app/remove',
  '/auth/account/recovery-codes',
  '/auth/account/sessions/end',
  '/auth/sign-out',
  '/auth/sign-out-everywhere',
  '/auth/invitations/accept',
];

test('these are all the routes there are', () => {
  const office = new Office();
  const routes = office.app.routes
    .filter(({ path, method }) => path.startsWith('/auth') && method !== 'ALL')
    .map(({ path, method }) => `${method} ${path}`);
  expect(routes).toEqual([...POSTS.map(path => `POST ${path}`), 'GET /auth/me', 'GET /auth/account']);
});

describe('every one of them', () => {
  const foreign: [what: string, headers: Record<string, string | null>][] = [
    ['another origin', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a neighbour on the same domain', { origin: 'https://www.willowstreet.example' }],
    ['the same name without https', { origin: 'http://calls.willowstreet.example' }],
    ['another site, by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour, by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }],
    ['an address typed in', { origin: null, 'sec-fetch-site': 'none' }],
    ['nothing said', { origin: null }],
  ];
  test('is refused from elsewhere, and nothing is done', async () => {
    const office = new Office();
    const dana = await office.dana('owner');
    const before = await office.audit();
    for (const path of POSTS) {
      for (const [what, headers] of foreign) {
        const { status, body } = await dana.post(
          path,
          { email: 'dana@willowstreet.example', password: PASSWORD },
          headers,
        );
        expect([path, what, status, body.type]).toEqual([
          path,
          what,
          403,
          'urn:second-ring:problem:from-elsewhere',
        ]);
      }
    }
    expect(await office.audit()).toEqual(before);
    expect((await dana.me()).status).toBe(200);
  });

  test('takes nothing but POST', async () => {
    const browser = new Browser(new Office());
    for (const path of POSTS) {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const { status, headers } = await browser.send(method, path);
        expect([path, method, status, headers.get('allow')]).toEqual([path, method, 405, 'POST']);
      }
    }
  });

  test('refuses what cannot be read', async () => {
    const office = new Office();
    const dana = await office.dana('owner');
    const sent: [body: unknown, more: Record<string, string>, status: number][] = [
      ['{', {}, 422],
      ['', {}, 422],
      ['[]', {}, 422],
      ['null', {}, 422],
      ['"text"', {}, 422],
      [{ email: { toString: 1 }, password: ['x'], code: 123456, token: null }, {}, 422],
      [{ email: 'dana@willowstreet.example', password: PASSWORD, code: '123456', extra: 1 }, {}, 422],
      [{ password: 'x'.repeat(9_000) }, {}, 413],
      [{ password: PASSWORD }, { 'content-type': 'text/plain' }, 415],
      ['password=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ];
    for (const path of POSTS.filter(one => !one.startsWith('/auth/sign-out'))) {
      for (const [body, more, status] of sent) {
        const answer = await dana.post(path, body, more);
        const what = `${path} ${JSON.stringify(body).slice(0, 60)}`;
        expect([what, answer.status]).toEqual([what, status]);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        expect(JSON.stringify(answer.body)).not.toContain('x'.repeat(20));
      }
    }
    expect(office.log.filter(line => line.includes('auth_failed'))).toEqual([]);
  });
});

test.each([
  '/auth/sign-in/email',
  '/auth/sign-up/email',
  '/auth/get-session',
  '/auth/list-sessions',
  '/auth/two-factor/disable',
  '/auth/two-factor/verify-totp',
  '/auth/update-user',
  '/auth/change-password',
  '/auth/ok',
  '/auth/error',
  '/auth/',
  '/auth/me/x',
])('nothing else of the library is reachable: %s', async path => {
  const office = new Office();
  const dana = await office.dana();
  for (const method of ['GET', 'POST']) {
    const { status, body } = await dana.send(method, path, method === 'POST' ? {} : undefined);
    expect([status, body.type]).toEqual([404, 'urn:second-ring:problem:not-found']);
  }
});

test('answers are kept by nobody, run nothing, and lead nowhere', async () => {
  const office = new Office();
  const dana = await office.dana();
  office.pass(60_000);
  for (const answer of [
    await dana.me(),
    await dana.signIn(),
    await dana.prove(),
    await dana.send('GET', '/auth/x'),
  ]) {
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
  const elsewhere = {
    callbackURL: 'https://evil.example',
    email: 'dana@willowstreet.example',
    password: PASSWORD,
  };
  expect((await dana.post('/auth/sign-in', elsewhere)).status).toBe(422);
});

test('the same-origin marks of a browser let its requests in', async () => {
  const office = new Office();
  const dana = await office.dana();
  expect(
    (await dana.post('/auth/unlock', { password: PASSWORD }, { 'sec-fetch-site': 'same-origin' })).status,
  ).toBe(204);
  const older = { origin: null, 'sec-fetch-site': 'same-origin' };
  expect((await dana.post('/auth/unlock', { password: PASSWORD }, older)).status).toBe(204);
  expect((await dana.post('/auth/sign-out', {}, { origin: ORIGIN })).status).toBe(204);
});

test('a failure of ours says so, and in the log only where it was', async () => {
  const office = new Office();
  const dana = await office.dana();
  await office.store.write(tx => tx.db.schema.dropTable('verifications').execute());
  const answer = await dana.signIn();
  expect([answer.status, answer.body.type]).toEqual([500, 'urn:second-ring:problem:failed']);
  const line = office.log.at(-1) ?? '';
  expect(JSON.parse(line)).toMatchObject({
    event: 'auth_failed',
    path: '/auth/sign-in',
    error: expect.any(String),
  });
  expect(line).not.toMatch(/dana|verifications|willow/i);
});
