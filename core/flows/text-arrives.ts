import type { Config } from '../config/schema.ts';
import type { Phone } from '../ids.ts';
import { readCaller, readNumber } from '../rules/callers.ts';
import { findCrisisWords } from '../rules/crisis/find-crisis-words.ts';
import type { OptOut } from '../rules/text-reading.ts';
import { unhandledEntryOf } from '../store/entries.ts';
import { wasErased } from '../store/erasures.ts';
import { changeMessage, findMessageBySid, insertMessage } from '../store/messages.ts';
import type { Tx } from '../store/writer.ts';
import { contactInPerson } from './contact-in-person.ts';
import { converse } from './dialogue.ts';
import { knownNumbers, lineFor, staffWithPhone } from './practice.ts';
import { staffTexts } from './staff-texts.ts';

export interface ArrivingText {
  sid: string;
  line: string;
  from: string;
  body: string;
  /** How many pictures or files came with it: counted, never fetched. */
  media: number;
  /** What the carrier's own opt-out handling made of it, where that is switched on. */
  optOutType: string | null;
  /** When it was sent (epoch milliseconds), where we hear of it late. */
  at?: number;
}

/** Twilio's `OptOutType`. https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out */
const OPT_OUTS: ReadonlyMap<string, OptOut> = new Map([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
]);

export interface TextTaken {
  /** The staff member whose phone has just refused our alerts: to be said loudly. */
  alertsStopped: string | null;
}

const TAKEN: TextTaken = { alertsStopped: null };

/** A text comes in: from a contact it goes on in their conversation, from a staff phone it is for us. Once. */
export async function textArrives(tx: Tx, config: Config, text: ArrivingText): Promise<TextTaken> {
  if ((await findMessageBySid(tx, text.sid)) || wasErased(tx, text.sid)) return TAKEN;
  const optOut = OPT_OUTS.get(text.optOutType ?? '') ?? null;
  const line = lineFor(config, text.line);
  const numbers = knownNumbers(config);
  const phone = readNumber(text.from, numbers.country);
  const staff = phone ? staffWithPhone(config, phone) : undefined;
  if (staff && phone) {
    await insertMessage(tx, { ...received(text, line.number), staff, author: 'staff' });
    return staffTexts(tx, config, { staff, line, body: text.body, optOut, at: text.at ?? null });
  }
  const sender = readCaller({ from: text.from, forwardedFrom: null, onlyForwarded: false }, numbers);
  // Whoever is blocked still gets 911 and 988, and staff hear of it: nothing but the carrier's own opt-out stops that.
  const inDanger = sender.kind === 'blocked' && findCrisisWords(text.body) !== null;
  if (sender.kind !== 'client' && !inDanger) {
    // Short codes, our own numbers and blocked ones: kept, but nobody's conversation.
    await insertMessage(tx, received(text, line.number));
    return TAKEN;
  }
  const contact = await contactInPerson(tx, config, sender.phone);
  const message = await insertMessage(tx, { ...received(text, line.number), contact_id: contact.id });
  const event = { kind: 'text', body: text.body, media: text.media, optOut } as const;
  await converse(tx, config, { contact, line, message: message.id, at: text.at ?? null }, event);
  const entry = await unhandledEntryOf(tx, contact.id);
  if (entry) await changeMessage(tx, message.id, { entry_id: entry.id });
  return TAKEN;
}

function received(text: ArrivingText, line: Phone): Parameters<typeof insertMessage>[1] {
  return {
    ...(text.at === undefined ? {} : { at: text.at }),
    contact_id: null,
    staff: null,
    entry_id: null,
    call_id: null,
    line,
    direction: 'in',
    author: 'client',
    kind: null,
    body: text.body,
    media: text.media,
    provider_sid: text.sid,
    status: 'received',
    error_code: null,
  };
}
