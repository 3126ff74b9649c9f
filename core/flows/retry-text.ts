import type { Config } from '../config/schema.ts';
import type { MessageId } from '../ids.ts';
import { findMessage, findRetryOf } from '../store/messages.ts';
import type { MessageStatus } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { unhandledFor, type Work } from './entry-acts.ts';
import { staffReplies } from './work-entry.ts';
import { WorkRefused } from './work-refused.ts';

/** Nothing more is to be heard of these, and they did not arrive, or nobody knows. */
const LOST: readonly MessageStatus[] = ['unknown', 'not_found', 'failed', 'undelivered', 'cancelled'];

/**
 * Sends a staff member's own text again, as a new one, because a person says so: of `unknown` only they can tell whether
 * twice is better than never. @throws WorkRefused for a text of anybody else's, or one that is on its way
 */
export async function textIsRetried(
  tx: Tx,
  config: Config,
  work: Work & { message: MessageId },
): ReturnType<typeof staffReplies> {
  // First of all whether they may: what is refused must not tell which texts an entry has.
  await unhandledFor(tx, config, work);
  const message = await findMessage(tx, work.message);
  if (message?.author !== 'staff' || message.entry_id !== work.entry || !LOST.includes(message.status)) {
    throw new WorkRefused('not_unknown', 'Only a text of staff that did not arrive can be sent again.');
  }
  const again = await findRetryOf(tx, message.id);
  if (again) {
    throw new WorkRefused(
      'not_unknown',
      'It was sent again already. What became of that one stands beside it.',
    );
  }
  return staffReplies(tx, config, { ...work, words: message.body, retryOf: message.id });
}
