import type { Config } from '../config/schema.ts';
import { newId } from '../ids.ts';
import { findCrisisWords } from '../rules/crisis/find-crisis-words.ts';
import type { FormSubmission } from '../rules/form.ts';
import { changeContact, getContact } from '../store/contacts.ts';
import { findFormLink } from '../store/form-links.ts';
import { insertForm, isSubmitted } from '../store/forms.ts';
import type { ContactRow, EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { ask, type NewAsk } from './ask.ts';
import { lineFor } from './practice.ts';

export interface FormReceived {
  /** `repeated`: the same sending came before, and nothing was added. */
  outcome: 'accepted' | 'repeated';
  crisis: boolean;
}

/**
 * Somebody sent the form. With a live link it is its contact's; otherwise the number in it is a note that somebody
 * typed: it opens an entry of its own, joins no contact and is texted by nobody until staff confirm it.
 */
export async function formSent(tx: Tx, config: Config, form: FormSubmission): Promise<FormReceived> {
  const crisis = hasCrisisWords(form);
  if (await isSubmitted(tx, form.submissionKey)) return { outcome: 'repeated', crisis };
  const link = form.token ? await findFormLink(tx.db, form.token) : undefined;
  const live = link && link.expires_at > tx.now ? link : undefined;
  const contact = live ? await getContact(tx, live.contact_id) : null;
  const line = lineFor(config, live?.line ?? '');
  const id = newId<string>(tx.now, tx.random);
  const asked: NewAsk = {
    kind: crisis ? 'crisis' : form.wants,
    source: 'form',
    sourceId: id,
    contact: contact?.id ?? null,
    line: line.number,
    language: form.language,
    bestTime: form.bestTime || null,
    number: contact ? null : form.number,
    nameToAsk: form.nameToAsk || null,
  };
  const entry = await ask(tx, config, asked);
  // What they wanted stands beside the crisis, so that the callback is not forgotten when it has passed.
  if (crisis) await ask(tx, config, { ...asked, kind: form.wants, entry: entry.id });
  await keep(tx, form, { id, contact, entry });
  if (contact) {
    await changeContact(tx, contact.id, {
      language: form.language,
      ...(form.nameToAsk ? { name_to_ask: form.nameToAsk } : {}),
    });
  }
  return { outcome: 'accepted', crisis };
}

function hasCrisisWords(form: FormSubmission): boolean {
  return [form.message, form.bestTime, form.nameToAsk].some(words => findCrisisWords(words) !== null);
}

async function keep(
  tx: Tx,
  form: FormSubmission,
  to: { id: string; contact: ContactRow | null; entry: EntryRow },
): Promise<void> {
  await insertForm(tx, {
    id: to.id,
    contact_id: to.contact?.id ?? null,
    entry_id: to.entry.id,
    submission_key: form.submissionKey,
    source: form.source,
    wants: form.wants,
    message: form.message,
    best_time: form.bestTime,
    name_to_ask: form.nameToAsk,
    new_here: form.newHere,
    language: form.language,
    number: to.contact ? null : form.number,
    text_me: form.textMe ? 1 : 0,
    consent_words: form.consentWords,
    at: tx.now,
  });
}
