import { describe, expect, test } from 'vitest';
import { disableUser, resetSecondFactor } from '../../../core/flows/team.ts';
import { vouched } from './attestation.ts';
import { asks, Browser, Office, PASSWORD } from './office.ts';
import { type Oddity, SoftAuthenticator } from './soft-authenticator.ts';

const MINUTE = 60_000;
const EMAIL = 'dana@willowstreet.example';
const SAM = 'sam@willowstreet.example';

/** Somebody with an authenticator app and a passkey. */
async function withPasskey(office: Office): Promise<{ dana: Browser; key: SoftAuthenticator }> {
  const dana = await office.dana();
  const key = new SoftAuthenticator();
  expect((await add(dana, key)).status).toBe(204);
  return { dana, key };
}

async function add(browser: Browser, key: SoftAuthenticator, odd: Oddity = {}, name = 'Laptop') {
  const { body } = await browser.post('/auth/account/passkeys/begin', { password: PASSWORD });
  return browser.post('/auth/account/passkeys', { name, passkey: key.create(body, odd) });
}

/** Somebody at another browser, after the password. */
async function halfWay(office: Office, email = EMAIL): Promise<Browser> {
  const browser = new Browser(office);
  await browser.signIn(PASSWORD, email);
  return browser;
}

async function prove(browser: Browser, key: SoftAuthenticator, odd: Oddity = {}) {
  const { body } = await browser.post('/auth/second-factor/passkey/begin');
  return browser.post('/auth/second-factor/passkey', { passkey: key.get(body, odd) });
}

async function unlock(browser: Browser, key: SoftAuthenticator, odd: Oddity = {}) {
  const { body } = await browser.post('/auth/unlock/passkey/begin');
  return browser.post('/auth/unlock/passkey', { passkey: key.get(body, odd) });
}

test('a new person sets up a passkey instead of an app, signs in with it, and has recovery codes for it', async () => {
  const office = new Office();
  await office.join(EMAIL, 'staff', 'dana');
  const browser = new Browser(office);
  await browser.signIn();
  expect((await browser.post('/auth/second-factor/set-up/passkey')).status).toBe(401);
  const { body: made } = await browser.post('/auth/second-factor/set-up', { password: PASSWORD });
  const { body: options } = await browser.post('/auth/second-factor/set-up/passkey');
  expect(options).toMatchObject({
    rp: { id: 'calls.willowstreet.example', name: office.config.practice.sender },
    user: { name: EMAIL, displayName: 'Dana' },
    attestation: 'none',
    timeout: 300_000,
  });
  const key = new SoftAuthenticator();
  const before = browser.jar.get('__Host-second_ring');
  const body = { name: 'Laptop', passkey: key.create(options) };
  const confirmed = await browser.post('/auth/second-factor/confirm/passkey', body);
  expect([confirmed.status, confirmed.body]).toEqual([200, { next: null }]);
  expect(browser.jar.get('__Host-second_ring')).not.toBe(before);
  expect(await office.parts.sessions.signedIn(asks(browser))).toMatchObject({ role: 'staff' });

  const phone = new Browser(office);
  expect((await phone.signIn()).body).toEqual({ next: 'second_factor', app: false, passkey: true });
  // The secret of the app that was not set up opens nothing.
  phone.secret = new URL(String(made.uri)).searchParams.get('secret') ?? '';
  expect((await phone.prove()).status).toBe(401);
  expect((await prove(phone, key)).body).toEqual({ next: null });
  expect((await phone.me()).body).toMatchObject({ name: 'Dana', next: null });
  expect(phone.jar.has('__Host-second_ring_pending')).toBe(false);

  const codes = made.recovery_codes as string[];
  const lost = await halfWay(office);
  expect((await lost.post('/auth/second-factor', { recovery_code: codes[0] })).status).toBe(200);
  expect(await office.audit()).toEqual(
    expect.arrayContaining(['passkey_added', 'second_factor_set_up', 'signed_in']),
  );
});

