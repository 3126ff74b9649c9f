import { createHmac } from 'node:crypto';
import { derivedKey } from '../derived-key.ts';
import type { Phone } from '../ids.ts';
import { query } from './query.ts';
import type { ContactRow, OptOutRow } from './schema.ts';
import { found } from './statements.ts';
import type { Tx } from './writer.ts';

const root = query((db, _: Record<never, never>) => db.selectFrom('root_secret').select('secret'));
const byHash = query((db, { hash }: { hash: string }) =>
  db.selectFrom('opt_outs').selectAll().where('hash', '=', hash),
);
const put = query((db, row: OptOutRow) =>
  db
    .insertInto('opt_outs')
    .values(row)
    .onConflict(conflict => conflict.column('hash').doUpdateSet({ how: row.how, at: row.at })),
);
const drop = query((db, { hash }: { hash: string }) => db.deleteFrom('opt_outs').where('hash', '=', hash));

/**
 * Remembers that somebody who is about to be erased is not to be texted: by a keyed hash of their number, which tells
 * nobody the number who does not have the database open already.
 */
export async function rememberOptOut(tx: Tx, { phone, texting, stopped_how }: ContactRow): Promise<void> {
  // Whoever never asked to be texted did not opt out either.
  if (!phone || texting !== 'stopped' || !stopped_how || stopped_how === 'never_asked') return;
  tx.run(put, { hash: hashOf(tx, phone), how: stopped_how, at: tx.now });
}

/** The opt-out of somebody who was erased and is heard of again: their new contact knows it from here on. */
export function takeOptOut(tx: Tx, phone: Phone): OptOutRow | undefined {
  const hash = hashOf(tx, phone);
  const known = tx.first(byHash, { hash });
  if (known) tx.run(drop, { hash });
  return known;
}

function hashOf(tx: Tx, phone: Phone): string {
  const { secret } = found(tx.first(root, {}));
  return createHmac('sha256', Buffer.from(derivedKey(secret, 'opt-outs'), 'hex'))
    .update(phone)
    .digest('hex');
}
