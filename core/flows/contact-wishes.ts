import type { ContactId } from '../ids.ts';
import { LONGEST_CONSENT } from '../rules/longest.ts';
import { changeContact, getContact, recordConsent, wishedSince } from '../store/contacts.ts';
import { noteChange } from '../store/entries.ts';
import type { ContactRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import type { Language } from '../texts/texts.ts';
import { WorkRefused } from './work-refused.ts';

/** What somebody told staff about how to reach them; what is left out stays as it is. */
export interface Wishes {
  language?: Language | undefined;
  /** Whether a voicemail may be left; null: nobody said. */
  voicemailOk?: boolean | null | undefined;
  /** Whether a voicemail, or whoever answers, may hear the practice's name; null: nobody said. */
  mayNameUs?: boolean | null | undefined;
  /**
   * Whether they may be texted, with what they said, for the consent record. `seen`: when the newest wish was made that
   * whoever writes this knew of (epoch milliseconds), 0 for none.
   */
  texting?: { to: ContactRow['texting']; words: string; seen: number } | undefined;
}

/**
 * Staff write down how a contact wants to be reached. A stop at the carrier is lifted by the person alone, who texts START:
 * until then the carrier sends nothing, whatever we think. @throws WorkRefused
 */
export async function contactWishes(tx: Tx, id: ContactId, wishes: Wishes): Promise<void> {
  const contact = await getContact(tx, id);
  const { language, voicemailOk, mayNameUs, texting } = wishes;
  const change = {
    ...(language === undefined ? {} : { language }),
    ...(voicemailOk === undefined ? {} : { voicemail_ok: flag(voicemailOk) }),
    ...(mayNameUs === undefined ? {} : { may_name_us: flag(mayNameUs) }),
    ...(texting && texting.to !== contact.texting ? await textingChange(tx, contact, texting) : {}),
  };
  if (Object.keys(change).length === 0) return;
  await changeContact(tx, id, change);
  await noteChange(tx, 'contact', id);
}

async function textingChange(
  tx: Tx,
  { id, stopped_how }: ContactRow,
  { to, words, seen }: NonNullable<Wishes['texting']>,
): Promise<Pick<ContactRow, 'texting' | 'stopped_how'>> {
  if (await wishedSince(tx, id, seen)) {
    throw new WorkRefused(
      'changed',
      'They, or a colleague, have said something newer about texts. See it first.',
    );
  }
  const said = words.trim();
  if (said === '') throw new WorkRefused('no_words', 'Say what they said: it is kept in the consent record.');
  if (said.length > LONGEST_CONSENT) {
    throw new WorkRefused('too_long', `What they said has at most ${LONGEST_CONSENT} characters here.`);
  }
  if (to === 'allowed' && (stopped_how === 'keyword' || stopped_how === 'carrier')) {
    throw new WorkRefused(
      'opted_out',
      'They stopped texts with their carrier. Only they can start them again: by texting START to this line.',
    );
  }
  const stops = to === 'stopped';
  await recordConsent(tx, id, { kind: stops ? 'ended' : 'given', how: 'staff', words: said });
  return { texting: to, stopped_how: stops ? 'staff' : null };
}

function flag(said: boolean | null): 0 | 1 | null {
  return said === null ? null : said ? 1 : 0;
}
