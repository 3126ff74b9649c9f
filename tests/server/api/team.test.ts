import { describe, expect, test } from 'vitest';
import type { UserRole } from '../../../core/store/schema.ts';
import { Browser, Office, PASSWORD } from '../auth/office.ts';

const HOUR = 3_600_000;
const LEE = { email: 'lee@willowstreet.example', name: 'Lee Park', role: 'staff', staff: null };

interface Team {
  people: { id: string; email: string; factors: unknown; [more: string]: unknown }[];
  invitations: { id: string; email: string; what: string; [more: string]: unknown }[];
  link: string;
}

/** Somebody who has signed in at the practice of somebody else. */
async function signedIn(office: Office, email: string, role: UserRole): Promise<Browser> {
  await office.join(email, role);
  const browser = new Browser(office);
  await browser.signIn(PASSWORD, email);
  await browser.setUp();
  return browser;
}

const team = async (browser: Browser) => (await browser.send('GET', '/api/team')).body as unknown as Team;
const idOf = async (owner: Browser, email: string) => of(await team(owner), email).id;
const of = ({ people }: Team, email: string) => people.find(one => one.email === email)!;
const tokenIn = (link: string) => new URL(link).hash.replace('#invitation=', '');

test('an owner sees who may sign in, by which factors, since when, and who was sent a link', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  const joinedAt = Date.now();
  office.pass(60_000);
  await office.join('sam@willowstreet.example', 'clinician', 'owner');
  await owner.post('/api/team/invitations', LEE);
  const { people, invitations, ...more } = await team(owner);
  const now = Date.now();
  expect(people).toEqual([
    {
      ...{ id: expect.any(String), name: 'Dana', email: 'dana@willowstreet.example', role: 'owner' },
      ...{
        staff: 'dana',
        factors: { app: true, passkeys: 0 },
        sessions: 1,
        signedInAt: joinedAt,
        disabledAt: null,
        joinedAt,
      },
    },
    {
      ...{ id: expect.any(String), name: 'Dana', email: 'sam@willowstreet.example', role: 'clinician' },
      ...{
        staff: 'owner',
        factors: { app: false, passkeys: 0 },
        sessions: 0,
        signedInAt: null,
        disabledAt: null,
        joinedAt: now,
      },
    },
  ]);
  expect(invitations).toEqual([
    {
      ...{ id: expect.any(String), what: 'join', name: 'Lee Park', email: LEE.email, role: 'staff' },
      ...{ staff: null, by: 'Dana', expiresAt: now + 72 * HOUR },
    },
  ]);
  expect(more).toEqual({ staff: expect.arrayContaining([{ id: 'dana', name: 'Dana Reyes' }]) });
});

describe.each(['staff', 'clinician'] as const)('%s', role => {
  test('see no team and change nothing in it, whatever it is called by', async () => {
    const office = new Office();
    const owner = await office.dana('owner');
    const one = await signedIn(office, 'sam@willowstreet.example', role);
    await owner.post('/api/team/invitations', LEE);
    const whole = await team(owner);
    const { invitations } = whole;
    const before = await office.audit();
    const [dana, sam] = [of(whole, 'dana@willowstreet.example'), of(whole, 'sam@willowstreet.example')];
    const link = invitations[0]!.id;
    const asked: [string, string, unknown][] = [
      ['GET', '/api/team', undefined],
      ['POST', '/api/team/invitations', { ...LEE, email: 'back-door@willowstreet.example', role: 'owner' }],
      ['POST', `/api/team/invitations/${link}/renew`, {}],
      ['POST', `/api/team/invitations/${link}/revoke`, {}],
      ['PUT', `/api/team/people/${sam.id}/role`, { role: 'owner' }],
      ...['disable', 'enable', 'reset-second-factor', 'reset-password'].map(
        (act): [string, string, unknown] => ['POST', `/api/team/people/${dana.id}/${act}`, {}],
      ),
    ];
    for (const [method, path, body] of asked) {
      const answer = await one.send(method, path, body);
      expect([path, answer.status, answer.body.type]).toEqual([
        path,
        403,
        'urn:second-ring:problem:not-allowed',
      ]);
      expect(JSON.stringify(answer.body)).not.toMatch(/willowstreet|invitation=/);
    }
    const changes = (await office.audit()).slice(before.length).filter(what => what !== 'refused');
    expect(changes).toEqual([]);
    expect(of(await team(owner), 'sam@willowstreet.example').role).toBe(role);
  });
});

