import { expect, test } from 'vitest';
import {
  acceptInvitation,
  changeRole,
  disableUser,
  enableUser,
  inviteFirstOwner,
  resetPassword,
} from '../../../core/flows/team.ts';
import { firstOwnerLink } from '../../../server/auth/first-owner.ts';
import { Browser, Office, PASSWORD } from './office.ts';

const HOUR = 3_600_000;
const SAM = { email: 'Sam@willowstreet.example', name: 'Sam Okafor', role: 'clinician', staff: 'owner' };

const DANA = 'dana@willowstreet.example';

const tokenIn = (link: unknown) => new URL(String(link)).hash.replace('#invitation=', '');

test('an owner invites, the link is good once, and what it says counts', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  const { status, body } = await owner.post('/api/team/invitations', SAM);
  expect(status).toBe(201);
  expect(String(body.link)).toMatch(/^https:\/\/calls\.willowstreet\.example\/desk#invitation=[\w-]{22}$/);
  const token = tokenIn(body.link);
  const sam = new Browser(office);
  const said = { token, password: PASSWORD, email: 'other@willowstreet.example', name: 'Somebody else' };
  expect((await sam.post('/auth/invitations/accept', said)).status).toBe(204);
  expect((await sam.post('/auth/invitations/accept', said)).status).toBe(410);
  expect((await sam.signIn(PASSWORD, 'sam@willowstreet.example')).body).toEqual({
    next: 'set_up_second_factor',
  });
  await sam.setUp();
  expect((await sam.me()).body).toMatchObject({ name: 'Sam Okafor', role: 'clinician', staff: 'owner' });
});

test.each(['staff', 'clinician'] as const)('%s invite nobody', async role => {
  const office = new Office();
  const dana = await office.dana(role);
  const answer = await dana.post('/api/team/invitations', SAM);
  expect([answer.status, answer.body.type]).toEqual([403, 'urn:second-ring:problem:not-allowed']);
});

test('nor does a stranger, or a covered screen', async () => {
  const office = new Office();
  expect((await new Browser(office).post('/api/team/invitations', SAM)).status).toBe(401);
  const owner = await office.dana('owner');
  office.pass(HOUR);
  expect((await owner.post('/api/team/invitations', SAM)).status).toBe(423);
});

test('not for somebody who is there already, nor as staff that the configuration does not know', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  expect(
    (await owner.post('/api/team/invitations', { ...SAM, email: 'DANA@willowstreet.example' })).status,
  ).toBe(409);
  const unknown = await owner.post('/api/team/invitations', { ...SAM, staff: 'constructor' });
  expect([unknown.status, unknown.body.type]).toEqual([422, 'urn:second-ring:problem:unknown-staff']);
});

test('a link expires, and a new one for the same person makes it worthless', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  const first = tokenIn((await owner.post('/api/team/invitations', SAM)).body.link);
  const second = tokenIn((await owner.post('/api/team/invitations', SAM)).body.link);
  const accept = (token: string) =>
    new Browser(office).post('/auth/invitations/accept', { token, password: PASSWORD });
  expect((await accept(first)).status).toBe(410);
  office.pass(72 * HOUR);
  expect((await accept(second)).status).toBe(410);
});

test.each([
  ['short', 'too_short'],
  ['Password12345!', 'too_common'],
  ['WillowStreet2026', 'too_common'],
  ['Sam.Okafor.12', 'too_common'],
  ['x7'.repeat(100), 'too_long'],
])('the password %s is refused (%s), and the link stays good', async (password, why) => {
  const office = new Office();
  const owner = await office.dana('owner');
  const token = tokenIn((await owner.post('/api/team/invitations', SAM)).body.link);
  const before = office.parts.passwords.computed;
  const answer = await new Browser(office).post('/auth/invitations/accept', { token, password });
  expect([answer.status, answer.body.why]).toEqual([422, why]);
  expect(office.parts.passwords.computed).toBe(before);
  expect(
    (await new Browser(office).post('/auth/invitations/accept', { token, password: PASSWORD })).status,
  ).toBe(204);
});

test('two follow one link at the same moment: one of them joins', async () => {
  const office = new Office();
  const owner = await office.dana('owner');
  const token = tokenIn((await owner.post('/api/team/invitations', SAM)).body.link);
  const answers = await Promise.all(
    [1, 2, 3].map(() => new Browser(office).post('/auth/invitations/accept', { token, password: PASSWORD })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 410, 410]);
});

