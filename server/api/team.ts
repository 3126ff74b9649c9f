import { Hono } from 'hono';
import { z } from 'zod';
import { renewInvitation, revokeInvitation } from '../../core/flows/invitations.ts';
import {
  changeRole,
  disableUser,
  enableUser,
  inviteUser,
  resetPassword,
  resetSecondFactor,
  TeamRefused,
} from '../../core/flows/team.ts';
import { invitationLink } from '../../core/rules/invitation-link.ts';
import { teamView } from '../../core/store/team-view.ts';
import { findUser } from '../../core/store/users.ts';
import type { Tx } from '../../core/store/writer.ts';
import { ROLES } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';
import { body, named } from './input.ts';
import { Problem } from './problem.ts';
import { type Asking, OWNERS, requireRole } from './require-role.ts';

const role = z.enum(ROLES);
const invited = z.strictObject({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(60),
  role,
  staff: z.string().max(60).nullable().default(null),
});
const nothing = z.strictObject({});

/** Does something to somebody, whom the flow knows by their email. */
type ToMember = (tx: Tx, by: string, email: string) => Promise<unknown>;

/**
 * Who may open the desk, for owners: the same flows as `second-ring user`. Each act answers with the team as it is then;
 * a link stands in that one answer and nowhere else.
 */
export function teamRoutes({ store, config, clock, session }: ApiDeps) {
  const owners = requireRole(session, OWNERS);
  const one = named(z.object({ id: z.uuid().lowercase() }));
  const team = async () => ({
    ...(await teamView(store.read, clock.now().epochMilliseconds)),
    staff: Object.entries(config().staff).map(([id, { name }]) => ({ id, name })),
  });
  const toMember = async (id: string, by: string, act: ToMember) => {
    await store
      .write(async tx => {
        const user = await findUser(tx, id);
        if (!user) throw new TeamRefused('no_such_user');
        await act(tx, by, user.email);
      })
      .catch(inWords);
    return team();
  };
  const withLink = async (making: (tx: Tx) => Promise<string>) => {
    const token = await store.write(making).catch(inWords);
    return { link: invitationLink(config().practice.public_url, token), ...(await team()) };
  };

  return new Hono<Asking>()
    .get('/team', owners, async c => c.json(await team()))
    .post('/team/invitations', owners, body(invited), async c => {
      const asked = c.req.valid('json');
      if (asked.staff !== null && !Object.hasOwn(config().staff, asked.staff)) {
        throw new Problem('unknown_staff', 'There is nobody of this short name in the configuration.');
      }
      return c.json(await withLink(tx => inviteUser(tx, c.get('who').user, asked)), 201);
    })
    .post('/team/invitations/:id/renew', owners, one, body(nothing), async c => {
      const { id } = c.req.valid('param');
      return c.json(await withLink(tx => renewInvitation(tx, c.get('who').user, id)));
    })
    .post('/team/invitations/:id/revoke', owners, one, body(nothing), async c => {
      const { id } = c.req.valid('param');
      await store.write(tx => revokeInvitation(tx, c.get('who').user, id)).catch(inWords);
      return c.json(await team());
    })
    .put('/team/people/:id/role', owners, one, body(z.strictObject({ role })), async c => {
      const { id } = c.req.valid('param');
      const wanted = c.req.valid('json').role;
      const act: ToMember = (tx, by, email) => changeRole(tx, by, email, wanted);
      return c.json(await toMember(id, c.get('who').user, act));
    })
    .post('/team/people/:id/disable', owners, one, body(nothing), async c => {
      const { id } = c.req.valid('param');
      return c.json(await toMember(id, c.get('who').user, disableUser));
    })
    .post('/team/people/:id/enable', owners, one, body(nothing), async c => {
      const { id } = c.req.valid('param');
      return c.json(await toMember(id, c.get('who').user, enableUser));
    })
    .post('/team/people/:id/reset-second-factor', owners, one, body(nothing), async c => {
      const { id } = c.req.valid('param');
      return c.json(await toMember(id, c.get('who').user, resetSecondFactor));
    })
    .post('/team/people/:id/reset-password', owners, one, body(nothing), async c => {
      const { id } = c.req.valid('param');
      return c.json(
        await withLink(async tx => {
          const user = await findUser(tx, id);
          if (!user) throw new TeamRefused('no_such_user');
          return resetPassword(tx, c.get('who').user, user.email);
        }),
      );
    });
}

function inWords(error: unknown): never {
  if (!(error instanceof TeamRefused)) throw error;
  switch (error.why) {
    case 'exists':
      throw new Problem('exists', 'There is a user with this email already.');
    case 'last_owner':
      throw new Problem(
        'last_owner',
        'This is the only owner: invite another one first, or nobody could let people in.',
      );
    case 'no_such_user':
      throw new Problem('not-found', 'There is nobody here by this name.');
    default:
      throw new Problem('not-found', 'This link was used, taken back or has expired.');
  }
}
