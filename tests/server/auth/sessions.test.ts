import { expect, test } from 'vitest';
import { disableUser, enableUser, resetSecondFactor } from '../../../core/flows/team.ts';
import { asks, Browser, Office, PASSWORD } from './office.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ACT = { 'second-ring-act': 'person' };
const EMAIL = 'dana@willowstreet.example';

test('covered after fifteen minutes without a person\u2019s act, and opened again by the password alone', async () => {
  const office = new Office();
  const dana = await office.dana();
  office.pass(15 * MINUTE - 1_000);
  expect((await dana.me()).body.covered).toBe(false);
  office.pass(1_000);
  expect((await dana.me()).body.covered).toBe(true);
  expect(await office.parts.sessions.signedIn(asks(dana))).toMatchObject({ covered: true });

  const wrong = await dana.post('/auth/unlock', { password: 'another one entirely' });
  expect([wrong.status, wrong.body.type]).toEqual([401, 'urn:second-ring:problem:wrong-password']);
  expect((await dana.me()).body.covered).toBe(true);
  expect((await dana.post('/auth/unlock', { password: PASSWORD })).status).toBe(204);
  expect((await dana.me()).body.covered).toBe(false);
  expect((await office.audit()).slice(-2)).toEqual(['unlock_failed', 'unlocked']);
});

test('who asks is told when their screen will be covered, an act counted', async () => {
  const office = new Office();
  const dana = await office.dana();
  const begun = Date.now();
  office.pass(5 * MINUTE);
  const covers = async (headers = {}) =>
    (await office.parts.sessions.signedIn(asks(dana, headers)))?.coversAt;
  expect(await covers()).toBe(begun + 15 * MINUTE);
  expect(await covers(ACT)).toBe(begun + 20 * MINUTE);
  expect(await covers()).toBe(begun + 20 * MINUTE);
});

test('what a timer or a stream asks puts nothing off, what a person does puts it off', async () => {
  const office = new Office();
  const dana = await office.dana();
  for (let minute = 0; minute < 14; minute += 1) {
    office.pass(MINUTE);
    await dana.me();
    await office.parts.sessions.signedIn(asks(dana));
    await office.parts.sessions.signedIn(asks(dana, { 'second-ring-act': 'stream' }));
  }
  await office.parts.sessions.signedIn(asks(dana, ACT));
  office.pass(14 * MINUTE);
  expect(await office.parts.sessions.signedIn(asks(dana))).toMatchObject({ covered: false });
  office.pass(MINUTE);
  expect(await office.parts.sessions.signedIn(asks(dana))).toMatchObject({ covered: true });
  // An act on a covered screen is nobody's: only the password opens it.
  expect(await office.parts.sessions.signedIn(asks(dana, ACT))).toMatchObject({ covered: true });
  expect(await office.parts.sessions.signedIn(asks(dana))).toMatchObject({ covered: true });
  expect((await dana.me(ACT)).body.covered).toBe(true);
});

test('an act is written down once in half a minute', async () => {
  const office = new Office();
  const dana = await office.dana();
  const acted = async () => {
    await office.parts.sessions.signedIn(asks(dana, ACT));
    const row = await office.store.read.selectFrom('sessions').select('acted_at').executeTakeFirstOrThrow();
    return row.acted_at;
  };
  const begun = await acted();
  office.pass(29_000);
  expect(await acted()).toBe(begun);
  office.pass(1_000);
  expect(await acted()).toBe(begun + 30_000);
});

test('it ends after twelve hours, whatever anybody does', async () => {
  const office = new Office();
  const dana = await office.dana();
  for (let i = 0; i < 71; i += 1) {
    office.pass(10 * MINUTE);
    expect(await office.parts.sessions.signedIn(asks(dana, ACT))).toMatchObject({ covered: false });
  }
  await dana.post('/auth/unlock', { password: PASSWORD });
  office.pass(10 * MINUTE);
  expect(await office.parts.sessions.signedIn(asks(dana, ACT))).toBeNull();
  expect((await dana.post('/auth/unlock', { password: PASSWORD })).status).toBe(401);
});

test('both times are the configuration\u2019s', async () => {
  const office = new Office('desk: {cover_after: 2m, session: 1h}\n');
  const dana = await office.dana();
  office.pass(2 * MINUTE);
  expect((await dana.me()).body.covered).toBe(true);
  office.pass(58 * MINUTE);
  expect((await dana.me()).status).toBe(401);
});

