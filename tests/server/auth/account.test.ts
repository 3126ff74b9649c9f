import { expect, test } from 'vitest';
import { resetPassword } from '../../../core/flows/team.ts';
import { Browser, Office, PASSWORD } from './office.ts';
import { SoftAuthenticator } from './soft-authenticator.ts';

const MINUTE = 60_000;
const EMAIL = 'dana@willowstreet.example';
const ANOTHER = 'seven herons by the canal';

interface Account {
  email: string;
  app: boolean;
  passkeys: { id: string; name: string; used_at: number | null }[];
  sessions: { id: string; this: boolean; created_at: number; acted_at: number }[];
  cover_after: number;
  session: number;
}

async function account(browser: Browser): Promise<Account> {
  const { status, body } = await browser.send('GET', '/auth/account');
  expect(status).toBe(200);
  return body as unknown as Account;
}

async function addPasskey(browser: Browser, name = 'Laptop'): Promise<SoftAuthenticator> {
  const key = new SoftAuthenticator();
  const { body } = await browser.post('/auth/account/passkeys/begin', { password: PASSWORD });
  const added = await browser.post('/auth/account/passkeys', { name, passkey: key.create(body) });
  expect(added.status).toBe(204);
  return key;
}

async function setUpApp(browser: Browser): Promise<string> {
  const { body } = await browser.post('/auth/account/app/begin', { password: PASSWORD });
  return new URL(String(body.uri)).searchParams.get('secret') ?? '';
}

test('it says by what somebody signs in, where they are signed in, and when the screen is covered', async () => {
  const office = new Office('desk: {cover_after: 10m, session: 8h}\n');
  const dana = await office.dana();
  await addPasskey(dana);
  await dana.another();
  const { sessions, passkeys, ...rest } = await account(dana);
  expect(rest).toEqual({
    email: EMAIL,
    app: true,
    cover_after: 600_000,
    session: 28_800_000,
  });
  expect(passkeys).toMatchObject([{ name: 'Laptop', used_at: null }]);
  expect(sessions.map(session => session.this)).toEqual([false, true]);
});

test('a covered screen, a stranger and a password alone get none of it, and change nothing', async () => {
  const office = new Office();
  const dana = await office.dana();
  const thief = new Browser(office);
  await thief.signIn();
  office.pass(15 * MINUTE);
  const before = await office.audit();
  const key = new SoftAuthenticator();
  const passkey = key.create({
    challenge: 'AAAA',
    rp: { id: 'calls.willowstreet.example' },
    user: { id: '' },
  });
  const id = '019aa000-0000-7000-8000-00000000beef';
  const asked: [path: string, body?: object][] = [
    ['/auth/account'],
    ['/auth/account/password', { password: PASSWORD, new_password: ANOTHER }],
    ['/auth/account/passkeys/begin', { password: PASSWORD }],
    ['/auth/account/passkeys', { name: 'Laptop', passkey }],
    ['/auth/account/passkeys/rename', { passkey: id, name: 'Mine' }],
    ['/auth/account/passkeys/remove', { passkey: id, password: PASSWORD }],
    ['/auth/account/app/begin', { password: PASSWORD }],
    ['/auth/account/app', { code: dana.code() }],
    ['/auth/account/app/remove', { password: PASSWORD }],
    ['/auth/account/recovery-codes', { password: PASSWORD }],
    ['/auth/account/sessions/end', { session: id }],
  ];
  for (const [path, body] of asked) {
    const method = body ? 'POST' : 'GET';
    expect([path, (await dana.send(method, path, body)).status]).toEqual([path, 423]);
    expect([path, (await thief.send(method, path, body)).status]).toEqual([path, 401]);
    expect([path, (await new Browser(office).send(method, path, body)).status]).toEqual([path, 401]);
  }
  expect(await office.audit()).toEqual(before);
});

test('another password: the one now is asked for, a common one refused, and every other session ends', async () => {
  const office = new Office();
  const dana = await office.dana();
  const phone = await dana.another();
  const half = new Browser(office);
  await half.signIn();
  const link = await office.store.write(tx => resetPassword(tx, 'command', EMAIL));
  const change = (password: string, new_password: string) =>
    dana.post('/auth/account/password', { password, new_password });
  expect((await change('another one entirely', ANOTHER)).body.type).toMatch(/wrong-password$/);
  const weak: [password: string, why: string][] = [
    ['short', 'too_short'],
    ['WillowStreet2026', 'too_common'],
    ['dana dana dana 2026', 'too_common'],
    ['x'.repeat(200), 'too_long'],
  ];
  for (const [password, why] of weak) {
    expect((await change(PASSWORD, password)).body).toMatchObject({ status: 422, why });
  }
  expect((await phone.me()).status).toBe(200);

  expect((await change(PASSWORD, ANOTHER)).status).toBe(204);
  expect((await dana.me()).status).toBe(200);
  expect((await phone.me()).status).toBe(401);
  office.pass(MINUTE);
  expect((await half.prove(dana.code())).status).toBe(401);
  expect((await half.signIn()).status).toBe(401);
  expect((await half.signIn(ANOTHER)).body).toMatchObject({ next: 'second_factor' });
  const stale = { token: link, password: 'yet another lamp that hums' };
  expect((await half.post('/auth/invitations/accept', stale)).status).toBe(410);
  expect((await office.audit()).filter(what => what.startsWith('password_'))).toEqual([
    'password_given',
    'password_reset',
    'password_refused',
    'password_changed',
  ]);
});

