import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Config } from '../config/schema.ts';
import type { Phone } from '../ids.ts';
import type { CallAnswer, Greeting } from '../rules/call-answer.ts';
import { dialTimeout } from '../rules/ring-plan.ts';
import { RINGS_CONTACT } from '../rules/staff-call.ts';
import { fill, type Language, textsOf } from '../texts/texts.ts';
import { stepUrls } from './urls.ts';

/** One of Twilio's neural voices for each language. https://www.twilio.com/docs/voice/twiml/say/text-speech */
const VOICES = {
  en: { voice: 'Polly.Joanna-Neural', language: 'en-US' },
  es: { voice: 'Polly.Lupe-Neural', language: 'es-US' },
} as const satisfies Record<Language, unknown>;

/** The TwiML of an answer. */
export function renderVoice(config: Config, said: CallAnswer): string {
  const response = new VoiceResponse();
  switch (said.do) {
    case 'ring':
      ring(config, response, said);
      break;
    case 'greet':
      greet(config, response, said.line, said.greeting);
      break;
    case 'record':
      say(config, response, said.language, said.after);
      record(config, response, said.language);
      break;
    case 'goodbye':
      if (said.noTexts) say(config, response, said.language, 'no_texts');
      say(config, response, said.language, said.heard ? 'goodbye' : 'goodbye_empty');
      response.hangup();
      break;
    case 'ask_staff':
      askStaff(config, response, said);
      break;
    case 'ask_own':
      askOwn(config, response, {
        sentence: 'staff_call',
        language: said.language,
        action: stepUrls(config.practice.public_url).staffCallKey(said.call),
      });
      break;
    case 'ask_test':
      askOwn(config, response, {
        sentence: 'test_call',
        language: said.language,
        action: stepUrls(config.practice.public_url).testCallKey(said.test),
      });
      break;
    case 'thank_tester':
      say(config, response, said.language, 'test_call_heard');
      response.hangup();
      break;
    case 'dial':
      dialContact(config, response, said);
      break;
    case 'reject':
      response.reject({ reason: said.reason });
      break;
    case 'hang_up':
      response.hangup();
      break;
    case 'bridge':
      // Whisper TwiML that ends without <Hangup/> joins the two.
      break;
  }
  return response.toString();
}

/** What a caller hears when the product itself fails: a greeting and a voicemail, never "application error". */
export function renderFailure(config: Config): string {
  const response = new VoiceResponse();
  const language = config.practice.languages[0] as Language;
  say(config, response, language, 'opening');
  say(config, response, language, 'failure');
  record(config, response, language);
  return response.toString();
}

type Sentence = Parameters<typeof sentence>[2];

function sentence(
  config: Config,
  language: Language,
  key: keyof ReturnType<typeof textsOf>['voice'],
  values: Record<string, string> = {},
): string {
  const { sender, spoken_name } = config.practice;
  return fill(textsOf(language, config.texts).voice[key], { sender, spoken_name, ...values });
}

/** Has a sentence of ours spoken in its language. */
export function say(
  config: Config,
  to: { say(attributes: { voice: never; language: never }, words: string): unknown },
  language: Language,
  key: Sentence,
  values: Record<string, string> = {},
): void {
  to.say(VOICES[language] as { voice: never; language: never }, sentence(config, language, key, values));
}

function ring(config: Config, response: VoiceResponse, said: Extract<CallAnswer, { do: 'ring' }>): void {
  const { call, position, leg } = said;
  const urls = stepUrls(config.practice.public_url);
  const dial = response.dial({
    action: urls.leg(call, position),
    method: 'POST',
    timeout: dialTimeout(leg.for),
    // The line's own number: clients' numbers would fill personal call logs.
    callerId: said.line,
    answerOnBridge: true,
  });
  dial.number(
    {
      ...(leg.accept === 'press_1' ? { url: urls.askStaff(call, position), method: 'POST' } : {}),
      statusCallback: urls.legStatus(call, position),
      statusCallbackEvent: ['answered', 'completed'],
      statusCallbackMethod: 'POST',
    },
    leg.phone,
  );
}

