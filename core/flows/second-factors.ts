import { newId } from '../ids.ts';
import type { AuditCode } from '../rules/audit-codes.ts';
import { appendAudit } from '../store/audit.ts';
import { addPasskey, removePasskey, renamePasskey } from '../store/passkeys.ts';
import { removeApp, secondFactorsOf, setApp } from '../store/second-factors.ts';
import type { Tx } from '../store/writer.ts';

/** Why nothing was done, as a code; the edge says it in words. */
export class SecondFactorRefused extends Error {
  override name = 'SecondFactorRefused';
  readonly why: 'last' | 'no_such' | 'known_already' | 'too_many' | 'not_set_up';

  constructor(why: SecondFactorRefused['why']) {
    super(why);
    this.why = why;
  }
}

/** Enough for a laptop, a phone and a key on each ring; each is sent along whenever a passkey is asked for. */
const MOST_PASSKEYS = 10;

/** What an authenticator told of a passkey when it made it. */
export interface MadePasskey {
  /** base64url. */
  credential: string;
  /** COSE (RFC 9052). */
  publicKey: Uint8Array;
  counter: number;
  transports: readonly string[];
  name: string;
}

/** Another passkey for somebody. @throws SecondFactorRefused */
export async function passkeyAdded(tx: Tx, user: string, made: MadePasskey): Promise<void> {
  const { passkeys } = await secondFactorsOf(tx.db, user);
  if (passkeys >= MOST_PASSKEYS) throw new SecondFactorRefused('too_many');
  const id = newId(tx.now, tx.random);
  const added = await addPasskey(tx, {
    id,
    user_id: user,
    credential: made.credential,
    public_key: made.publicKey,
    counter: made.counter,
    transports: JSON.stringify(made.transports),
    name: made.name,
    created_at: tx.now,
    used_at: null,
  });
  if (!added) throw new SecondFactorRefused('known_already');
  await note(tx, user, 'passkey_added', { passkey: id });
}

/** @throws SecondFactorRefused */
export async function passkeyRenamed(tx: Tx, user: string, id: string, name: string): Promise<void> {
  if (!(await renamePasskey(tx, user, id, name))) throw new SecondFactorRefused('no_such');
  await note(tx, user, 'passkey_renamed', { passkey: id });
}

/** Nobody is ever left without a second factor. @throws SecondFactorRefused */
export async function passkeyRemoved(tx: Tx, user: string, id: string): Promise<void> {
  if (!(await removePasskey(tx, user, id))) throw new SecondFactorRefused('no_such');
  await mustHaveOne(tx, user);
  await note(tx, user, 'passkey_removed', { passkey: id });
}

/** Another authenticator app: codes of the one before are worthless from now on. @throws SecondFactorRefused */
export async function appSetUp(tx: Tx, user: string, secret: string): Promise<void> {
  if (!(await setApp(tx, user, secret))) throw new SecondFactorRefused('not_set_up');
  await note(tx, user, 'authenticator_app_set_up', {});
}

/** @throws SecondFactorRefused */
export async function appRemoved(tx: Tx, user: string): Promise<void> {
  const { app } = await secondFactorsOf(tx.db, user);
  if (!app) throw new SecondFactorRefused('no_such');
  await removeApp(tx, user);
  await mustHaveOne(tx, user);
  await note(tx, user, 'authenticator_app_removed', {});
}

/** Asked after the removal and in its transaction, so that of two at once the second is refused. */
async function mustHaveOne(tx: Tx, user: string): Promise<void> {
  const { app, passkeys } = await secondFactorsOf(tx.db, user);
  if (!app && passkeys === 0) throw new SecondFactorRefused('last');
}

async function note(tx: Tx, user: string, what: AuditCode, details: Record<string, string>): Promise<void> {
  await appendAudit(tx, { at: tx.now, who: user, what, about: user, details });
}