test('whoever finds the desk open gets nowhere without the password, and is slowed down', async () => {
  const office = new Office();
  const dana = await office.dana();
  await addPasskey(dana);
  const [passkey] = (await account(dana)).passkeys;
  const wrong = 'another one entirely';
  const asked: [path: string, body: object][] = [
    ['/auth/account/passkeys/begin', { password: wrong }],
    ['/auth/account/passkeys/remove', { passkey: passkey!.id, password: wrong }],
    ['/auth/account/app/begin', { password: wrong }],
    ['/auth/account/app/remove', { password: wrong }],
    ['/auth/account/recovery-codes', { password: wrong }],
    ['/auth/account/password', { password: wrong, new_password: ANOTHER }],
  ];
  const met: number[] = [];
  for (const [path, body] of asked) met.push((await dana.post(path, body)).status);
  expect(met).toEqual([401, 401, 401, 429, 429, 429]);
  expect(await account(dana)).toMatchObject({ app: true, passkeys: [{ name: 'Laptop' }] });
  expect((await office.audit()).filter(what => what === 'password_refused')).toHaveLength(3);
});

test('passkeys have names, and are renamed and removed', async () => {
  const office = new Office();
  const dana = await office.dana();
  await addPasskey(dana);
  const [passkey] = (await account(dana)).passkeys;
  const rename = (name: string) => dana.post('/auth/account/passkeys/rename', { passkey: passkey!.id, name });
  expect((await rename('  Counter  ')).status).toBe(204);
  expect((await account(dana)).passkeys).toMatchObject([{ name: 'Counter' }]);
  for (const name of ['', '   ', 'x'.repeat(61)]) expect((await rename(name)).status).toBe(422);
  const remove = { passkey: passkey!.id, password: PASSWORD };
  expect((await dana.post('/auth/account/passkeys/remove', remove)).status).toBe(204);
  expect((await dana.post('/auth/account/passkeys/remove', remove)).status).toBe(404);
  expect((await account(dana)).passkeys).toEqual([]);
  expect((await office.audit()).filter(what => what.startsWith('passkey_'))).toEqual([
    'passkey_added',
    'passkey_renamed',
    'passkey_removed',
  ]);
});

test('at most ten passkeys', async () => {
  const office = new Office();
  const dana = await office.dana();
  for (let i = 0; i < 10; i += 1) await addPasskey(dana, `Key ${i}`);
  const { body } = await dana.post('/auth/account/passkeys/begin', { password: PASSWORD });
  const more = { name: 'One more', passkey: new SoftAuthenticator().create(body) };
  expect((await dana.post('/auth/account/passkeys', more)).body.type).toMatch(/too-many-passkeys$/);
});