test('password and passkey sign in beside the app, several keys to a person', async () => {
  const office = new Office();
  const { dana, key } = await withPasskey(office);
  const second = new SoftAuthenticator();
  office.pass(1_000);
  expect((await add(dana, second, {}, 'Phone')).status).toBe(204);
  const browser = new Browser(office);
  expect((await browser.signIn()).body).toEqual({ next: 'second_factor', app: true, passkey: true });
  const { body } = await browser.post('/auth/second-factor/passkey/begin');
  const allowed = body.allowCredentials as { id: string; transports: string[] }[];
  expect(allowed.map(({ id }) => id)).toEqual([key.id, second.id]);
  expect(allowed[0]!.transports).toEqual(['internal']);
  for (const one of [key, second]) expect((await prove(await halfWay(office), one)).status).toBe(200);
  expect((await dana.me()).status).toBe(200);
});

test('a covered screen opens by the passkey alone, if the passkey has asked who holds it', async () => {
  const office = new Office();
  const { dana, key } = await withPasskey(office);
  expect((await dana.me()).body).not.toHaveProperty('passkey');
  office.pass(15 * MINUTE);
  expect((await dana.me()).body).toMatchObject({ covered: true, passkey: true });
  const silent = await unlock(dana, key, { unverified: true });
  expect([silent.status, silent.body.type]).toEqual([401, 'urn:second-ring:problem:wrong-passkey']);
  expect((await dana.me()).body.covered).toBe(true);
  expect((await unlock(dana, key)).status).toBe(204);
  expect((await dana.me()).body.covered).toBe(false);
  expect((await office.audit()).slice(-2)).toEqual(['unlock_failed', 'unlocked']);
  // Behind a password it need not.
  expect((await prove(await halfWay(office), key, { unverified: true })).status).toBe(200);
});