test('a link that was taken back, or sent anew, lets nobody in; the new one does', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  const first = (await owner.post('/api/team/invitations', LEE)).body as unknown as Team;
  const accept = async (link: string) =>
    (
      await new Browser(office).post('/auth/invitations/accept', {
        token: tokenIn(link),
        password: PASSWORD,
      })
    ).status;
  const renew = (of: Team) => owner.post(`/api/team/invitations/${of.invitations[0]!.id}/renew`);
  office.pass(60_000);
  const second = (await renew(first)).body as unknown as Team;
  expect(second.invitations).toMatchObject([{ email: LEE.email, expiresAt: Date.now() + 72 * HOUR }]);
  expect(await accept(first.link)).toBe(410);
  expect((await renew(first)).status).toBe(404);
  const revoke = `/api/team/invitations/${second.invitations[0]!.id}/revoke`;
  expect((await owner.post(revoke)).body.invitations).toEqual([]);
  expect((await owner.post(revoke)).status).toBe(404);
  expect(await accept(second.link)).toBe(410);
  const third = (await owner.post('/api/team/invitations', LEE)).body as unknown as Team;
  expect(await accept(third.link)).toBe(204);
  expect((await renew(third)).status).toBe(404);
  expect((await office.audit()).filter(what => /^(?:user|invitation)_/.test(what)).slice(-5)).toEqual([
    ...['user_invited', 'invitation_renewed', 'invitation_revoked', 'user_invited', 'user_joined'],
  ]);
});

test('the last owner is neither shut out nor lowered, by anybody', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  await office.join('sam@willowstreet.example', 'staff');
  const dana = await idOf(owner, 'dana@willowstreet.example');
  const refused = [
    await owner.post(`/api/team/people/${dana}/disable`),
    await owner.send('PUT', `/api/team/people/${dana}/role`, { role: 'staff' }),
  ];
  for (const { status, body } of refused) {
    expect([status, body.type]).toEqual([409, 'urn:second-ring:problem:last-owner']);
    expect(body.detail).toMatch(/only owner/);
  }
  expect((await owner.me()).status).toBe(200);
  const sam = await idOf(owner, 'sam@willowstreet.example');
  await owner.send('PUT', `/api/team/people/${sam}/role`, { role: 'owner' });
  expect((await owner.send('PUT', `/api/team/people/${dana}/role`, { role: 'staff' })).status).toBe(200);
  expect((await owner.send('GET', '/api/team')).status).toBe(403);
});