test('a forged, a shortened or an unsigned cookie is nobody\u2019s, and so is one of another practice', async () => {
  const office = new Office();
  const dana = await office.dana();
  const cookie = decodeURIComponent(dana.jar.get('__Host-second_ring') ?? '');
  const [token = '', signature = ''] = cookie.split('.');
  const elsewhere = new Office();
  const theirs = (await elsewhere.dana()).jar.get('__Host-second_ring') ?? '';
  const forged = [
    `${token}x.${signature}`,
    `${token.startsWith('x') ? 'y' : 'x'}${token.slice(1)}.${signature}`,
    token,
    `${token}.`,
    `.${signature}`,
    `${token}.${Buffer.alloc(32).toString('base64')}`,
    '',
    '%',
    '%E0%A4%A',
    `${'a'.repeat(9_000)}.${signature}`,
    decodeURIComponent(theirs),
  ];
  for (const value of forged) {
    dana.jar.set('__Host-second_ring', encodeURIComponent(value));
    expect((await dana.me()).status).toBe(401);
    dana.jar.set('__Host-second_ring', value.replaceAll(/[;\s]/g, ''));
    expect((await dana.me()).status).toBe(401);
  }
  dana.jar.set('__Host-second_ring', encodeURIComponent(cookie));
  expect((await dana.me()).status).toBe(200);
});

test('signing out everywhere ends every session of that person and of nobody else', async () => {
  const office = new Office();
  const dana = await office.dana();
  const phone = await dana.another();
  await office.join('sam@willowstreet.example');
  const sam = new Browser(office);
  await sam.signIn(PASSWORD, 'sam@willowstreet.example');
  const half = new Browser(office);
  await half.signIn();
  expect((await phone.post('/auth/sign-out-everywhere')).status).toBe(204);
  for (const browser of [dana, phone]) expect((await browser.me()).status).toBe(401);
  expect((await sam.me()).status).toBe(200);
  office.pass(MINUTE);
  expect((await half.prove(dana.code())).status).toBe(401);
});

test('a covered screen can be signed out of, here and everywhere', async () => {
  const office = new Office();
  const dana = await office.dana();
  const phone = await dana.another();
  office.pass(HOUR);
  expect((await phone.post('/auth/sign-out')).status).toBe(204);
  expect((await dana.post('/auth/sign-out-everywhere')).status).toBe(204);
  expect((await dana.me()).status).toBe(401);
});

test('disabling somebody ends what they have open at once, and lets them in no more until they are enabled', async () => {
  const office = new Office();
  const dana = await office.dana();
  const half = new Browser(office);
  await half.signIn();
  await office.store.write(tx => disableUser(tx, 'command', EMAIL));
  expect((await dana.me()).status).toBe(401);
  expect(await office.parts.sessions.signedIn(asks(dana))).toBeNull();
  expect((await dana.post('/auth/unlock', { password: PASSWORD })).status).toBe(401);
  office.pass(MINUTE);
  expect((await half.prove(dana.code())).status).toBe(401);
  expect((await new Browser(office).signIn()).body.type).toMatch(/wrong-credentials$/);
  await office.store.write(tx => enableUser(tx, 'command', EMAIL));
  expect((await dana.me()).status).toBe(401);
  await dana.signIn();
  expect((await dana.prove()).status).toBe(200);
});

test('disabled between password and code: the code begins no session', async () => {
  const office = new Office();
  const dana = await office.dana();
  office.pass(MINUTE);
  const half = new Browser(office);
  await half.signIn();
  await office.store.write(tx =>
    tx.db.updateTable('users').set({ disabled_at: tx.now }).where('email', '=', EMAIL).execute(),
  );
  expect((await half.prove(dana.code())).status).toBe(401);
  const open = await office.store.read
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'user_id')
    .select('sessions.id')
    .execute();
  expect(open).toHaveLength(1);
  expect((await dana.me()).status).toBe(401);
});

test('a second factor that was reset: sessions end, recovery codes are worth nothing, and it is set up anew', async () => {
  const office = new Office();
  const dana = await office.dana();
  const [old = ''] = dana.recoveryCodes;
  await office.store.write(tx => resetSecondFactor(tx, 'command', EMAIL));
  expect((await dana.me()).status).toBe(401);
  const browser = new Browser(office);
  expect((await browser.signIn()).body).toEqual({ next: 'set_up_second_factor' });
  expect((await browser.post('/auth/second-factor', { recovery_code: old })).status).toBe(401);
  expect((await browser.setUp()).body).toEqual({ next: null });
});

test('what has expired is taken out with the next signing in', async () => {
  const office = new Office();
  const dana = await office.dana();
  await new Browser(office).signIn();
  office.pass(13 * HOUR);
  await dana.signIn();
  const rows = async (table: 'sessions' | 'verifications') =>
    (await office.store.read.selectFrom(table).selectAll().execute()).length;
  expect([await rows('sessions'), await rows('verifications')]).toEqual([0, 2]);
});