describe('what is signed elsewhere, earlier or by another is refused', () => {
  const oddities: [what: string, odd: Oddity][] = [
    ['another origin', { origin: 'https://calls.willowstreet.evil.example' }],
    ['our name without https', { origin: 'http://calls.willowstreet.example' }],
    ['a neighbour on the same domain', { origin: 'https://www.willowstreet.example' }],
    ['another relying party', { rpId: 'willowstreet.example' }],
    ['a challenge of its own', { challenge: 'AAAA' }],
    ['another kind of signing', { type: 'payment.get' }],
  ];
  test.each(oddities)('%s', async (_, odd) => {
    const office = new Office();
    const { dana, key } = await withPasskey(office);
    expect((await add(dana, new SoftAuthenticator(), odd)).body.type).toMatch(/wrong-passkey$/);
    expect((await prove(await halfWay(office), key, odd)).body.type).toMatch(/wrong-passkey$/);
    office.pass(15 * MINUTE);
    expect((await unlock(dana, key, odd)).body.type).toMatch(/wrong-passkey$/);
    expect((await dana.me()).body.covered).toBe(true);
  });

  test('an answer that was given before', async () => {
    const office = new Office();
    const { dana, key } = await withPasskey(office);
    const { body: making } = await dana.post('/auth/account/passkeys/begin', { password: PASSWORD });
    const other = new SoftAuthenticator();
    const made = { name: 'Phone', passkey: other.create(making) };
    expect((await dana.post('/auth/account/passkeys', made)).status).toBe(204);
    await dana.post('/auth/account/passkeys/remove', {
      passkey: await idOf(office, other),
      password: PASSWORD,
    });
    expect((await dana.post('/auth/account/passkeys', made)).status).toBe(401);

    const browser = await halfWay(office);
    const { body } = await browser.post('/auth/second-factor/passkey/begin');
    const signed = { passkey: key.get(body) };
    expect((await browser.post('/auth/second-factor/passkey', signed)).status).toBe(200);
    expect((await browser.post('/auth/second-factor/passkey', signed)).status).toBe(401);
    expect((await (await halfWay(office)).post('/auth/second-factor/passkey', signed)).status).toBe(401);

    office.pass(15 * MINUTE);
    const { body: asked } = await dana.post('/auth/unlock/passkey/begin');
    const opens = { passkey: key.get(asked) };
    expect((await dana.post('/auth/unlock/passkey', opens)).status).toBe(204);
    await dana.post('/auth/cover');
    expect((await dana.post('/auth/unlock/passkey', opens)).status).toBe(401);
  });

  test('a challenge older than five minutes, and one before the last', async () => {
    const office = new Office();
    const { key } = await withPasskey(office);
    const browser = await halfWay(office);
    const { body: earlier } = await browser.post('/auth/second-factor/passkey/begin');
    await browser.post('/auth/second-factor/passkey/begin');
    const signed = { passkey: key.get(earlier) };
    expect((await browser.post('/auth/second-factor/passkey', signed)).status).toBe(401);
    const { body: late } = await browser.post('/auth/second-factor/passkey/begin');
    office.pass(5 * MINUTE);
    const tooLate = { passkey: key.get(late) };
    expect((await browser.post('/auth/second-factor/passkey', tooLate)).status).toBe(401);
    expect((await prove(browser, key)).status).toBe(200);
  });

  test('a challenge from another session, another sign-in, or for something else', async () => {
    const office = new Office();
    const { dana, key } = await withPasskey(office);
    const phone = await dana.another();
    const theirs = await halfWay(office);
    const { body: signing } = await theirs.post('/auth/second-factor/passkey/begin');
    const mine = await halfWay(office);
    const elsewhere = { passkey: key.get(signing) };
    expect((await mine.post('/auth/second-factor/passkey', elsewhere)).status).toBe(401);

    office.pass(15 * MINUTE);
    const { body: unlocking } = await phone.post('/auth/unlock/passkey/begin');
    const forPhone = { passkey: key.get(unlocking) };
    expect((await dana.post('/auth/unlock/passkey', forPhone)).status).toBe(401);
    const { body: another } = await (await halfWay(office)).post('/auth/second-factor/passkey/begin');
    const forSignIn = { passkey: key.get(another) };
    expect((await phone.post('/auth/unlock/passkey', forSignIn)).status).toBe(401);
    expect((await phone.me()).body.covered).toBe(true);
  });

  test('somebody else\u2019s passkey, at their own sign-in and at ours', async () => {
    const office = new Office();
    const { dana } = await withPasskey(office);
    await office.join(SAM);
    const sam = new Browser(office);
    await sam.signIn(PASSWORD, SAM);
    await sam.setUp();
    const his = new SoftAuthenticator();
    expect((await add(sam, his)).status).toBe(204);
    expect((await prove(await halfWay(office), his)).status).toBe(401);
    office.pass(15 * MINUTE);
    expect((await unlock(dana, his)).status).toBe(401);
    await sam.post('/auth/unlock', { password: PASSWORD });
    const copied = await add(sam, new SoftAuthenticator(await credentialOfDana(office)));
    expect([copied.status, copied.body.type]).toEqual([409, 'urn:second-ring:problem:known-passkey']);
    const remove = {
      passkey: await idOf(office, { id: await credentialOfDana(office) }),
      password: PASSWORD,
    };
    expect((await sam.post('/auth/account/passkeys/remove', remove)).status).toBe(404);
    const rename = { passkey: remove.passkey, name: 'Mine now' };
    expect((await sam.post('/auth/account/passkeys/rename', rename)).status).toBe(404);
  });

  test('a copy of a passkey whose counter has fallen behind', async () => {
    const office = new Office();
    const { dana, key } = await withPasskey(office);
    for (const counter of [7, 7, 6]) {
      const { status } = await prove(await halfWay(office), key, { counter });
      expect([counter, status]).toEqual([counter, counter === 7 && key.counter === 1 ? 200 : 401]);
    }
    office.pass(15 * MINUTE);
    expect((await unlock(dana, key, { counter: 7 })).status).toBe(401);
    expect((await unlock(dana, key, { counter: 8 })).status).toBe(204);
  });

  test('a certificate that would have us ask elsewhere whether it was revoked', async () => {
    const office = new Office();
    const dana = await office.dana();
    const { status, body } = await add(dana, new SoftAuthenticator(), { attestation: vouched });
    expect([status, body.type]).toEqual([401, 'urn:second-ring:problem:wrong-passkey']);
    for (const fmt of ['apple', 'android-key', 'android-safetynet', 'tpm', 'fido-u2f', 'unheard-of']) {
      const odd = { attestation: () => ({ fmt, attStmt: new Map() }) };
      const { body } = await add(dana, new SoftAuthenticator(), odd);
      expect([fmt, body.type]).toEqual([fmt, 'urn:second-ring:problem:wrong-passkey']);
    }
    const own = new SoftAuthenticator();
    expect((await add(dana, own, { attestation: own.vouchesForItself })).status).toBe(204);
  });
});

