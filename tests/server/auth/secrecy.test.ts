import { expect, test } from 'vitest';
import { verifyAudit } from '../../../core/store/audit.ts';
import { Browser, Office, PASSWORD } from './office.ts';

test('passwords, tokens, secrets and codes stand in no log and in no file, and in no row either', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  const { body } = await owner.post('/api/team/invitations', {
    email: 'sam@willowstreet.example',
    name: 'Sam Okafor',
    role: 'staff',
  });
  const phone = await owner.another();
  await phone.post('/auth/unlock', { password: 'not-it-needle-7788' });
  await new Browser(office).signIn('not-it-needle-7788', 'needle-9911@farraday.example');
  await new Browser(office).signIn('not-it-needle-7788');
  const token = (browser: Browser) =>
    decodeURIComponent(browser.jar.get('__Host-second_ring') ?? '').split('.')[0] ?? '';
  const needles = [
    PASSWORD,
    'not-it-needle-7788',
    'needle-9911',
    owner.secret,
    ...owner.recoveryCodes,
    token(owner),
    token(phone),
    new URL(String(body.link)).hash.replace('#invitation=', ''),
  ];
  for (const needle of needles) expect(needle.length).toBeGreaterThan(7);

  const rows: string[] = [];
  for (const table of [
    'users',
    'accounts',
    'sessions',
    'second_factors',
    'verifications',
    'invitations',
    'audit',
  ] as const) {
    rows.push(JSON.stringify(await office.store.read.selectFrom(table).selectAll().execute()));
  }
  expect(rows.join().length).toBeGreaterThan(2_000);
  const raw = office.raw();
  expect(raw.length).toBeGreaterThan(10_000);
  for (const needle of needles) {
    expect(office.log.join()).not.toContain(needle);
    expect(rows.join()).not.toContain(needle);
    expect(raw.includes(needle)).toBe(false);
  }
  expect(office.log.join()).not.toContain('willowstreet.example');
  expect(raw.includes('willowstreet.example')).toBe(false);
  expect(await verifyAudit(office.store.read)).toMatchObject({ ok: true });
});

test('what it is secured with is derived from a secret in the database, each for its purpose', async () => {
  const office = new Office();
  const { derivedKey } = await import('../../../core/derived-key.ts');
  const key = office.store.secret;
  expect(key).not.toBe(office.config.storage.key);
  const all = ['signing in', 'known devices', 'addresses'].map(purpose => derivedKey(key, purpose));
  expect(new Set([key, ...all]).size).toBe(4);
  for (const one of all) expect(one).toMatch(/^[0-9a-f]{64}$/);
});
