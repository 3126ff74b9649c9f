import type { Config } from '../../core/config/schema.ts';
import { textFate } from '../../core/rules/delivery.ts';
import type {
  CallView,
  FormView,
  MessageView,
  StaffCallView,
  VoicemailView,
} from '../../core/store/conversation-view.ts';
import type { WholeEntry } from '../../core/store/queue-view.ts';
import { textsOf } from '../../core/texts/texts.ts';
import { dayOf, lasting, moment, timeOfDay } from '../moments.ts';
import { shown, styled, wrapped } from '../terminal.ts';
import {
  askWords,
  dueWords,
  languageWords,
  noteWords,
  numberWords,
  outcomeWords,
  staffName,
  stateWords,
  waitingWords,
  welcomeWords,
  whoWords,
} from './words.ts';

/** One entry with everything that was said, as lines of at most 80 columns. */
export function entryPage(entry: WholeEntry, now: number, config: Config): string[] {
  const zone = config.practice.time_zone;
  const line = config.lines.find(one => one.number === entry.line)?.name ?? entry.line;
  const waits =
    entry.state === 'handled' && entry.handledAt !== null
      ? `opened ${moment(entry.openedAt, now, zone)}, handled ${moment(entry.handledAt, now, zone)}`
      : `${waitingWords(entry, now, config)}, ${dueWords(entry, now, config)}`;
  return [
    `${styled('cyan', entry.shortId)}  ${styled('bold', whoWords(entry, config))}`,
    ...wrapped(`${stateWords(entry, config)}; ${shown(line)}; ${languageWords(entry)}`, '  '),
    ...wrapped(waits, '  '),
    ...wrapped(welcomeWords(entry), '  '),
    ...section(
      'Asked for',
      entry.asks.flatMap(ask => askLines(ask, now, config)),
    ),
    ...section(
      'Notes',
      entry.notes.flatMap(note =>
        hanging(`${moment(note.at, now, zone)}  `, noteWords(note.code, config)).map(text =>
          styled('yellow', text),
        ),
      ),
    ),
    ...section('Conversation', conversationLines(entry, config)),
    ...section('Alerts to staff', alertLines(entry, now, config)),
    ...section('Consent to texts', consentLines(entry, now, config)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', styled('bold', title), ...lines];
}

/** Words beside a heading, their further lines below the first. */
function hanging(head: string, words: string): string[] {
  const indent = `  ${' '.repeat(head.length)}`;
  const [first = '', ...rest] = wrapped(words, indent);
  return [`  ${head}${first.slice(indent.length)}`, ...rest];
}

function askLines(ask: WholeEntry['asks'][number], now: number, config: Config): string[] {
  const details = [
    `by ${ask.source}, ${moment(ask.at, now, config.practice.time_zone)}`,
    ...(ask.best_time ? [`best time: ${ask.best_time}`] : []),
    ...(ask.name_to_ask ? [`ask for ${ask.name_to_ask}`] : []),
    ...(ask.number ? [`number noted: ${numberWords(ask.number, config)}`] : []),
  ];
  return hanging(`${askWords(ask)}: `, details.join('; '));
}

interface Item {
  at: number;
  head: string;
  /** Somebody's own words, shown below. */
  words?: string;
}

function conversationLines(entry: WholeEntry, config: Config): string[] {
  const { calls, staffCalls, messages, voicemails, forms } = entry.conversation;
  const zone = config.practice.time_zone;
  const items: Item[] = [
    ...calls.map(call => callItem(call, config)),
    ...staffCalls.map(call => staffCallItem(call, config)),
    ...messages.map(message => messageItem(message, config)),
    ...voicemails.map(voicemailItem),
    ...forms.map(form => formItem(form, config)),
  ].sort((a, b) => a.at - b.at);
  let day = '';
  return items.flatMap(item => {
    const heading = dayOf(item.at, zone) === day ? [] : [`  ${styled('underline', dayOf(item.at, zone))}`];
    day = dayOf(item.at, zone);
    return [
      ...heading,
      ...hanging(`${timeOfDay(item.at, zone).padStart(8)}  `, item.head),
      ...(item.words ? wrapped(item.words, `${' '.repeat(12)}| `) : []),
    ];
  });
}

function callItem(call: CallView, config: Config): Item {
  const line = config.lines.find(one => one.number === call.line)?.name ?? call.line;
  const rang = call.rang.map(staff => staffName(staff, config));
  const lasted = call.ended_at === null ? '' : `, over after ${lasting(call.ended_at - call.arrived_at)}`;
  const outcome =
    call.state === 'taken'
      ? `taken by ${rang.at(-1) ?? 'a person'}`
      : { ringing: 'still ringing', missed: 'missed', refused: 'refused' }[call.state];
  const more = [
    ...(rang.length > 0 && call.state !== 'taken' ? [`rang ${rang.join(', then ')}`] : []),
    ...(call.keyed_number ? [`keyed in ${numberWords(call.keyed_number, config)}`] : []),
    ...(call.noTexts ? ['pressed star: no texts'] : []),
  ];
  return { at: call.arrived_at, head: [`Call to ${line}, ${outcome}${lasted}`, ...more].join('; ') };
}

const STAFF_CALL_STATES: Readonly<Record<StaffCallView['state'], string>> = {
  promised: 'about to ring the phone of staff',
  ringing: 'ringing the phone of staff',
  asking: 'waiting for the 1',
  calling: 'ringing',
  talking: 'connected',
  answered: 'answered',
  busy: 'busy',
  no_answer: 'no answer',
  failed: 'could not be connected',
  hung_up: 'hung up before an answer',
  unheard: 'how it ended did not reach us',
  not_pressed: 'nobody pressed 1, so nobody was called',
  not_placed: 'the phone of staff could not be reached',
  expired: 'it could not be placed in time',
  unknown: 'nobody knows whether it rang',
};

function staffCallItem(call: StaffCallView, config: Config): Item {
  const to = call.typed ? numberWords(call.number, config) : 'them';
  const talked = call.talked === null ? '' : `, ${lasting(call.talked * 1000)}`;
  const how = `${STAFF_CALL_STATES[call.state]}${talked}`;
  return { at: call.at, head: `Call to ${to} by ${staffName(call.staff, config)}: ${how}` };
}

function messageItem(message: MessageView, config: Config): Item {
  const media =
    message.media > 0
      ? `; ${message.media === 1 ? 'a picture' : `${message.media} pictures`}, not fetched`
      : '';
  if (message.direction === 'in')
    return { at: message.at, head: `Text from them${media}`, words: message.body };
  const author = message.author === 'staff' ? `by ${staffName(message.staff ?? '', config)}` : 'automatic';
  return {
    at: message.at,
    head: `Text to them (${author}): ${fateWords(message, config)}`,
    words: message.body,
  };
}

/** What became of a text of ours. */
function fateWords(message: MessageView, config: Config): string {
  // A note's sentence begins with what it is about; here that stands before it.
  if (message.problem) return noteWords(`text_${message.problem}`, config).replace(/^A text /, '');
  const fates: Readonly<Record<string, string>> = textsOf('en', config.texts).fates;
  return fates[textFate(message.status, null, null)] ?? message.status;
}

const VOICEMAIL_STATES: Readonly<Record<VoicemailView['state'], string>> = {
  announced: 'not fetched yet',
  stored: 'stored here',
  empty: 'empty',
  failed: 'could not be fetched; it is still at Twilio',
  erased: 'its sound was erased after keep.recordings',
};

function voicemailItem(voicemail: VoicemailView): Item {
  const length = voicemail.seconds > 0 ? `, ${voicemail.seconds} s` : '';
  return { at: voicemail.at, head: `Voicemail${length}: ${VOICEMAIL_STATES[voicemail.state]}` };
}

function formItem(form: FormView, config: Config): Item {
  const from = { link: 'their own link', page: 'the public page', intake: "the practice's website" }[
    form.source
  ];
  const facts = [
    form.wants === 'callback' ? 'asks to be called' : 'leaves a message',
    ...(form.best_time ? [`best time: ${form.best_time}`] : []),
    ...(form.name_to_ask ? [`ask for ${form.name_to_ask}`] : []),
    ...(form.number ? [`number typed: ${numberWords(form.number, config)}`] : []),
    ...(form.number ? [form.textMe ? 'wants texts there' : 'did not ask for texts'] : []),
    ...(form.new_here ? [form.new_here === 'new' ? 'new here' : 'known here'] : []),
  ];
  return { at: form.at, head: `Form from ${from}: ${facts.join('; ')}`, words: form.message };
}

const ALERT_STATES: Readonly<Record<string, string>> = {
  promised: 'not sent yet',
  sent: 'sent',
  delivered: 'delivered',
  failed: 'did not arrive',
  unknown: 'may or may not have gone out',
  folded: 'sent together with another',
  cancelled: 'no longer needed',
};

function alertLines(entry: WholeEntry, now: number, config: Config): string[] {
  return entry.conversation.alerts.flatMap(alert =>
    hanging(
      `${moment(alert.sent_at ?? alert.at, now, config.practice.time_zone)}  `,
      `${staffName(alert.staff, config)}, by ${alert.target}: ${ALERT_STATES[alert.state] ?? alert.state}`,
    ),
  );
}

function consentLines(entry: WholeEntry, now: number, config: Config): string[] {
  return entry.conversation.consents.flatMap(consent =>
    hanging(
      `${moment(consent.at, now, config.practice.time_zone)}  `,
      `${consent.kind} by ${outcomeWords(consent.how)}: "${consent.words}"`,
    ),
  );
}