describe('who may not', () => {
  test('a stranger asks for nothing and adds nothing', async () => {
    const office = new Office();
    await withPasskey(office);
    const stranger = new Browser(office);
    const key = new SoftAuthenticator();
    const passkey = key.get({ challenge: 'AAAA', rpId: 'calls.willowstreet.example' });
    const asked: [path: string, body: object][] = [
      ['/auth/second-factor/passkey/begin', {}],
      ['/auth/second-factor/passkey', { passkey }],
      ['/auth/second-factor/set-up/passkey', {}],
      ['/auth/unlock/passkey/begin', {}],
      ['/auth/unlock/passkey', { passkey }],
      ['/auth/cover', {}],
      ['/auth/account/passkeys/begin', { password: PASSWORD }],
    ];
    for (const [path, body] of asked) {
      expect([path, (await stranger.post(path, body)).status]).toEqual([path, 401]);
    }
    expect(await office.store.read.selectFrom('challenges').select('bound_to').execute()).toEqual([]);
  });

  test('whoever has only the password, where a second factor is set up already', async () => {
    const office = new Office();
    await withPasskey(office);
    const thief = await halfWay(office);
    for (const path of ['/auth/second-factor/set-up/passkey', '/auth/unlock/passkey/begin', '/auth/cover']) {
      expect([path, (await thief.post(path)).status]).toEqual([path, 401]);
    }
    const begin = { password: PASSWORD };
    expect((await thief.post('/auth/account/passkeys/begin', begin)).status).toBe(401);
  });

  test('a session by the password alone, once somebody has finished in another', async () => {
    const office = new Office();
    await office.join(EMAIL);
    const thief = new Browser(office);
    await thief.signIn();
    await thief.post('/auth/second-factor/set-up', { password: PASSWORD });
    const { body: options } = await thief.post('/auth/second-factor/set-up/passkey');
    const dana = new Browser(office);
    await dana.signIn();
    await dana.setUp();
    const late = { name: 'Thief', passkey: new SoftAuthenticator().create(options) };
    expect((await thief.post('/auth/second-factor/confirm/passkey', late)).status).toBe(401);
    expect(await office.store.read.selectFrom('passkeys').select('id').execute()).toEqual([]);
  });

  test('whoever would have somebody finish with recovery codes that they know', async () => {
    const office = new Office();
    await office.join(EMAIL);
    const [dana, thief] = [new Browser(office), new Browser(office)];
    for (const browser of [dana, thief]) await browser.signIn();
    await dana.post('/auth/second-factor/set-up', { password: PASSWORD });
    const { body: options } = await dana.post('/auth/second-factor/set-up/passkey');
    await thief.post('/auth/second-factor/set-up', { password: PASSWORD });
    const made = { name: 'Laptop', passkey: new SoftAuthenticator().create(options) };
    const confirmed = await dana.post('/auth/second-factor/confirm/passkey', made);
    expect([confirmed.status, confirmed.body.type]).toEqual([401, 'urn:second-ring:problem:begin-again']);
    expect((await dana.post('/auth/second-factor/set-up/passkey')).status).toBe(401);
    expect(await office.store.read.selectFrom('passkeys').select('id').execute()).toEqual([]);
    expect((await new Browser(office).signIn()).body).toEqual({ next: 'set_up_second_factor' });
  });

  test('somebody who was disabled between password and passkey', async () => {
    const office = new Office();
    const { key } = await withPasskey(office);
    const browser = await halfWay(office);
    const { body } = await browser.post('/auth/second-factor/passkey/begin');
    await office.store.write(tx => disableUser(tx, 'command', EMAIL));
    const signed = { passkey: key.get(body) };
    expect((await browser.post('/auth/second-factor/passkey', signed)).status).toBe(401);
    expect((await browser.me()).status).toBe(401);
  });

  test('a passkey that was reset away', async () => {
    const office = new Office();
    const { key } = await withPasskey(office);
    await office.store.write(tx => resetSecondFactor(tx, 'command', EMAIL));
    const browser = new Browser(office);
    expect((await browser.signIn()).body).toEqual({ next: 'set_up_second_factor' });
    const signed = { passkey: key.get({ challenge: 'AAAA', rpId: 'calls.willowstreet.example' }) };
    expect((await browser.post('/auth/second-factor/passkey', signed)).status).toBe(401);
    expect(await office.store.read.selectFrom('passkeys').select('id').execute()).toEqual([]);
  });
});