test('two owners who lower each other at the same moment: one of them stays', async () => {
  const office = new Office();
  const dana = await office.dana('owner');
  const sam = await signedIn(office, 'sam@willowstreet.example', 'owner');
  const [danas, sams] = [
    await idOf(dana, 'dana@willowstreet.example'),
    await idOf(dana, 'sam@willowstreet.example'),
  ];
  const answers = await Promise.all([
    dana.send('PUT', `/api/team/people/${sams}/role`, { role: 'staff' }),
    sam.send('PUT', `/api/team/people/${danas}/role`, { role: 'staff' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('disabling ends what somebody has open at once, and enabling lets them sign in again', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  const sam = await signedIn(office, 'sam@willowstreet.example', 'staff');
  const id = await idOf(owner, 'sam@willowstreet.example');
  const { body } = await owner.post(`/api/team/people/${id}/disable`);
  expect(of(body as unknown as Team, 'sam@willowstreet.example')).toMatchObject({
    sessions: 0,
    disabledAt: Date.now(),
  });
  expect((await sam.send('GET', '/api/queue')).status).toBe(401);
  expect((await sam.signIn(PASSWORD, 'sam@willowstreet.example')).status).toBe(401);
  await owner.post(`/api/team/people/${id}/enable`);
  office.pass(90_000);
  expect((await sam.signIn(PASSWORD, 'sam@willowstreet.example')).status).toBe(200);
});

test('a second factor that was reset is set up anew; a new password comes by a link, and both end sessions', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  const sam = await signedIn(office, 'sam@willowstreet.example', 'staff');
  const id = await idOf(owner, 'sam@willowstreet.example');
  const reset = await owner.post(`/api/team/people/${id}/reset-second-factor`);
  expect(of(reset.body as unknown as Team, 'sam@willowstreet.example')).toMatchObject({
    factors: { app: false, passkeys: 0 },
    sessions: 0,
  });
  expect((await sam.me()).status).toBe(401);
  expect((await sam.signIn(PASSWORD, 'sam@willowstreet.example')).body.next).toBe('set_up_second_factor');
  const made = (await owner.post(`/api/team/people/${id}/reset-password`)).body as unknown as Team;
  expect(made.invitations).toMatchObject([{ what: 'password', email: 'sam@willowstreet.example' }]);
  const other = { token: tokenIn(made.link), password: 'another lamp that hums' };
  expect((await new Browser(office).post('/auth/invitations/accept', other)).status).toBe(204);
  expect((await sam.me()).status).toBe(401);
});

test('every act is in the audit log with who did it to whom, and no link is in it or in the database', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  await office.join('sam@willowstreet.example', 'staff');
  const dana = await idOf(owner, 'dana@willowstreet.example');
  const id = await idOf(owner, 'sam@willowstreet.example');
  const before = (await office.audit()).length;
  const { link } = (await owner.post('/api/team/invitations', LEE)).body as unknown as Team;
  await owner.send('PUT', `/api/team/people/${id}/role`, { role: 'clinician' });
  for (const act of ['disable', 'enable', 'reset-second-factor', 'reset-password']) {
    await owner.post(`/api/team/people/${id}/${act}`);
  }
  const rows = await office.store.read.selectFrom('audit').selectAll().orderBy('seq').execute();
  const said = rows.slice(before).map(({ who, what, about }) => [who, what, about]);
  expect(said).toEqual([
    [dana, 'user_invited', null],
    ...['role_changed', 'user_disabled', 'user_enabled', 'second_factor_reset', 'password_reset'].map(
      what => [dana, what, id],
    ),
  ]);
  const kept = JSON.stringify(
    await Promise.all(
      (['audit', 'invitations', 'users', 'changes'] as const).map(table =>
        office.store.read.selectFrom(table).selectAll().execute(),
      ),
    ),
  );
  expect(kept).not.toContain(tokenIn(link));
});

test.each([
  [{ ...LEE, email: 'nobody' }],
  [{ ...LEE, role: 'boss' }],
  [{ ...LEE, name: ' ' }],
  [{ ...LEE, name: 'x'.repeat(61) }],
  [{ ...LEE, disabled_at: 1 }],
  [{}],
  [null],
])('%j invites nobody', async body => {
  const office = new Office();
  const owner = await office.dana('owner');
  const answer = await owner.post('/api/team/invitations', body);
  expect(answer.status).toBe(422);
  expect((await team(owner)).invitations).toEqual([]);
});

test('whom there is not', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  for (const id of ['019aa000-0000-7000-8000-00000000beef', 'x', '__proto__', '%00']) {
    for (const path of [`people/${id}/disable`, `people/${id}/reset-password`, `invitations/${id}/revoke`]) {
      expect([path, (await owner.post(`/api/team/${path}`)).status]).toEqual([path, 404]);
    }
  }
});
