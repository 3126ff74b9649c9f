import { expect, test } from 'vitest';
import { SlowDown } from '../../../server/auth/slow-down.ts';
import { Browser, Office } from './office.ts';

const WRONG = 'another one entirely';
const EMAIL = 'dana@willowstreet.example';

test('every failure of one stranger at one account makes the next wait longer, to a quarter of an hour', () => {
  const slow = new SlowDown();
  const one = { address: '203.0.113.7', account: 'a', knownDevice: false };
  let now = 0;
  const waits: number[] = [];
  for (let i = 0; i < 14; i += 1) {
    expect(slow.begin(one, now)).toBe(0);
    const wait = slow.begin(one, now);
    if (wait === 0) continue;
    waits.push(wait);
    now += wait;
  }
  expect(waits.slice(0, 5)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  expect(waits.at(-1)).toBe(15 * 60_000);
});

test('many at once: no more get to the password than one after another would', async () => {
  const office = new Office();
  await office.dana();
  const before = office.parts.passwords.computed;
  const answers = await Promise.all(Array.from({ length: 40 }, () => new Browser(office).signIn(WRONG)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter(status => status === 401)).toHaveLength(3);
  expect(statuses.filter(status => status === 429)).toHaveLength(37);
  expect(office.parts.passwords.computed - before).toBe(3);
  const waiting = answers.find(({ status }) => status === 429);
  expect(waiting?.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(waiting?.body).toMatchObject({
    type: 'urn:second-ring:problem:too-many',
    seconds: expect.any(Number),
  });
});

test('known and unknown addresses are slowed alike', async () => {
  const office = new Office();
  await office.dana();
  const told = [];
  for (const email of [EMAIL, 'nobody@willowstreet.example']) {
    office.address = email === EMAIL ? '203.0.113.7' : '203.0.113.8';
    const answers = [];
    for (let i = 0; i < 5; i += 1) {
      const { status, body } = await new Browser(office).signIn(WRONG, email);
      answers.push({ status, body });
    }
    told.push(answers);
  }
  expect(told[0]).toEqual(told[1]);
});

test('strangers from a hundred addresses do not lock out the browser that Dana has signed in with', async () => {
  const office = new Office();
  const dana = await office.dana();
  await dana.post('/auth/sign-out');
  for (let i = 0; i < 100; i += 1) {
    office.address = `198.51.100.${i}`;
    await new Browser(office).signIn(WRONG);
  }
  office.address = '198.51.100.200';
  expect((await new Browser(office).signIn()).status).toBe(429);
  expect((await dana.signIn()).status).toBe(200);
  office.pass(60_000);
  await dana.signIn();
  expect((await dana.prove()).status).toBe(200);
});

test('a known browser is slowed as well, by itself', async () => {
  const office = new Office();
  const dana = await office.dana();
  const statuses = [];
  for (let i = 0; i < 5; i += 1) statuses.push((await dana.signIn(WRONG)).status);
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
  office.address = '198.51.100.9';
  expect((await dana.signIn(WRONG)).status).toBe(429);
  expect((await new Browser(office).signIn()).status).toBe(200);
});

test('a browser is known for whom it has signed in, and a forged cookie for nobody', async () => {
  const office = new Office();
  const dana = await office.dana();
  const cookie = dana.jar.get('__Host-second_ring_device') ?? '';
  const { devices } = office.parts;
  const knows = (value: string, account = EMAIL, later = 0) =>
    devices.knows(new Headers({ cookie: `__Host-second_ring_device=${value}` }), account, Date.now() + later);
  expect(knows(cookie)).toBe(true);
  expect(knows(cookie, 'sam@willowstreet.example')).toBe(false);
  expect(knows(cookie, EMAIL, 181 * 86_400_000)).toBe(false);
  const [device = '', proof = ''] = cookie.split('.');
  const [day = '', hash = ''] = proof.split('~');
  for (const forged of [
    `${device}.${Number(day) + 1}~${hash}`,
    `${'A'.repeat(22)}.${proof}`,
    `${device}.${day}~${'A'.repeat(43)}`,
    device,
    '',
  ]) {
    expect(knows(forged)).toBe(false);
  }
  expect(cookie).not.toMatch(/dana|willow/i);
  // A laptop at the counter: the next one does not make it forget the first.
  const both = devices.remember(
    new Headers({ cookie: `__Host-second_ring_device=${cookie}` }),
    'sam@willowstreet.example',
    Date.now(),
  );
  expect([knows(both), knows(both, 'sam@willowstreet.example')]).toEqual([true, true]);
});

test('a stranger at the account does not stand in the way of whoever unlocks their screen', async () => {
  const office = new Office();
  const dana = await office.dana();
  office.pass(15 * 60_000);
  for (let i = 0; i < 220; i += 1) {
    const stranger = { address: `198.51.100.${i}`, account: `a${i}`, knownDevice: false };
    office.parts.slow.begin(stranger, Date.now());
  }
  office.address = '198.51.100.250';
  expect((await new Browser(office).signIn()).status).toBe(429);
  expect((await dana.post('/auth/unlock', { password: 'the green lamp hums at night' })).status).toBe(204);
});

test('strangers from everywhere at ever new accounts: so many together, and a known browser is not among them', () => {
  const slow = new SlowDown();
  const stranger = (i: number) => ({
    address: `198.51.${i >> 8}.${i & 255}`,
    account: `a${i}`,
    knownDevice: false,
  });
  let through = 0;
  for (let i = 0; i < 1_000; i += 1) if (slow.begin(stranger(i), 0) === 0) through += 1;
  expect(through).toBe(200);
  expect(slow.begin({ ...stranger(2_000), knownDevice: true }, 0)).toBe(0);
  expect(slow.begin(stranger(3_000), 1_000)).toBe(0);
});

test('a clock that was set back leaves nobody waiting', () => {
  const slow = new SlowDown();
  const one = { address: '203.0.113.7', account: 'a', knownDevice: false };
  const now = 10 * 3_600_000;
  for (let i = 0; i < 3; i += 1) slow.begin(one, now);
  expect(slow.begin(one, now)).toBeGreaterThan(0);
  expect(slow.begin(one, now - 2 * 3_600_000)).toBe(0);
});

test('more passwords at once than there is memory for: some are not even looked at', async () => {
  const office = new Office();
  const many = Array.from({ length: 60 }, () => office.parts.passwords.hash('x'.repeat(12)).then(() => true));
  const done = await Promise.allSettled(many);
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(34);
  expect(await office.parts.passwords.hash('x'.repeat(12))).toMatch(/^\$argon2id/);
});
