import type { ContactId, Phone } from '../ids.ts';
import type { Tx } from './writer.ts';

/** Where the texts with a contact on a line stand; the rules say what is in it. */
interface StoredDialogue {
  state: string;
  version: number;
  expiresAt: number;
}

export async function loadDialogue<D extends StoredDialogue>(
  tx: Tx,
  contact: ContactId,
  line: Phone,
): Promise<D | null> {
  const row = await tx.db
    .selectFrom('dialogues')
    .select('data')
    .where('contact_id', '=', contact)
    .where('line', '=', line)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
  return row ? (JSON.parse(row.data) as D) : null;
}

export async function saveDialogue(
  tx: Tx,
  contact: ContactId,
  line: Phone,
  dialogue: StoredDialogue | null,
): Promise<void> {
  if (!dialogue) {
    await tx.db.deleteFrom('dialogues').where('contact_id', '=', contact).where('line', '=', line).execute();
    return;
  }
  const row = {
    state: dialogue.state,
    version: dialogue.version,
    expires_at: dialogue.expiresAt,
    data: JSON.stringify(dialogue),
  };
  await tx.db
    .insertInto('dialogues')
    .values({ contact_id: contact, line, ...row })
    .onConflict(conflict => conflict.columns(['contact_id', 'line']).doUpdateSet(row))
    .execute();
}

export async function linesWithDialogue(tx: Tx, contact: ContactId): Promise<Phone[]> {
  const rows = await tx.db.selectFrom('dialogues').select('line').where('contact_id', '=', contact).execute();
  return rows.map(row => row.line);
}