test('a token that is nobody\u2019s costs no hash', async () => {
  const office = new Office();
  const answer = await new Browser(office).post('/auth/invitations/accept', {
    token: 'A'.repeat(22),
    password: PASSWORD,
  });
  expect([answer.status, office.parts.passwords.computed]).toEqual([410, 0]);
});

test('while there is no user, the log of a starting server has a link for the first owner: once, for an hour', async () => {
  const office = new Office();
  const start = async () => {
    await firstOwnerLink({ store: office.store, config: () => office.config, log: office.parts.log });
    const line = office.log.pop();
    return line === undefined ? null : tokenIn((JSON.parse(line) as { link: string }).link);
  };
  const first = await start();
  const second = await start();
  expect(first).toMatch(/^[\w-]{22}$/);
  const accept = (token: string | null, more = {}) =>
    new Browser(office).post('/auth/invitations/accept', { token, password: PASSWORD, ...more });
  const sam = { email: 'sam@willowstreet.example', name: 'Sam' };
  expect((await accept(first, sam)).status).toBe(410);
  expect((await accept(second)).body).toMatchObject({ status: 422, field: 'email' });
  expect((await accept(second, sam)).status).toBe(204);
  expect(await start()).toBeNull();
  const users = await office.store.read.selectFrom('users').selectAll().execute();
  expect(users).toMatchObject([{ email: 'sam@willowstreet.example', role: 'owner' }]);
});

test('the first owner\u2019s link is worth nothing after an hour, or once there is a user', async () => {
  const office = new Office();
  const sam = { email: 'sam@willowstreet.example', name: 'Sam' };
  const token = await office.store.write(tx => inviteFirstOwner(tx));
  office.pass(HOUR);
  const late = await new Browser(office).post('/auth/invitations/accept', {
    token,
    password: PASSWORD,
    ...sam,
  });
  expect(late.status).toBe(410);
  const again = await office.store.write(tx => inviteFirstOwner(tx));
  await office.join('dana@willowstreet.example');
  const taken = await new Browser(office).post('/auth/invitations/accept', {
    token: again,
    password: PASSWORD,
    ...sam,
  });
  expect(taken.status).toBe(410);
  await expect(
    office.store.write(tx =>
      acceptInvitation(tx, { token: again ?? '', password: 'x', email: 'a@b.example', name: 'A' }),
    ),
  ).rejects.toThrow('no_such_invitation');
});

test('a forgotten password: another one by a link, which ends what is open and asks for the second factor', async () => {
  const office = new Office();
  const dana = await office.dana();
  const token = await office.store.write(tx => resetPassword(tx, 'command', 'dana@willowstreet.example'));
  expect((await dana.me()).status).toBe(200);
  const browser = new Browser(office);
  const accept = (password: string) => browser.post('/auth/invitations/accept', { token, password });
  expect((await accept('Dana.Reyes.1234')).status).toBe(422);
  expect((await accept('another lamp that hums')).status).toBe(204);
  expect((await accept('another lamp that hums')).status).toBe(410);
  expect((await dana.me()).status).toBe(401);
  expect((await browser.signIn()).status).toBe(401);
  expect((await browser.signIn('another lamp that hums')).body).toMatchObject({ next: 'second_factor' });
});

test.each([
  ['is disabled', (office: Office) => office.store.write(tx => disableUser(tx, 'command', DANA))],
  [
    'is an owner no more',
    (office: Office) => office.store.write(tx => changeRole(tx, 'command', DANA, 'staff')),
  ],
])('whoever %s does not come back by an invitation of their own', async (_, act) => {
  const office = new Office();
  const owner = await office.dana('owner');
  await office.join('sam@willowstreet.example', 'owner');
  const back = { email: 'back-door@willowstreet.example', name: 'Somebody', role: 'owner' };
  const token = tokenIn((await owner.post('/api/team/invitations', back)).body.link);
  await act(office);
  const accepted = await new Browser(office).post('/auth/invitations/accept', { token, password: PASSWORD });
  expect(accepted.status).toBe(410);
});

test('a link for another password is worth nothing once its owner was disabled', async () => {
  const office = new Office();
  await office.join(DANA);
  const token = await office.store.write(tx => resetPassword(tx, 'command', DANA));
  await office.store.write(tx => disableUser(tx, 'command', DANA));
  await office.store.write(tx => enableUser(tx, 'command', DANA));
  const accepted = await new Browser(office).post('/auth/invitations/accept', { token, password: PASSWORD });
  expect(accepted.status).toBe(410);
});
