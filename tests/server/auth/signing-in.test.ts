import { expect, test, vi } from 'vitest';
import { useCode } from '../../../core/store/sessions.ts';
import { asks, Browser, Office, PASSWORD } from './office.ts';

test('password, then a second factor that must be set up first, then somebody is signed in', async () => {
  const office = new Office();
  await office.join('dana@willowstreet.example', 'staff', 'dana');
  const browser = new Browser(office);
  expect((await browser.me()).status).toBe(401);

  const given = await browser.signIn();
  expect([given.status, given.body]).toEqual([200, { next: 'set_up_second_factor' }]);
  expect((await browser.me()).body).toEqual({ name: 'Dana', next: 'set_up_second_factor' });
  expect(await office.parts.sessions.signedIn(asks(browser))).toBeNull();

  const confirmed = await browser.setUp();
  expect([confirmed.status, confirmed.body]).toEqual([200, { next: null }]);
  expect((await browser.me()).body).toMatchObject({
    name: 'Dana',
    role: 'staff',
    staff: 'dana',
    covered: false,
  });
  expect(await office.parts.sessions.signedIn(asks(browser))).toMatchObject({
    role: 'staff',
    covered: false,
  });
  expect(browser.recoveryCodes).toHaveLength(10);

  expect((await browser.post('/auth/sign-out')).status).toBe(204);
  expect((await browser.me()).status).toBe(401);

  office.pass(60_000);
  expect((await browser.signIn()).body).toMatchObject({ next: 'second_factor' });
  expect((await browser.me()).status).toBe(401);
  expect((await browser.prove()).body).toEqual({ next: null });
  expect((await browser.me()).body).toMatchObject({ name: 'Dana', next: null });
  expect(await office.audit()).toEqual([
    'user_invited',
    'user_joined',
    'password_given',
    'second_factor_set_up',
    'signed_out',
    'signed_in',
  ]);
});

test('cookies cannot be read by scripts, sent from elsewhere, or set for another host', async () => {
  const office = new Office();
  await office.join('dana@willowstreet.example');
  const browser = new Browser(office);
  const set = [await browser.signIn(), await browser.setUp()].flatMap(({ headers }) =>
    headers.getSetCookie(),
  );
  office.pass(60_000);
  set.push(
    ...(await browser.signIn()).headers.getSetCookie(),
    ...(await browser.prove()).headers.getSetCookie(),
  );
  expect(set.length).toBeGreaterThan(5);
  for (const cookie of set) {
    expect(cookie).toMatch(/^__Host-[a-z_]+=[^;]*; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Strict$/);
  }
});

