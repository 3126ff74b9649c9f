import type { Language, Texts } from '../texts/texts.ts';
import { readCallbackDetails } from './callback-details.ts';
import type {
  Dialogue,
  DialogueAction,
  DialogueContext,
  DialogueEvent,
  DialogueNote,
  DialogueStep,
} from './dialogue-parts.ts';
import { saysMoreThanStop } from './opt-out.ts';
import { type Reading, readText } from './text-reading.ts';

/** One crisis reply in ten minutes; the entry and the alert go out every time. */
export const CRISIS_REPLY_EVERY = 10 * 60_000;
/** A second 1 within this time is the same wish, sent again out of worry or by a bad connection. */
export const SAME_WISH_WITHIN = 15 * 60_000;

/**
 * One step of the menu: what the stored row (or null) becomes and what is to be done, in this order. An expired row
 * counts as none. Pure: the caller stores the row and performs the actions in one transaction.
 */
export function advance(
  stored: Dialogue | null,
  event: DialogueEvent,
  context: DialogueContext,
): DialogueStep {
  const live = stored !== null && stored.expiresAt > context.now ? stored : null;
  if (event.kind === 'silence') return live ? afterSilence(live, context) : { dialogue: null, actions: [] };

  const dialogue: Dialogue = {
    ...(live ?? BLANK),
    version: (stored?.version ?? 0) + 1,
    expiresAt: context.now + context.expiresAfter,
  };
  if (event.kind === 'continuation_sent') return { dialogue: withFreshMenu(dialogue), actions: [] };
  return afterText({
    dialogue,
    isNew: live === null,
    event,
    reading: readText(event.body, event.media, event.optOut ?? null),
    context,
  });
}

const BLANK = {
  state: 'menu',
  parts: 0,
  silentSince: null,
  owesConfirmation: false,
  callbackAskedAt: null,
  detailsNoted: false,
} as const;

/** A new missed call offers everything anew, but a message still being written stays one message. */
function withFreshMenu(dialogue: Dialogue): Dialogue {
  return {
    ...dialogue,
    state: dialogue.silentSince === null ? 'menu' : 'composing',
    callbackAskedAt: null,
    detailsNoted: false,
  };
}

interface TextStep {
  readonly dialogue: Dialogue;
  /** No dialogue was live: this text starts one. */
  readonly isNew: boolean;
  readonly event: { readonly body: string; readonly media: number };
  readonly reading: Reading;
  readonly context: DialogueContext;
}

function afterText(step: TextStep): DialogueStep {
  const { reading, context } = step;
  if (reading.crisis) return afterCrisis(step);

  const switched = newLanguage(reading, context);
  const inTheirs = switched ? { ...step, context: { ...context, language: switched } } : step;
  const { dialogue, actions } = afterIntent(inTheirs);
  return { dialogue, actions: switched ? [{ do: 'language', language: switched }, ...actions] : actions };
}

function newLanguage(reading: Reading, context: DialogueContext): Language | null {
  const others = context.languages.filter(language => language !== context.language);
  const { intent } = reading;
  if (intent.kind === 'choice') return intent.choice === 3 ? (others[0] ?? null) : null;
  return others.find(language => language === reading.language) ?? null;
}

/**
 * The reply comes before menu, quiet and free-word opt-out. The words count as a part of a message, so that what follows
 * joins them; that message gets no confirmation, because "a person will read this after we open" is the wrong sentence
 * to leave someone with.
 */
function afterCrisis(step: TextStep): DialogueStep {
  const { dialogue, event, reading, context } = step;
  const actions: DialogueAction[] = [{ do: 'ask', kind: 'crisis', words: event.body }];
  const switched = newLanguage(reading, context);
  if (switched) actions.push({ do: 'language', language: switched });
  const { crisisRepliedAt } = context;
  // Either way: a clock that ran ahead and was put right must not silence the reply for as long.
  const recent = crisisRepliedAt !== null && Math.abs(context.now - crisisRepliedAt) < CRISIS_REPLY_EVERY;
  // Whether it can go is for the sender to find out: then staff are told to call.
  if (!recent) actions.push({ do: 'reply', text: 'crisis' });
  if (event.media > 0) actions.push({ do: 'note', code: 'picture' });

  if (reading.intent.kind.startsWith('carrier_')) {
    const keyword = afterIntent(step);
    return {
      dialogue: keyword.dialogue,
      actions: [...actions, ...keyword.actions.filter(({ do: act }) => act !== 'ask')],
    };
  }
  const parts = isSameMessage(dialogue, context) ? dialogue.parts + 1 : 1;
  const composing = { state: 'composing', parts, silentSince: context.now, owesConfirmation: false } as const;
  return { dialogue: { ...dialogue, ...composing }, actions };
}

