import type { Kysely } from 'kysely';
import type { ContactId } from '../ids.ts';
import type { ContactExport } from '../rules/contact-export.ts';
import type { Tables } from './schema.ts';

/**
 * All that is kept of somebody, as their export has it, but for the sounds; null when there is no such contact. What the
 * system promised itself about them (alerts, effects) says nothing of theirs and is left out.
 */
export async function everythingOf(db: Kysely<Tables>, id: ContactId): Promise<ContactExport | null> {
  const contact = await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!contact || contact.erasing_at !== null) return null;
  const entries = await db
    .selectFrom('entries')
    .selectAll()
    .where('contact_id', '=', id)
    .orderBy('opened_at')
    .execute();
  const ids = entries.map(entry => entry.id);
  const asks = await db.selectFrom('asks').selectAll().where('entry_id', 'in', ids).orderBy('at').execute();
  const called = await db
    .selectFrom('staff_calls')
    .selectAll()
    .where('entry_id', 'in', ids)
    .orderBy('at')
    .execute();
  const calls = await db
    .selectFrom('calls')
    .selectAll()
    .where('contact_id', '=', id)
    .orderBy('arrived_at')
    .execute();
  const consents = await db
    .selectFrom('consents')
    .selectAll()
    .where('contact_id', '=', id)
    .orderBy('at')
    .execute();
  const messages = await db
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', id)
    .orderBy('at')
    .execute();
  const forms = await db.selectFrom('forms').selectAll().where('contact_id', '=', id).orderBy('at').execute();
  const voicemails = await db
    .selectFrom('voicemails')
    .innerJoin('calls', 'calls.id', 'voicemails.call_id')
    .selectAll('voicemails')
    .where('calls.contact_id', '=', id)
    .where('voicemails.state', '<>', 'empty')
    .orderBy('voicemails.at')
    .execute();
  return {
    contact: {
      id,
      number: contact.phone,
      nameToAsk: contact.name_to_ask,
      language: contact.language,
      texting: contact.texting,
      stoppedHow: contact.stopped_how,
      voicemailOk: yesOrNo(contact.voicemail_ok),
      mayNameUs: yesOrNo(contact.may_name_us),
      since: contact.created_at,
      heldSince: contact.held_at,
    },
    consents: consents.map(({ kind, how, words, at }) => ({
      ...{ kind, how, words, at },
    })),
    entries: entries.map(entry => ({
      id: entry.id,
      line: entry.line,
      state: entry.state,
      owner: entry.owner,
      strongest: entry.strongest,
      openedAt: entry.opened_at,
      handledAt: entry.handled_at,
      outcome: entry.outcome,
      note: entry.handover,
      nameToAsk: entry.name_to_ask,
      asks: asks
        .filter(ask => ask.entry_id === entry.id)
        .map(({ kind, source, times, best_time, number, name_to_ask, at }) => ({
          ...{ kind, source, times, bestTime: best_time, number, nameToAsk: name_to_ask, at },
        })),
    })),
    calls: calls.map(call => ({
      id: call.id,
      line: call.line,
      state: call.state,
      keyedNumber: call.keyed_number,
      at: call.arrived_at,
      endedAt: call.ended_at,
    })),
    voicemails: voicemails.map(({ id: voicemail, call_id, state, seconds, words, at }) => ({
      ...{ id: voicemail, call: call_id, state, seconds, words, at },
    })),
    messages: messages.map(message => ({
      line: message.line,
      direction: message.direction,
      author: message.author,
      staff: message.staff,
      body: message.body,
      media: message.media,
      status: message.status,
      at: message.at,
    })),
    forms: forms.map(form => ({
      wants: form.wants,
      message: form.message,
      bestTime: form.best_time,
      nameToAsk: form.name_to_ask,
      number: form.number,
      newHere: form.new_here,
      textMe: form.text_me === 1,
      at: form.at,
    })),
    staffCalls: called.map(({ staff, number, state, talked, at }) => ({
      ...{ staff, number, state, secondsTalked: talked, at },
    })),
  };
}

function yesOrNo(flag: 0 | 1 | null): boolean | null {
  return flag === null ? null : flag === 1;
}
