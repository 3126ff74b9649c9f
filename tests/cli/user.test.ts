import { expect, test } from 'vitest';
import { acceptInvitation } from '../../core/flows/team.ts';
import { verifyAudit } from '../../core/store/audit.ts';
import { Practice } from './practice.ts';

async function ready(): Promise<Practice> {
  const practice = new Practice();
  await practice.write(async () => {});
  return practice;
}

async function joined(practice: Practice, email: string, role = 'owner'): Promise<void> {
  const { out } = await practice.run(['user', 'add', email, '--name', 'Sam Okafor', '--role', role]);
  const token = /#invitation=([\w-]{22})$/m.exec(out)?.[1] ?? '';
  await practice.write(tx => acceptInvitation(tx, { token, password: 'x', email: null, name: null }));
}

test('add prints a link for one person, and nothing that is kept is it', async () => {
  const practice = await ready();
  const args = [
    'user',
    'add',
    'Dana@willowstreet.example',
    '--name',
    'Dana Reyes',
    '--role',
    'staff',
    '--staff',
    'dana',
  ];
  const { code, out, err } = await practice.run(args);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(
    /^For Dana Reyes alone, good once and for 3 days; it is shown only here:\nhttps:\/\/calls\.willowstreet\.example\/desk#invitation=[\w-]{22}\n$/,
  );
  const token = out.trim().split('=').at(-1) ?? '';
  const rows = await practice.store.read.selectFrom('invitations').selectAll().execute();
  expect(rows).toMatchObject([
    { email: 'dana@willowstreet.example', role: 'staff', staff: 'dana', invited_by: 'command' },
  ]);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('what it is not given right, it says, and invites nobody', async () => {
  const practice = await ready();
  for (const [args, code, says] of [
    [['user', 'add', 'dana', '--name', 'D', '--role', 'staff'], 2, 'Expected an email address.'],
    [['user', 'add', 'd@willowstreet.example', '--role', 'staff'], 2, "required option '--name"],
    [['user', 'add', 'd@willowstreet.example', '--name', 'D'], 2, "required option '--role"],
    [['user', 'add', 'd@willowstreet.example', '--name', 'D', '--role', 'boss'], 2, 'Allowed choices are'],
    [['user', 'add', 'd@willowstreet.example', '--name', ' ', '--role', 'staff'], 2, 'Expected a name'],
    [
      ['user', 'add', 'd@willowstreet.example', '--name', 'D', '--role', 'staff', '--staff', 'danna'],
      1,
      'did you mean "dana"',
    ],
    [['user', 'disable', 'd@willowstreet.example'], 1, 'There is no user d@willowstreet.example.'],
  ] as const) {
    const ran = await practice.run(args);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toContain(says);
  }
  expect(await practice.store.read.selectFrom('invitations').selectAll().execute()).toEqual([]);
});

test('list, disable, enable, reset-second-factor; and the only owner cannot be shut out', async () => {
  const practice = await ready();
  expect((await practice.run(['user'])).out).toBe('There are no users yet.\n');
  await joined(practice, 'sam@willowstreet.example');
  expect((await practice.run(['user', 'list'])).out).toBe(
    'sam@willowstreet.example  Sam Okafor  owner  no second factor yet  0 sessions\n',
  );
  const only = await practice.run(['user', 'disable', 'sam@willowstreet.example']);
  expect([only.code, only.err]).toEqual([1, expect.stringContaining('This is the only owner')]);
  await joined(practice, 'dana@willowstreet.example');
  expect((await practice.run(['user', 'disable', 'SAM@willowstreet.example'])).out).toBe(
    'Sam Okafor is disabled.\n',
  );
  expect((await practice.run(['user', 'list'])).out).toContain('no second factor yet  disabled\n');
  expect((await practice.run(['user', 'disable', 'dana@willowstreet.example'])).code).toBe(1);
  expect((await practice.run(['user', 'enable', 'sam@willowstreet.example'])).out).toBe(
    'Sam Okafor may sign in again.\n',
  );
  const reset = await practice.run(['user', 'reset-second-factor', 'sam@willowstreet.example']);
  expect(reset.out).toBe('Sam Okafor sets up a second factor at the next sign-in.\n');
  const audit = await practice.store.read
    .selectFrom('audit')
    .select(['what', 'who'])
    .orderBy('seq')
    .execute();
  expect(audit.map(({ what }) => what)).toEqual([
    'user_invited',
    'user_joined',
    'user_invited',
    'user_joined',
    'user_disabled',
    'user_enabled',
    'second_factor_reset',
  ]);
  expect(audit.at(-1)?.who).toBe('command');
  expect(await verifyAudit(practice.store.read)).toMatchObject({ ok: true });
});

test('role changes what somebody may do, but never of the only owner', async () => {
  const practice = await ready();
  await joined(practice, 'sam@willowstreet.example');
  expect((await practice.run(['user', 'role', 'sam@willowstreet.example', 'staff'])).code).toBe(1);
  await joined(practice, 'dana@willowstreet.example', 'staff');
  await practice.run(['user', 'role', 'dana@willowstreet.example', 'owner']);
  const { out } = await practice.run(['user', 'role', 'sam@willowstreet.example', 'clinician']);
  expect(out).toBe('Sam Okafor is clinician from now on; before: owner.\n');
  const roles = await practice.store.read
    .selectFrom('users')
    .select(['email', 'role'])
    .orderBy('email')
    .execute();
  expect(roles.map(({ role }) => role)).toEqual(['owner', 'clinician']);
  const changed = await practice.store.read
    .selectFrom('audit')
    .selectAll()
    .where('what', '=', 'role_changed')
    .execute();
  expect(changed.map(row => row.details)).toEqual([
    '{"before":"staff","role":"owner"}',
    '{"before":"owner","role":"clinician"}',
  ]);
});

test('reset-password prints a link that changes the password, ends what is open and leaves the second factor', async () => {
  const practice = await ready();
  await joined(practice, 'sam@willowstreet.example');
  const { out } = await practice.run(['user', 'reset-password', 'sam@willowstreet.example']);
  const token = /#invitation=([\w-]{22})$/m.exec(out)?.[1] ?? '';
  await practice.write(tx => acceptInvitation(tx, { token, password: 'y', email: null, name: null }));
  expect(await practice.store.read.selectFrom('accounts').select('password').execute()).toEqual([
    { password: 'y' },
  ]);
  expect(await practice.store.read.selectFrom('users').select('email').execute()).toHaveLength(1);
  const audit = await practice.store.read.selectFrom('audit').select('what').orderBy('seq').execute();
  expect(audit.slice(-2).map(({ what }) => what)).toEqual(['password_reset', 'password_changed']);
  expect((await practice.run(['user', 'reset-password', 'nobody@willowstreet.example'])).code).toBe(1);
});