function afterIntent(step: TextStep): DialogueStep {
  const { dialogue, event, reading, context } = step;
  const { intent } = reading;
  const words = event.body;
  switch (intent.kind) {
    case 'carrier_stop':
      return { dialogue: silenced(dialogue), actions: stopTexts('keyword', words, 'opted_out') };
    case 'stop_in_words': {
      const stop = stopTexts('free_words', words, 'opted_out');
      const seen: DialogueAction[] = saysMoreThanStop(words) ? [{ do: 'ask', kind: 'message', words }] : [];
      return { dialogue: silenced(dialogue), actions: [...seen, ...stop] };
    }
    case 'wrong_number':
      return { dialogue: silenced(dialogue), actions: stopTexts('wrong_number', words, 'wrong_number') };
    case 'carrier_cancel':
      return {
        dialogue: silenced(dialogue),
        actions: [
          { do: 'ask', kind: 'message', words },
          ...stopTexts('keyword', words, 'may_have_meant_appointment'),
        ],
      };
    case 'carrier_start':
      return { dialogue, actions: afterStart(intent.word, words) };
    case 'carrier_help':
      return { dialogue, actions: askForHelp(words) };
    case 'help':
      return { dialogue, actions: [...askForHelp(words), ...reply('help', context)] };
    case 'reaction':
    case 'auto_reply':
      return { dialogue, actions: [{ do: 'note', code: intent.kind }] };
    case 'choice':
      return afterChoice(step, intent.choice);
    case 'picture':
      return messagePart(step, null);
    case 'words':
      return afterWords(step);
  }
}

function afterChoice(step: TextStep, choice: 1 | 2 | 3): DialogueStep {
  const { dialogue, event, context } = step;
  const mayReply = context.texting && !context.quiet;
  if (choice === 1) return askForCallback(step);
  if (choice === 2) {
    // Without our prompt, or amid a message, a 2 answers something else: a person should see it.
    if (!mayReply || isSameMessage(dialogue, context)) return messagePart(step, event.body);
    if (dialogue.state === 'composing' && dialogue.parts === 0) return { dialogue, actions: [] };
    return { dialogue: { ...dialogue, state: 'composing' }, actions: reply('message_prompt', context) };
  }
  if (!mayReply || context.languages.length < 2) return messagePart(step, event.body);
  return { dialogue: withFreshMenu(dialogue), actions: reply('continuation', context) };
}

/** The callback's answer also stands for the confirmation of a message in progress: one text, not two. */
function askForCallback({ dialogue, context }: TextStep): DialogueStep {
  const { callbackAskedAt } = dialogue;
  const again = callbackAskedAt !== null && context.now - callbackAskedAt < SAME_WISH_WITHIN;
  // To a person who writes with them a 1 may be the answer to a question.
  if (again && !context.quiet) return { dialogue, actions: [] };
  const answer = reply(context.open ? 'callback_open' : 'callback_closed', context);
  return {
    dialogue: {
      ...dialogue,
      state: 'callback_details',
      callbackAskedAt: context.now,
      detailsNoted: false,
      owesConfirmation: dialogue.owesConfirmation && answer.length === 0,
    },
    actions: [{ do: 'ask', kind: 'callback', words: null }, ...answer],
  };
}

function afterWords(step: TextStep): DialogueStep {
  const { dialogue, isNew, event, context } = step;
  if (isSameMessage(dialogue, context)) return messagePart(step, event.body);
  if (dialogue.callbackAskedAt !== null) {
    const details = readCallbackDetails(event.body, context.country);
    if (details.bestTime ?? details.number ?? details.name) {
      if (context.quiet) return withDetails(messagePart(step, event.body), { ...details, words: event.body });
      const noted = dialogue.detailsNoted ? [] : reply('details_noted', context);
      return {
        dialogue: { ...dialogue, detailsNoted: dialogue.detailsNoted || noted.length > 0 },
        actions: [{ do: 'details', ...details, words: event.body }, ...pictureNote(step), ...noted],
      };
    }
  }
  // What answers a person is for that person to hear, even an "ok".
  if (!isNew && !context.quiet && isCourtesy(event.body)) {
    return { dialogue, actions: [{ do: 'append', words: event.body }, ...pictureNote(step)] };
  }
  return messagePart(step, event.body);
}

