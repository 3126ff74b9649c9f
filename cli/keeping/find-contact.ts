import type { ContactId } from '../../core/ids.ts';
import { parsePhone } from '../../core/rules/phone.ts';
import type { ContactRow } from '../../core/store/schema.ts';
import { AskedNoMore, linesFrom } from '../ask-lines.ts';
import type { Queue } from '../open-queue.ts';
import { Refusal } from '../refusal.ts';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The contact that a command is about: by the id of theirs or of one of their entries, as the desk's address shows it. A
 * number is asked for instead: on a command line it would stay in the shell's history, and whoever lists processes would
 * see it.
 *
 * @param written what stood on the command line, or undefined
 */
export async function findContact(
  { store, config }: Queue,
  written: string | undefined,
): Promise<ContactRow> {
  if (written === undefined) return byNumber(await ask(), { store, config });
  if (!ID.test(written)) {
    throw new Refusal(
      'Expected the id of a contact or an entry. Leave it out and type the number when you are asked: a command line is seen by others.',
    );
  }
  const { read } = store;
  const entry = await read
    .selectFrom('entries')
    .select('contact_id')
    .where('id', '=', written as never)
    .executeTakeFirst();
  if (entry?.contact_id === null) throw new Refusal('Nobody knows whose entry this is: it has no contact.');
  const id = entry?.contact_id ?? (written as ContactId);
  const contact = await read.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!contact || contact.erasing_at !== null)
    throw new Refusal('There is no such contact here, or not any more.');
  return contact;
}

async function byNumber(typed: string, { store, config }: Queue): Promise<ContactRow> {
  const phone = parsePhone(typed, config.practice.country);
  if (!phone) throw new Refusal('That is no phone number.');
  const contact = await store.read
    .selectFrom('contacts')
    .selectAll()
    .where('phone', '=', phone)
    .executeTakeFirst();
  if (!contact) throw new Refusal('Nothing is kept under this number.');
  return contact;
}

async function ask(): Promise<string> {
  // Not on the standard output, which may be kept in a file.
  const lines = linesFrom(process.stdin, process.stderr);
  try {
    return await lines.ask('Their phone number: ');
  } catch (error) {
    if (error instanceof AskedNoMore) throw new Refusal('No number was typed.');
    throw error;
  } finally {
    lines.close();
  }
}
