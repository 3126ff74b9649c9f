import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import {
  changeRole,
  disableUser,
  enableUser,
  INVITATION_EXPIRES,
  inviteUser,
  resetPassword,
  resetSecondFactor,
  TeamRefused,
} from '../core/flows/team.ts';
import { invitationLink } from '../core/rules/invitation-link.ts';
import { COMMAND } from '../core/store/audit.ts';
import type { UserRole, UserRow } from '../core/store/schema.ts';
import { countSessions } from '../core/store/sessions.ts';
import { listUsers } from '../core/store/users.ts';
import type { Tx } from '../core/store/writer.ts';
import { stretch } from './moments.ts';
import { counted } from './open-config.ts';
import { withQueue } from './open-queue.ts';
import { staffFrom } from './queue/staff.ts';
import { Refusal } from './refusal.ts';
import { shown } from './terminal.ts';

const USER_ROLES = ['owner', 'staff', 'clinician'] as const satisfies readonly UserRole[];

/** `second-ring user`: who may sign in. */
export function userCommand(): Command {
  const user = new Command('user').description('who may sign in');
  user.addCommand(listCommand(), { isDefault: true });
  user.addCommand(addCommand());
  user.addCommand(
    onUser('disable', 'end what somebody has open, and let them in no more', disableUser, 'is disabled'),
  );
  user.addCommand(onUser('enable', 'let somebody in again', enableUser, 'may sign in again'));
  user.addCommand(roleCommand());
  user.addCommand(passwordCommand());
  user.addCommand(
    onUser(
      'reset-second-factor',
      'for somebody who has lost what they prove themselves by: app, passkeys and recovery codes',
      resetSecondFactor,
      'sets up a second factor at the next sign-in',
    ),
  );
  return user;
}

function listCommand(): Command {
  return new Command('list')
    .description('list them: what `user` alone does')
    .action(async (_options: unknown, command: Command) => {
      await withQueue(command, async ({ store }) => {
        const users = await listUsers(store.read);
        const open = await countSessions(store.read, Temporal.Now.instant().epochMilliseconds);
        const lines = users.map(user => lineOf(user, open.get(user.id) ?? 0));
        say(lines.length > 0 ? lines.join('\n') : 'There are no users yet.');
      });
    });
}

function lineOf({ email, name, role, staff, second_factor, disabled_at }: UserRow, open: number): string {
  const state = disabled_at === null ? counted(open, 'session') : 'disabled';
  const factor = second_factor === 1 ? 'second factor set up' : 'no second factor yet';
  return shown([email, name, role, ...(staff ? [`staff ${staff}`] : []), factor, state].join('  '));
}

function addCommand(): Command {
  return new Command('add')
    .description('make an invitation; whoever opens its link chooses a password')
    .argument('<EMAIL>', 'what they sign in with', readEmail)
    .requiredOption('--name <NAME>', 'how they are called', readName)
    .addOption(new Option('--role <ROLE>', 'what they may do').choices(USER_ROLES).makeOptionMandatory())
    .option('--staff <STAFF>', 'their short name from staff in the configuration')
    .action(
      async (
        email: string,
        { name, role, staff }: { name: string; role: UserRole; staff?: string },
        command: Command,
      ) => {
        await withQueue(command, async ({ store, config }) => {
          const known = staff === undefined ? null : staffFrom(config, staff);
          const token = await store
            .write(tx => inviteUser(tx, COMMAND, { email, name, role, staff: known }))
            .catch(error => inWords(error, email));
          sayLink(name, invitationLink(config.practice.public_url, token));
        });
      },
    );
}

function roleCommand(): Command {
  return new Command('role')
    .description('change what somebody may do')
    .argument('<EMAIL>', 'what they sign in with')
    .addArgument(new Argument('<ROLE>', 'what they may do').choices(USER_ROLES))
    .action(async (email: string, role: UserRole, _options: unknown, command: Command) => {
      await withQueue(command, async ({ store }) => {
        const user = await store
          .write(tx => changeRole(tx, COMMAND, email, role))
          .catch(error => inWords(error, email));
        say(`${shown(user.name)} is ${role} from now on; before: ${user.role}.`);
      });
    });
}

function passwordCommand(): Command {
  return new Command('reset-password')
    .description('make a link for somebody who has forgotten their password')
    .argument('<EMAIL>', 'what they sign in with')
    .action(async (email: string, _options: unknown, command: Command) => {
      await withQueue(command, async ({ store, config }) => {
        const token = await store
          .write(tx => resetPassword(tx, COMMAND, email))
          .catch(error => inWords(error, email));
        sayLink(email, invitationLink(config.practice.public_url, token));
      });
    });
}

/** The one time that it is shown. */
function sayLink(whom: string, link: string): void {
  say(
    `For ${shown(whom)} alone, good once and for ${stretch(INVITATION_EXPIRES)}; it is shown only here:\n${link}`,
  );
}

function onUser(
  name: string,
  description: string,
  act: (tx: Tx, by: string, email: string) => Promise<UserRow>,
  done: string,
): Command {
  return new Command(name)
    .description(description)
    .addArgument(new Argument('<EMAIL>', 'what they sign in with'))
    .action(async (email: string, _options: unknown, command: Command) => {
      await withQueue(command, async ({ store }) => {
        const user = await store.write(tx => act(tx, COMMAND, email)).catch(error => inWords(error, email));
        say(`${shown(user.name)} ${done}.`);
      });
    });
}

function inWords(error: unknown, email: string): never {
  if (!(error instanceof TeamRefused)) throw error;
  if (error.why === 'exists') throw new Refusal(`There is a user ${shown(email)} already.`);
  if (error.why === 'last_owner') {
    throw new Refusal('This is the only owner: add another one first, or nobody could let people in.');
  }
  throw new Refusal(`There is no user ${shown(email)}. Who there is: npx --no second-ring user list`);
}

function readEmail(written: string): string {
  if (z.email().max(254).safeParse(written).success) return written;
  throw new InvalidArgumentError('Expected an email address.');
}

function readName(written: string): string {
  const name = written.trim();
  if (name !== '' && name.length <= 60) return name;
  throw new InvalidArgumentError('Expected a name of at most 60 characters.');
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
