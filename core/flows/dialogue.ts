import type { Config, LineConfig } from '../config/schema.ts';
import type { ContactId } from '../ids.ts';
import { CONTINUATION_EXPIRES, type Refusal } from '../rules/consent.ts';
import { advance } from '../rules/dialogue.ts';
import type { Dialogue, DialogueAction, DialogueContext, DialogueEvent } from '../rules/dialogue-parts.ts';
import { changeContact, getContact, recordConsent, wishedSince } from '../store/contacts.ts';
import { linesWithDialogue, loadDialogue, saveDialogue } from '../store/dialogues.ts';
import { promise } from '../store/effects.ts';
import { addNote, asksOf, changeAsk, changeEntry, unhandledEntryOf } from '../store/entries.ts';
import type { ContactRow, EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import type { Language } from '../texts/texts.ts';
import { alertSomeoneElse } from './alert-staff.ts';
import { ask } from './ask.ts';
import { findLine, type Openness, openness } from './practice.ts';
import { refusalFor, sendAutomatedText } from './send-text.ts';

/** Where something was said: the contact, the line, and the row that holds the words. */
export interface Said {
  contact: ContactRow;
  line: LineConfig;
  /** The message the event is about, null for silence. */
  message: string | null;
  /** When it was said (epoch milliseconds), where we hear of it late; null where that is just now. */
  at: number | null;
}

/** Lets the rules answer an event of the texts with a contact, and does what they say. */
export async function converse(tx: Tx, config: Config, said: Said, event: DialogueEvent): Promise<void> {
  const { contact, line } = said;
  const dialogue = await loadDialogue<Dialogue>(tx, contact.id, line.number);
  const state = await openness(tx, config, line);
  const refused = await refusalFor(tx, contact, 'automation');
  const step = advance(dialogue, event, contextOf(tx, config, said, { open: state.open, refused }));
  await saveDialogue(tx, contact.id, line.number, step.dialogue);
  const run = { tx, config, said, openness: state, language: contact.language };
  const outdated = said.at !== null && (await wishedSince(tx, contact.id, said.at));
  for (const action of step.actions) {
    if (!outdated || !isWish(action)) await act(run, action, step.dialogue);
  }
  if (refused && step.actions.some(action => action.do === 'ask'))
    await sayUnanswered(tx, contact.id, refused);
}

/** What a person wants of texts. Heard late, it does not undo what they, or their carrier, have said since. */
function isWish(action: DialogueAction): boolean {
  if (action.do === 'note') return ['opted_out', 'opted_in', 'wrong_number'].includes(action.code);
  return action.do === 'stop_texts' || action.do === 'allow_texts';
}

/** A continuation text was promised: 1, 2 and 3 now mean something. */
export async function noteContinuationSent(
  tx: Tx,
  config: Config,
  contact: ContactId,
  line: LineConfig,
): Promise<void> {
  const said = { contact: await getContact(tx, contact), line, message: null, at: null };
  await converse(tx, config, said, { kind: 'continuation_sent' });
}

function contextOf(
  tx: Tx,
  config: Config,
  { contact, line, at }: Said,
  { open, refused }: { open: boolean; refused: Refusal | null },
): DialogueContext {
  return {
    now: tx.now,
    open,
    quiet: refused === 'quiet',
    language: contact.language,
    languages: config.practice.languages,
    // Without our prompt "2" is a message, not a choice.
    // Nor is anything answered that was said so long ago.
    texting: line.texting && (refused === null || refused === 'quiet') && !isTooLate(tx, at),
    messageWindow: config.continuation.message_window,
    expiresAfter: config.continuation.form_link_expires,
    country: config.practice.country,
    crisisRepliedAt: contact.crisis_replied_at,
  };
}

function isTooLate(tx: Tx, at: number | null): boolean {
  return at !== null && tx.now - at >= CONTINUATION_EXPIRES;
}

/** They asked for something and got no answer by text: staff should know why, where it is not staff themselves. */
async function sayUnanswered(tx: Tx, id: ContactId, refused: Refusal): Promise<void> {
  const entry = await unhandledEntryOf(tx, id);
  if (!entry || refused === 'quiet') return;
  if (refused === 'daily_limit') return addNote(tx, entry.id, 'text_daily_limit');
  const { texting, stopped_how } = await getContact(tx, id);
  if (texting === 'allowed' || stopped_how === 'never_asked') return;
  await addNote(tx, entry.id, stopped_how === 'wrong_number' ? 'wrong_number' : 'opted_out');
}

/**
 * Staff handled the contact's entry: nothing is owed any more, and what comes next asks anew instead of joining what
 * nobody will look at again.
 */
export async function endDialogues(tx: Tx, contact: ContactId): Promise<void> {
  for (const number of await linesWithDialogue(tx, contact)) {
    const dialogue = await loadDialogue<Dialogue>(tx, contact, number);
    if (!dialogue) continue;
    const ended: Dialogue = {
      ...dialogue,
      version: dialogue.version + 1,
      state: 'menu',
      parts: 0,
      silentSince: null,
      owesConfirmation: false,
      callbackAskedAt: null,
      detailsNoted: false,
    };
    await saveDialogue(tx, contact, number, ended);
  }
}

/** The message window of a contact has passed: what came is confirmed, if nothing new has come since. */
export async function messageWindowPasses(tx: Tx, config: Config, id: ContactId): Promise<void> {
  for (const number of await linesWithDialogue(tx, id)) {
    const line = findLine(config, number);
    const contact = await getContact(tx, id);
    if (line) await converse(tx, config, { contact, line, message: null, at: null }, { kind: 'silence' });
  }
}

/** One event being answered; `language` changes when the person switches it. */
interface Run {
  tx: Tx;
  config: Config;
  said: Said;
  openness: Openness;
  language: Language;
}

async function act(run: Run, action: DialogueAction, dialogue: Dialogue | null): Promise<void> {
  const { tx, said } = run;
  const { contact, line } = said;
  switch (action.do) {
    case 'ask':
      await askByText(run, action.kind);
      return;
    case 'append':
      await touch(tx, contact);
      return;
    case 'details':
      await noteDetails(tx, contact, action);
      return;
    case 'reply':
      await reply(run, action.text);
      return;
    case 'language':
      run.language = action.language;
      await changeContact(tx, contact.id, { language: action.language });
      return;
    case 'stop_texts':
      await changeContact(tx, contact.id, { texting: 'stopped', stopped_how: action.how });
      await recordConsent(tx, contact.id, {
        kind: 'ended',
        how: action.how,
        words: action.words,
        at: said.at ?? tx.now,
      });
      return;
    case 'allow_texts':
      await changeContact(tx, contact.id, { texting: 'allowed', stopped_how: null });
      await recordConsent(tx, contact.id, {
        kind: 'given',
        how: 'keyword',
        words: action.words,
        at: said.at ?? tx.now,
      });
      return;
    case 'note': {
      // YES from somebody who never stopped the texts brings nothing back.
      if (action.code === 'opted_in' && contact.texting === 'allowed') return;
      const entry = await unhandledEntryOf(tx, contact.id);
      if (entry) await addNote(tx, entry.id, action.code);
      return;
    }
    case 'wait':
      await promise(tx, {
        kind: 'confirm_message',
        about: contact.id,
        key: `confirm:${contact.id}:${line.number}:${dialogue?.version ?? 0}`,
        dueAt: action.until,
      });
  }
}

async function askByText(run: Run, kind: 'callback' | 'message' | 'crisis'): Promise<void> {
  const { tx, config, said } = run;
  await ask(tx, config, {
    kind,
    source: 'text',
    sourceId: said.message ?? said.contact.id,
    contact: said.contact.id,
    line: said.line.number,
    language: run.language,
    ...(said.at === null ? {} : { at: said.at }),
  });
}

/** More words of what was already asked: the entry moves up, nobody is alerted again. */
async function touch(tx: Tx, contact: ContactRow): Promise<EntryRow | undefined> {
  const entry = await unhandledEntryOf(tx, contact.id);
  if (entry) await changeEntry(tx, entry.id, { asked_at: tx.now });
  return entry;
}

async function noteDetails(
  tx: Tx,
  contact: ContactRow,
  details: { bestTime: string | null; number: string | null; name: string | null },
): Promise<void> {
  const entry = await touch(tx, contact);
  if (!entry) return;
  const callback = (await asksOf(tx, entry.id)).find(one => one.kind === 'callback');
  if (callback) {
    await changeAsk(tx, callback.id, {
      ...(details.bestTime ? { best_time: details.bestTime } : {}),
      ...(details.number ? { number: details.number } : {}),
      ...(details.name ? { name_to_ask: details.name } : {}),
    });
  }
  if (details.name) await changeContact(tx, contact.id, { name_to_ask: details.name });
}

async function reply(run: Run, text: Extract<DialogueAction, { do: 'reply' }>['text']): Promise<void> {
  const { tx, config, said } = run;
  // A line that sends no texts yet (its registration is pending) sends no crisis reply either: then a person must call.
  if (!said.line.texting) {
    if (text === 'crisis') await crisisReplyFailed(tx, config, said.contact.id);
    return;
  }
  const sent = await sendAutomatedText(tx, config, {
    contact: said.contact.id,
    line: said.line,
    text,
    language: run.language,
    openness: run.openness,
    ...(said.at === null ? {} : { since: said.at }),
  });
  if (text !== 'crisis') return;
  if ('message' in sent) {
    await changeContact(tx, said.contact.id, { crisis_replied_at: tx.now });
    return;
  }
  await crisisReplyFailed(tx, config, said.contact.id);
}

/** The crisis text could not go to the person: staff are told to call, and one more of them. */
export async function crisisReplyFailed(tx: Tx, config: Config, contact: ContactId): Promise<void> {
  // Ten minutes without another reply are for one that arrived.
  await changeContact(tx, contact, { crisis_replied_at: null });
  const entry = await unhandledEntryOf(tx, contact);
  if (!entry) return;
  await addNote(tx, entry.id, 'crisis_reply_not_sent');
  await alertSomeoneElse(tx, config, entry.id, 'crisis');
}