test('nobody is ever left without a second factor, whichever goes first, and be it both at once', async () => {
  const office = new Office();
  const dana = await office.dana();
  const password = { password: PASSWORD };
  const alone = await dana.post('/auth/account/app/remove', password);
  expect([alone.status, alone.body.type]).toEqual([409, 'urn:second-ring:problem:last-second-factor']);
  await addPasskey(dana, 'One');
  await addPasskey(dana, 'Two');
  const [one, two] = (await account(dana)).passkeys;
  const phone = await dana.another();
  expect((await dana.post('/auth/account/app/remove', password)).status).toBe(204);
  expect((await dana.post('/auth/account/app/remove', password)).status).toBe(404);
  const answers = await Promise.all([
    dana.post('/auth/account/passkeys/remove', { passkey: one!.id, ...password }),
    phone.post('/auth/account/passkeys/remove', { passkey: two!.id, ...password }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  expect((await account(dana)).passkeys).toHaveLength(1);
  // What was refused was undone.
  expect((await office.audit()).filter(what => what === 'passkey_removed')).toHaveLength(1);
  expect((await new Browser(office).signIn()).body).toEqual({
    next: 'second_factor',
    app: false,
    passkey: true,
  });
});

test('another authenticator app: the one before is good until the new one has shown a code', async () => {
  const office = new Office();
  const dana = await office.dana();
  const [recovery = ''] = dana.recoveryCodes;
  const old = new Browser(office);
  old.secret = dana.secret;
  const secret = await setUpApp(dana);
  expect(secret).not.toBe(dana.secret);
  office.pass(MINUTE);
  await old.signIn();
  expect((await old.prove()).status).toBe(200);

  expect((await dana.post('/auth/account/app', { code: '000000' })).body.type).toMatch(/wrong-code$/);
  dana.secret = secret;
  expect((await dana.post('/auth/account/app', { code: dana.code() })).status).toBe(204);
  office.pass(MINUTE);
  await old.signIn();
  expect((await old.prove()).status).toBe(401);
  expect((await old.prove(dana.code())).status).toBe(200);
  // The recovery codes are as they were.
  const lost = new Browser(office);
  await lost.signIn();
  expect((await lost.post('/auth/second-factor', { recovery_code: recovery })).status).toBe(200);
  expect((await dana.post('/auth/account/app', { code: dana.code() })).status).toBe(401);
});

test('a new app is this session\u2019s and for five minutes, and its first code signs nobody in', async () => {
  const office = new Office();
  const dana = await office.dana();
  const phone = await dana.another();
  const before = dana.secret;
  dana.secret = await setUpApp(dana);
  expect((await phone.post('/auth/account/app', { code: dana.code() })).status).toBe(401);
  office.pass(5 * MINUTE);
  expect((await dana.post('/auth/account/app', { code: dana.code() })).status).toBe(401);
  const rows = JSON.stringify(await office.store.read.selectFrom('challenges').selectAll().execute());
  expect(rows).not.toContain(dana.secret);
  expect(rows).not.toContain(before);

  dana.secret = await setUpApp(dana);
  const code = dana.code();
  expect((await dana.post('/auth/account/app', { code })).status).toBe(204);
  const browser = new Browser(office);
  await browser.signIn();
  expect((await browser.prove(code)).body.type).toMatch(/used-code$/);
});

test('an app beside a passkey keeps the recovery codes', async () => {
  const office = new Office();
  const dana = await office.dana();
  await addPasskey(dana);
  await dana.post('/auth/account/app/remove', { password: PASSWORD });
  office.pass(MINUTE);
  const browser = new Browser(office);
  await browser.signIn();
  expect((await browser.prove(dana.code())).status).toBe(401);
  dana.secret = await setUpApp(dana);
  expect((await dana.post('/auth/account/app', { code: dana.code() })).status).toBe(204);
  expect((await account(dana)).app).toBe(true);
  await browser.signIn();
  const recovery = { recovery_code: dana.recoveryCodes[0] };
  expect((await browser.post('/auth/second-factor', recovery)).status).toBe(200);
});

test('new recovery codes: those before are worth nothing', async () => {
  const office = new Office();
  const dana = await office.dana();
  const { status, body } = await dana.post('/auth/account/recovery-codes', { password: PASSWORD });
  expect(status).toBe(200);
  const fresh = body.recovery_codes as string[];
  expect(new Set([...fresh, ...dana.recoveryCodes]).size).toBe(20);
  for (const [code, answers] of [
    [dana.recoveryCodes[0], 401],
    [fresh[0], 200],
  ] as const) {
    const browser = new Browser(office);
    await browser.signIn();
    expect((await browser.post('/auth/second-factor', { recovery_code: code })).status).toBe(answers);
  }
  expect(await office.audit()).toContain('recovery_codes_made');
});

test('one of my sessions ends, and nobody else\u2019s', async () => {
  const office = new Office();
  const dana = await office.dana();
  const phone = await dana.another();
  await office.join('sam@willowstreet.example');
  const sam = new Browser(office);
  await sam.signIn(PASSWORD, 'sam@willowstreet.example');
  await sam.setUp();
  const [his] = (await account(sam)).sessions;
  const end = (session: string) => dana.post('/auth/account/sessions/end', { session });
  expect((await end(his!.id)).status).toBe(404);
  expect((await sam.me()).status).toBe(200);
  const other = (await account(dana)).sessions.find(session => !session.this);
  expect((await end(other!.id)).status).toBe(204);
  expect((await phone.me()).status).toBe(401);
  expect((await dana.me()).status).toBe(200);
  expect((await office.audit()).at(-1)).toBe('session_ended');
});

test('the screen is covered at once, and stays so until it is opened', async () => {
  const office = new Office();
  const dana = await office.dana();
  const phone = await dana.another();
  expect((await dana.post('/auth/cover')).status).toBe(204);
  expect((await dana.post('/auth/cover')).status).toBe(204);
  expect((await dana.me()).body.covered).toBe(true);
  expect((await phone.me()).body.covered).toBe(false);
  const act = { 'second-ring-act': 'person' };
  expect((await dana.send('GET', '/api/queue', undefined, act)).status).toBe(423);
  expect((await dana.me()).body.covered).toBe(true);
  expect((await dana.post('/auth/unlock', { password: PASSWORD })).status).toBe(204);
  expect((await dana.me()).body.covered).toBe(false);
  office.pass(15 * MINUTE);
  expect((await dana.me()).body.covered).toBe(true);
  expect((await office.audit()).filter(what => what === 'covered')).toHaveLength(1);
});