function greet(config: Config, response: VoiceResponse, line: Phone, greeting: Greeting): void {
  const urls = stepUrls(config.practice.public_url);
  const { language, withheld } = greeting;
  const gather = response.gather({
    input: ['dtmf'],
    // One key answers; a number that is keyed in ends with pound. Star is a key here, so nothing may end on it.
    ...(withheld ? { finishOnKey: '#', timeout: 5 } : { numDigits: 1, finishOnKey: '', timeout: 1 }),
    action: urls.callerKey(language),
    method: 'POST',
  });
  const position = config.lines.findIndex(one => one.number === line && one.greeting !== null);
  // A recording that has left the file since is spoken instead.
  if (greeting.plays && position >= 0) gather.play(urls.greeting(position));
  else speak(config, gather, greeting);
  record(config, response, language);
}

function speak(config: Config, gather: ReturnType<VoiceResponse['gather']>, greeting: Greeting): void {
  const { language, other, opens, promisesText, withheld } = greeting;
  say(config, gather, language, 'opening');
  if (other) say(config, gather, other, 'other_language');
  say(config, gather, language, 'recording');
  const opening = opens?.[language];
  if (opening) say(config, gather, language, 'closed', { opens: opening });
  say(config, gather, language, 'emergency');
  if (promisesText) say(config, gather, language, 'text_on_its_way');
  if (withheld) say(config, gather, language, 'withheld');
  say(config, gather, language, promisesText ? 'leave_message_or' : 'leave_message');
}

function record(config: Config, response: VoiceResponse, language: Language): void {
  const urls = stepUrls(config.practice.public_url);
  response.record({
    action: urls.recorded(),
    method: 'POST',
    maxLength: Math.round(config.continuation.voicemail.longest / 1000),
    timeout: 8,
    finishOnKey: '#*',
    playBeep: true,
    // Nobody on staff should listen to eight seconds of nothing. The action is told the length from before.
    trim: 'trim-silence',
    recordingStatusCallback: urls.recording(),
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed', 'absent'],
  });
  // An empty recording may fall through to here instead of calling the action.
  say(config, response, language, 'goodbye_empty');
  response.hangup();
}

function askStaff(
  config: Config,
  response: VoiceResponse,
  said: Extract<CallAnswer, { do: 'ask_staff' }>,
): void {
  const urls = stepUrls(config.practice.public_url);
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    timeout: 5,
    // Without a key nothing may follow that would bridge a voicemail to the caller.
    actionOnEmptyResult: true,
    action: urls.staffKey(said.call, said.position),
    method: 'POST',
  });
  say(config, gather, said.language, 'staff_leg');
  response.hangup();
}

/** Whoever is called on their own phone may have to unlock it first. */
const OWN_KEY_WITHIN = 8;

/** Asks for one key on a phone of staff; without any the key's own step is asked what to do. */
function askOwn(
  config: Config,
  response: VoiceResponse,
  asked: { sentence: 'staff_call' | 'test_call'; language: Language; action: string },
): void {
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    timeout: OWN_KEY_WITHIN,
    actionOnEmptyResult: true,
    action: asked.action,
    method: 'POST',
  });
  say(config, gather, asked.language, asked.sentence);
  response.hangup();
}

function dialContact(
  config: Config,
  response: VoiceResponse,
  said: Extract<CallAnswer, { do: 'dial' }>,
): void {
  const urls = stepUrls(config.practice.public_url);
  const dial = response.dial({
    action: urls.staffCallOver(said.call),
    method: 'POST',
    timeout: RINGS_CONTACT,
    callerId: said.line,
    answerOnBridge: true,
  });
  dial.number(
    {
      statusCallback: urls.staffCallNumber(said.call),
      statusCallbackEvent: ['answered', 'completed'],
      statusCallbackMethod: 'POST',
    },
    said.number,
  );
}
