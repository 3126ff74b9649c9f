import type { Phone } from '../ids.ts';
import { promise } from '../store/effects.ts';
import { insertMessage } from '../store/messages.ts';
import type { MessageRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';

/** A text of ours, its words fixed. To a contact, or to a staff member when there is none. */
export interface OutgoingText
  extends Pick<MessageRow, 'author' | 'kind' | 'body'>,
    Partial<Pick<MessageRow, 'contact_id' | 'staff' | 'entry_id' | 'call_id' | 'retry_of'>> {
  line: Phone;
  /** Epoch milliseconds from which it comes too late to be sent. */
  expiresAt: number;
  dueAt?: number;
  urgent?: boolean;
  /** What makes it happen once, such as the call it follows; each text on its own if left out. */
  key?: string;
}

/** Stores a text and promises that it is sent. */
export async function promiseText(tx: Tx, text: OutgoingText): Promise<MessageRow> {
  const { expiresAt, dueAt = tx.now, urgent = false, key, ...words } = text;
  const message = await insertMessage(tx, {
    contact_id: null,
    staff: null,
    entry_id: null,
    call_id: null,
    ...words,
    direction: 'out',
    media: 0,
    provider_sid: null,
    status: 'promised',
    error_code: null,
  });
  await promise(tx, {
    kind: 'send_text',
    about: message.id,
    key: key ?? `text:${message.id}`,
    dueAt,
    urgent,
    expiresAt,
  });
  return message;
}