test('the email in any case, the password in any composition of its letters', async () => {
  const office = new Office();
  await office.join('Dana@WillowStreet.example');
  const browser = new Browser(office);
  expect((await browser.signIn(PASSWORD, 'DANA@willowstreet.EXAMPLE')).status).toBe(200);
  const hash = await office.parts.passwords.hash('una contraseña más larga');
  expect(await office.parts.passwords.verify('una contraseña más larga'.normalize('NFD'), hash)).toBe(true);
  expect(await office.parts.passwords.verify('una contrasena mas larga', hash)).toBe(false);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('known, unknown and disabled: one answer, one argon2id each', async () => {
  const office = new Office();
  await office.dana();
  await office.join('sam@willowstreet.example');
  await office.store.write(tx =>
    tx.db.updateTable('users').set({ disabled_at: 1 }).where('email', 'like', 'sam%').execute(),
  );
  const tries: [email: string, password: string][] = [
    ['dana@willowstreet.example', 'not the password at all'],
    ['nobody@willowstreet.example', 'not the password at all'],
    ['sam@willowstreet.example', 'not the password at all'],
    ['sam@willowstreet.example', PASSWORD],
  ];
  const answers = [];
  for (const [email, password] of tries) {
    const before = office.parts.passwords.computed;
    const { status, body, headers } = await new Browser(office).signIn(password, email);
    const computed = office.parts.passwords.computed - before;
    answers.push({ status, body, computed, headers: [...headers].filter(([name]) => name !== 'date') });
  }
  expect(answers[0]).toMatchObject({
    status: 401,
    computed: 1,
    body: { type: 'urn:second-ring:problem:wrong-credentials' },
  });
  for (const answer of answers.slice(1)) expect(answer).toEqual(answers[0]);
});

test('an address that is nobody\u2019s is written down as a keyed hash alone', async () => {
  const office = new Office();
  await new Browser(office).signIn(PASSWORD, 'quillon@farraday.example');
  await new Browser(office).signIn(PASSWORD, 'Quillon@farraday.example');
  const rows = await office.store.read.selectFrom('audit').selectAll().execute();
  expect(rows.map(row => row.what)).toEqual(['sign_in_failed', 'sign_in_failed']);
  expect(JSON.stringify(rows)).not.toContain('farraday');
  expect(rows[0]?.details).toMatch(/^\{"account":"[0-9a-f]{64}"\}$/);
  expect(rows[1]?.details).toBe(rows[0]?.details);
});

test('a code signs in once, and one that is older than its neighbours not at all', async () => {
  const office = new Office();
  const dana = await office.dana();
  office.pass(60_000);
  const first = new Browser(office);
  const second = new Browser(office);
  await first.signIn();
  await second.signIn();
  const code = dana.code();
  expect((await first.prove(code)).status).toBe(200);
  const again = await second.prove(code);
  expect([again.status, again.body.type]).toEqual([401, 'urn:second-ring:problem:used-code']);
  expect((await second.me()).status).toBe(401);
  office.pass(30_000);
  await second.signIn();
  expect((await second.prove(code)).body.type).toMatch(/used-code$/);
  await second.signIn();
  expect((await second.prove(dana.code(Date.now() - 120_000))).body.type).toMatch(/wrong-code$/);
  expect((await second.prove(dana.code())).status).toBe(200);
});

test('two with one code at the same moment: one of them is signed in', async () => {
  const office = new Office();
  const dana = await office.dana();
  office.pass(60_000);
  const browsers = [new Browser(office), new Browser(office), new Browser(office)];
  for (const browser of browsers) await browser.signIn();
  const answers = await Promise.all(browsers.map(browser => browser.prove(dana.code())));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
});

test('several people at the same moment: each gets their own session, and each is written down', async () => {
  const office = new Office();
  const people: Browser[] = [];
  for (const name of ['ana', 'bo', 'cy', 'di', 'ed', 'flo']) {
    const email = `${name}@willowstreet.example`;
    await office.join(email);
    const browser = new Browser(office);
    await browser.signIn(PASSWORD, email);
    await browser.setUp();
    people.push(browser);
  }
  const ids = await Promise.all(people.map(async browser => (await browser.me()).body.user));
  expect(new Set(ids).size).toBe(people.length);
  office.pass(60_000);
  const emails = ['ana', 'bo', 'cy', 'di', 'ed', 'flo'].map(name => `${name}@willowstreet.example`);
  for (const [i, browser] of people.entries()) await browser.signIn(PASSWORD, emails[i]!);
  const answers = await Promise.all(people.map(browser => browser.prove()));
  expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
  expect(await Promise.all(people.map(async browser => (await browser.me()).body.user))).toEqual(ids);
  const { devices } = office.parts;
  for (const [i, browser] of people.entries()) {
    expect(devices.knows(asks(browser).headers, emails[i]!, Date.now())).toBe(true);
    expect(devices.knows(asks(browser).headers, emails[(i + 1) % emails.length]!, Date.now())).toBe(false);
  }
  const rows = await office.store.read
    .selectFrom('audit')
    .selectAll()
    .where('what', '=', 'signed_in')
    .execute();
  expect(rows.map(row => row.who).sort()).toEqual([...ids].sort());
});

test('the code that set the second factor up does not sign in', async () => {
  const office = new Office();
  const dana = await office.dana();
  const thief = new Browser(office);
  await thief.signIn();
  expect((await thief.prove(dana.code())).status).toBe(401);
});

test('each recovery code once', async () => {
  const office = new Office();
  const dana = await office.dana();
  const [one = '', two = ''] = dana.recoveryCodes;
  for (const [code, status] of [
    [one, 200],
    [one, 401],
    [two, 200],
    ['aaaaa-aaaaa', 401],
  ] as const) {
    const browser = new Browser(office);
    await browser.signIn();
    expect((await browser.post('/auth/second-factor', { recovery_code: code })).status).toBe(status);
  }
  expect((await office.audit()).filter(what => what.startsWith('second_factor_f'))).toHaveLength(2);
});

test('five wrong codes end the sign-in, ten in a row hold the account\u2019s codes up for a quarter of an hour', async () => {
  const office = new Office();
  const dana = await office.dana();
  office.pass(60_000);
  const wrong = (browser: Browser) =>
    browser.prove(String((Number(dana.code()) + 500_000) % 1_000_000).padStart(6, '0'));
  for (let i = 0; i < 2; i += 1) {
    const thief = new Browser(office);
    await thief.signIn();
    for (let j = 0; j < 5; j += 1) expect((await wrong(thief)).body.type).toMatch(/wrong-code$/);
    const after = await thief.prove(dana.code());
    expect(after.status).toBeGreaterThanOrEqual(401);
    expect((await thief.me()).status).toBe(401);
  }
  const thief = new Browser(office);
  await thief.signIn();
  expect((await thief.prove(dana.code())).status).toBe(429);
  office.pass(16 * 60_000);
  await thief.signIn();
  expect((await thief.prove(dana.code())).status).toBe(200);
  expect((await dana.me()).status).toBe(200);
});

test('a session from before the second factor does not become one from after it', async () => {
  const office = new Office();
  await office.join('dana@willowstreet.example');
  const thief = new Browser(office);
  await thief.signIn();
  const dana = new Browser(office);
  await dana.signIn();
  await dana.setUp();
  expect((await dana.me()).body).toMatchObject({ next: null });
  expect((await thief.me()).status).toBe(401);
  expect(await office.parts.sessions.signedIn(asks(thief))).toBeNull();
});

test('a session from the password alone ends after half an hour, and opens nothing else', async () => {
  const office = new Office();
  await office.join('dana@willowstreet.example', 'owner');
  const browser = new Browser(office);
  await browser.signIn();
  expect((await browser.post('/auth/unlock', { password: PASSWORD })).status).toBe(401);
  const invitation = { email: 'x@willowstreet.example', name: 'X', role: 'owner' };
  expect((await browser.post('/api/team/invitations', invitation)).status).toBe(401);
  office.pass(29 * 60_000);
  expect((await browser.me()).status).toBe(200);
  office.pass(60_000);
  expect((await browser.me()).status).toBe(401);
  expect((await browser.post('/auth/second-factor/set-up', { password: PASSWORD })).status).toBe(401);
});

test('setting up asks for the password again, and is over once it is done', async () => {
  const office = new Office();
  await office.join('dana@willowstreet.example');
  const browser = new Browser(office);
  await browser.signIn();
  const wrong = await browser.post('/auth/second-factor/set-up', { password: 'another one entirely' });
  expect([wrong.status, wrong.body.type]).toEqual([401, 'urn:second-ring:problem:wrong-password']);
  expect((await browser.post('/auth/second-factor/confirm', { code: '123456' })).status).toBe(401);
  await browser.setUp();
  expect((await browser.post('/auth/second-factor/set-up', { password: PASSWORD })).status).toBe(409);
  expect((await browser.post('/auth/second-factor/confirm', { code: browser.code() })).status).toBe(409);
});

test('when the first code cannot be taken, nobody is shut out: the next one is', async () => {
  const office = new Office();
  await office.join('dana@willowstreet.example');
  const browser = new Browser(office);
  await browser.signIn();
  const { body } = await browser.post('/auth/second-factor/set-up', { password: PASSWORD });
  browser.secret = new URL(String(body.uri)).searchParams.get('secret') ?? '';
  const user = (await office.store.read.selectFrom('users').selectAll().execute())[0]!;
  await office.store.write(tx => useCode(tx, user.id, office.parts.hashed(`${user.id} ${browser.code()}`)));
  expect((await browser.post('/auth/second-factor/confirm', { code: browser.code() })).status).toBe(401);
  expect((await new Browser(office).signIn()).body).toEqual({ next: 'set_up_second_factor' });
  office.pass(30_000);
  expect((await browser.post('/auth/second-factor/confirm', { code: browser.code() })).body).toEqual({
    next: null,
  });
});

test('a session that was there before signing in is not the one after it', async () => {
  const office = new Office();
  const dana = await office.dana();
  const fixed = dana.jar.get('__Host-second_ring');
  office.pass(60_000);
  await dana.signIn();
  await dana.prove();
  expect(dana.jar.get('__Host-second_ring')).not.toBe(fixed);
});

test('the environment has no say in it', async () => {
  vi.stubEnv('BETTER_AUTH_SECRETS', `2:${'another-secret-'.repeat(4)}`);
  vi.stubEnv('BETTER_AUTH_SECRET', 'another-secret-'.repeat(4));
  vi.stubEnv('BETTER_AUTH_URL', 'https://evil.example');
  try {
    const office = new Office();
    const dana = await office.dana();
    expect((await dana.me()).status).toBe(200);
    expect((await (await dana.another()).me()).status).toBe(200);
  } finally {
    vi.unstubAllEnvs();
  }
});
