import type { ContactId, Phone } from '../ids.ts';
import { query } from './query.ts';
import type { DialogueRow } from './schema.ts';
import type { Tx } from './writer.ts';

/** Where the texts with a contact on a line stand; the rules say what is in it. */
interface StoredDialogue {
  state: string;
  version: number;
  expiresAt: number;
}

const current = query((db, { contact, line, now }: { contact: ContactId; line: Phone; now: number }) =>
  db
    .selectFrom('dialogues')
    .select('data')
    .where('contact_id', '=', contact)
    .where('line', '=', line)
    .where('expires_at', '>', now),
);
const put = query((db, row: DialogueRow) =>
  db
    .insertInto('dialogues')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['contact_id', 'line']).doUpdateSet(eb => ({
        state: eb.ref('excluded.state'),
        version: eb.ref('excluded.version'),
        expires_at: eb.ref('excluded.expires_at'),
        data: eb.ref('excluded.data'),
      })),
    ),
);

export async function loadDialogue<D extends StoredDialogue>(
  tx: Tx,
  contact: ContactId,
  line: Phone,
): Promise<D | null> {
  const row = tx.first(current, { contact, line, now: tx.now });
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
  tx.run(put, {
    contact_id: contact,
    line,
    state: dialogue.state,
    version: dialogue.version,
    expires_at: dialogue.expiresAt,
    data: JSON.stringify(dialogue),
  });
}

export async function linesWithDialogue(tx: Tx, contact: ContactId): Promise<Phone[]> {
  const rows = await tx.db.selectFrom('dialogues').select('line').where('contact_id', '=', contact).execute();
  return rows.map(row => row.line);
}