test('wrong answers are slowed down, and written down', async () => {
  const office = new Office();
  const { dana } = await withPasskey(office);
  const thief = await halfWay(office);
  const wrong = new SoftAuthenticator();
  const met: number[] = [];
  for (let i = 0; i < 6; i += 1) met.push((await prove(thief, wrong)).status);
  expect(met).toEqual([401, 401, 401, 429, 429, 429]);
  // Whose browser it is meets no stranger's wait.
  office.pass(15 * MINUTE);
  for (let i = 0; i < 4; i += 1) await unlock(dana, wrong);
  expect((await unlock(dana, wrong)).status).toBe(429);
  expect((await office.audit()).filter(what => what === 'second_factor_failed')).toHaveLength(3);
  expect((await office.audit()).filter(what => what === 'unlock_failed')).toHaveLength(3);
});

test('of two answers at once with one counter one signs in', async () => {
  const office = new Office();
  const { key } = await withPasskey(office);
  const [one, two] = [await halfWay(office), await halfWay(office)];
  const answers = await Promise.all([one, two].map(browser => prove(browser, key, { counter: 5 })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test('where the desk is opened by a bare address there are no passkeys, and it says so', async () => {
  const office = new Office();
  const dana = await office.dana();
  office.config.practice.public_url = 'http://127.0.0.1:8080';
  const here = { origin: 'http://127.0.0.1:8080' };
  const { status, body } = await dana.post('/auth/account/passkeys/begin', { password: PASSWORD }, here);
  expect([status, body.type]).toEqual([409, 'urn:second-ring:problem:no-passkeys-here']);
});

async function idOf(office: Office, { id }: { id: string }): Promise<string> {
  const row = await office.store.read
    .selectFrom('passkeys')
    .select('id')
    .where('credential', '=', id)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function credentialOfDana(office: Office): Promise<string> {
  const row = await office.store.read
    .selectFrom('passkeys')
    .innerJoin('users', 'users.id', 'user_id')
    .select('credential')
    .where('email', '=', EMAIL)
    .executeTakeFirstOrThrow();
  return row.credential;
}