/** A time, a number or a name said to a person on staff: they hear of the words, and it stands beside the wish too. */
function withDetails(
  { dialogue, actions }: DialogueStep,
  details: Omit<Extract<DialogueAction, { do: 'details' }>, 'do'>,
): DialogueStep {
  return { dialogue, actions: [{ do: 'details', ...details }, ...actions] };
}

/** The first part of a message raises an ask at once; the rest joins it. Confirmed once, when silence follows. */
function messagePart(step: TextStep, words: string | null): DialogueStep {
  const { dialogue, context } = step;
  const same = isSameMessage(dialogue, context);
  const mayReply = context.texting && !context.quiet;
  const owesConfirmation = same ? dialogue.owesConfirmation : true;
  const actions: DialogueAction[] = [];
  if (!same) actions.push({ do: 'ask', kind: 'message', words });
  else if (words !== null) actions.push({ do: 'append', words });
  actions.push(...pictureNote(step));
  if (mayReply && owesConfirmation) actions.push({ do: 'wait', until: context.now + context.messageWindow });
  return {
    dialogue: {
      ...dialogue,
      state: 'composing',
      parts: same ? dialogue.parts + 1 : 1,
      silentSince: context.now,
      owesConfirmation,
    },
    actions,
  };
}

function afterSilence(live: Dialogue, context: DialogueContext): DialogueStep {
  const dialogue = { ...live, version: live.version + 1 };
  if (live.silentSince === null) return { dialogue, actions: [] };
  const until = live.silentSince + context.messageWindow;
  if (context.now < until) return { dialogue, actions: [{ do: 'wait', until }] };
  return {
    dialogue: {
      ...dialogue,
      state: live.callbackAskedAt === null ? 'menu' : 'callback_details',
      parts: 0,
      silentSince: null,
      owesConfirmation: false,
    },
    actions: live.owesConfirmation ? reply(context.open ? 'message_open' : 'message_closed', context) : [],
  };
}

/** Judged by the clock, not by whether the `silence` event has come: a late worker must not swallow a new message. */
function isSameMessage(dialogue: Dialogue, context: DialogueContext): boolean {
  return dialogue.silentSince !== null && context.now - dialogue.silentSince <= context.messageWindow;
}

/** After an opt-out nothing is owed any more; the row stays so that its version keeps growing. */
function silenced(dialogue: Dialogue): Dialogue {
  return { ...dialogue, ...BLANK };
}

function stopTexts(
  how: 'keyword' | 'free_words' | 'wrong_number',
  words: string,
  code: DialogueNote,
): DialogueAction[] {
  return [
    { do: 'stop_texts', how, words },
    { do: 'note', code },
  ];
}

/** YES is a carrier's word, but as likely an answer to a person on staff: they should hear of it. */
function afterStart(word: string, words: string): DialogueAction[] {
  const seen: DialogueAction[] = word === 'YES' ? [{ do: 'ask', kind: 'message', words }] : [];
  return [...seen, { do: 'allow_texts', words }, { do: 'note', code: 'opted_in' }];
}

function askForHelp(words: string): DialogueAction[] {
  return [
    { do: 'ask', kind: 'message', words },
    { do: 'note', code: 'asked_for_help' },
  ];
}

function pictureNote({ event }: TextStep): DialogueAction[] {
  return event.media > 0 ? [{ do: 'note', code: 'picture' }] : [];
}

function reply(text: keyof Texts['sms'], { texting, quiet }: DialogueContext): DialogueAction[] {
  return texting && !quiet ? [{ do: 'reply', text }] : [];
}

/** "Thanks", "ok", a thumb: the end of a talk, not the beginning of one. Nobody should be alerted or answered. */
function isCourtesy(body: string): boolean {
  if (body.length > 60) return false;
  const words = body
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
  return words.every(word => COURTESIES.has(word));
}

const COURTESIES = new Set(
  `thanks thank you thx ty tysm so much very many appreciate it that ok okay k kk great good perfect cool sounds alright all
  right got will do sure np gracias muchas muchísimas mil muy amable vale está esta bien bueno buena perfecto listo de
  acuerdo entendido igualmente a usted`.split(/\s+/),
);
