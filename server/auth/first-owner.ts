import type { Config } from '../../core/config/schema.ts';
import { inviteFirstOwner } from '../../core/flows/team.ts';
import type { Log } from '../../core/log.ts';
import { invitationLink } from '../../core/rules/invitation-link.ts';
import type { Store } from '../../core/store/store.ts';
import { hasUsers } from '../../core/store/users.ts';

/**
 * While there is no user at all, writes a link for the first one into the log: whoever can read the log of a server that was
 * just started is its owner. Good for an hour and once, and not any more as soon as there is a user. The only secret that a
 * log ever holds.
 */
export async function firstOwnerLink({
  store,
  config,
  log,
}: {
  store: Store;
  config: () => Config;
  log: Log;
}): Promise<void> {
  if (await hasUsers(store.read)) return;
  const token = await store.write(tx => inviteFirstOwner(tx));
  if (token === null) return;
  log.info({ event: 'no_user_yet', link: invitationLink(config().practice.public_url, token) });
}
