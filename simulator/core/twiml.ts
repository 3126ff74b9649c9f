import { attributesOf, onlyElements, onlyText, TwimlError } from './twiml-attributes.ts';
import { parseXml, type XmlElement, XmlError } from './xml.ts';

export type Method = 'GET' | 'POST';
export type LegEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

export interface Say {
  verb: 'Say';
  text: string;
  voice: string | null;
  language: string;
}
export interface Play {
  verb: 'Play';
  url: string;
}
export interface Pause {
  verb: 'Pause';
  seconds: number;
}
export type Prompt = Say | Play | Pause;

export interface Gather {
  verb: 'Gather';
  numDigits: number | null;
  timeoutSeconds: number;
  /** '' when no key finishes, so that even star and pound are digits. */
  finishOnKey: string;
  action: string | null;
  method: Method;
  actionOnEmptyResult: boolean;
  prompts: Prompt[];
}

export interface Record {
  verb: 'Record';
  action: string | null;
  method: Method;
  maxLengthSeconds: number;
  /** Seconds of silence that end it; 0 for never. */
  timeoutSeconds: number;
  finishOnKey: string;
  playBeep: boolean;
  trim: 'trim-silence' | 'do-not-trim';
  statusCallback: string | null;
  statusCallbackMethod: Method;
  statusCallbackEvents: ('in-progress' | 'completed' | 'absent')[];
}

export interface DialNumber {
  number: string;
  url: string | null;
  method: Method;
  statusCallback: string | null;
  statusCallbackMethod: Method;
  statusCallbackEvents: LegEvent[];
}

export interface Dial {
  verb: 'Dial';
  action: string | null;
  method: Method;
  timeoutSeconds: number;
  callerId: string | null;
  answerOnBridge: boolean;
  numbers: DialNumber[];
}

export interface Hangup {
  verb: 'Hangup';
}
export interface Reject {
  verb: 'Reject';
  reason: 'rejected' | 'busy';
}
export interface Redirect {
  verb: 'Redirect';
  url: string;
  method: Method;
}

export type Verb = Prompt | Gather | Record | Dial | Hangup | Reject | Redirect;

export type ParsedTwiml = { ok: true; verbs: Verb[] } | { ok: false; problem: string };

/**
 * Reads one voice document into verbs, or says in one sentence why it is refused. Far stricter than Twilio, which skips
 * what it does not know: here everything that the product has no reason to send is a mistake to be heard about.
 */
export function parseTwiml(source: string): ParsedTwiml {
  try {
    const root = parseXml(source);
    if (root.name !== 'Response') throw new TwimlError(`the root element is <${root.name}>, not <Response>`);
    attributesOf(root, []);
    const verbs = onlyElements(root).map(element => verb(element));
    verbs.forEach((one, index) => {
      refuseUnreachable(one, index, verbs.slice(index + 1));
    });
    return { ok: true, verbs };
  } catch (error) {
    if (error instanceof TwimlError || error instanceof XmlError)
      return { ok: false, problem: error.message };
    throw error;
  }
}

function verb(element: XmlElement): Verb {
  switch (element.name) {
    case 'Say':
    case 'Play':
    case 'Pause':
      return prompt(element);
    case 'Gather':
      return gather(element);
    case 'Record':
      return record(element);
    case 'Dial':
      return dial(element);
    case 'Hangup':
      attributesOf(element, []);
      if (element.children.length > 0) throw new TwimlError('<Hangup> takes no content');
      return { verb: 'Hangup' };
    case 'Reject': {
      const attributes = attributesOf(element, ['reason']);
      if (element.children.length > 0) throw new TwimlError('<Reject> takes no content');
      return { verb: 'Reject', reason: attributes.oneOf('reason', ['rejected', 'busy'], 'rejected') };
    }
    case 'Redirect': {
      const attributes = attributesOf(element, ['method']);
      return { verb: 'Redirect', url: onlyText(element), method: attributes.method('method') };
    }
    default:
      throw new TwimlError(`<${element.name}> is not a verb that this carrier knows here`);
  }
}

function prompt(element: XmlElement): Prompt {
  if (element.name === 'Say') {
    const attributes = attributesOf(element, ['voice', 'language']);
    const text = onlyText(element);
    // https://www.twilio.com/docs/voice/twiml/say: at most 4,096 characters (error 13510 and its kin above that).
    if (text.length > 4096) throw new TwimlError('<Say> holds more than 4,096 characters');
    return {
      verb: 'Say',
      text,
      voice: attributes.matching('voice', /^(?:man|woman|alice|(?:Polly|Google)\.[\w-]+)$/),
      language: attributes.matching('language', /^[a-z]{2,3}(?:-[A-Z]{2})?$/) ?? 'en-US',
    };
  }
  if (element.name === 'Play') {
    attributesOf(element, []);
    return { verb: 'Play', url: onlyText(element) };
  }
  if (element.name === 'Pause') {
    const attributes = attributesOf(element, ['length']);
    if (element.children.length > 0) throw new TwimlError('<Pause> takes no content');
    return { verb: 'Pause', seconds: attributes.whole('length', 0, 600) ?? 1 };
  }
  throw new TwimlError(`<${element.name}> may not stand inside <Gather>`);
}

function gather(element: XmlElement): Gather {
  const attributes = attributesOf(element, [
    'input',
    'numDigits',
    'timeout',
    'finishOnKey',
    'action',
    'method',
    'actionOnEmptyResult',
  ]);
  attributes.oneOf('input', ['dtmf'], 'dtmf');
  return {
    verb: 'Gather',
    numDigits: attributes.whole('numDigits', 1, 1000),
    timeoutSeconds: attributes.whole('timeout', 1, 600) ?? 5,
    finishOnKey: attributes.matching('finishOnKey', /^[0-9*#]?$/) ?? '#',
    action: attributes.url('action'),
    method: attributes.method('method'),
    actionOnEmptyResult: attributes.flag('actionOnEmptyResult', false),
    prompts: onlyElements(element).map(child => prompt(child)),
  };
}

function record(element: XmlElement): Record {
  const attributes = attributesOf(element, [
    'action',
    'method',
    'maxLength',
    'timeout',
    'finishOnKey',
    'playBeep',
    'trim',
    'recordingStatusCallback',
    'recordingStatusCallbackMethod',
    'recordingStatusCallbackEvent',
  ]);
  if (element.children.length > 0) throw new TwimlError('<Record> takes no content');
  return {
    verb: 'Record',
    action: attributes.url('action'),
    method: attributes.method('method'),
    maxLengthSeconds: attributes.whole('maxLength', 1, 14_400) ?? 3600,
    timeoutSeconds: attributes.whole('timeout', 0, 600) ?? 5,
    finishOnKey: attributes.matching('finishOnKey', /^[0-9*#]*$/) ?? '1234567890*#',
    playBeep: attributes.flag('playBeep', true),
    trim: attributes.oneOf('trim', ['trim-silence', 'do-not-trim'], 'trim-silence'),
    statusCallback: attributes.url('recordingStatusCallback'),
    statusCallbackMethod: attributes.method('recordingStatusCallbackMethod'),
    statusCallbackEvents: attributes.listOf(
      'recordingStatusCallbackEvent',
      ['in-progress', 'completed', 'absent'],
      ['completed'],
    ),
  };
}

function dial(element: XmlElement): Dial {
  const attributes = attributesOf(element, ['action', 'method', 'timeout', 'callerId', 'answerOnBridge']);
  const numbers = onlyElements(element).map(child => dialNumber(child));
  if (numbers.length === 0) throw new TwimlError('<Dial> names no <Number>');
  if (numbers.length > 10) throw new TwimlError('<Dial> names more than ten <Number>s');
  return {
    verb: 'Dial',
    action: attributes.url('action'),
    method: attributes.method('method'),
    timeoutSeconds: attributes.whole('timeout', 5, 600) ?? 30,
    callerId: attributes.matching('callerId', /^\+[1-9]\d{6,14}$/),
    answerOnBridge: attributes.flag('answerOnBridge', false),
    numbers,
  };
}

function dialNumber(element: XmlElement): DialNumber {
  if (element.name !== 'Number') throw new TwimlError(`<${element.name}> may not stand inside <Dial>`);
  const attributes = attributesOf(element, [
    'url',
    'method',
    'statusCallback',
    'statusCallbackEvent',
    'statusCallbackMethod',
  ]);
  const number = onlyText(element);
  if (!/^\+[1-9]\d{6,14}$/.test(number)) throw new TwimlError('<Number> does not hold an E.164 number');
  return {
    number,
    url: attributes.url('url'),
    method: attributes.method('method'),
    statusCallback: attributes.url('statusCallback'),
    statusCallbackMethod: attributes.method('statusCallbackMethod'),
    statusCallbackEvents: attributes.listOf(
      'statusCallbackEvent',
      ['initiated', 'ringing', 'answered', 'completed'],
      ['completed'],
    ),
  };
}

function refuseUnreachable(one: Verb, index: number, after: readonly Verb[]): void {
  if (one.verb === 'Reject' && index > 0) throw new TwimlError('<Reject> must be the first verb');
  if (after.length === 0) return;
  if (one.verb === 'Hangup' || one.verb === 'Reject' || one.verb === 'Redirect') {
    throw new TwimlError(`what follows <${one.verb}> is never reached`);
  }
  if (one.verb === 'Dial' && one.action !== null) {
    throw new TwimlError('what follows <Dial action> is never reached');
  }
  // A lone <Hangup/> is let pass: a second bolt on the door, for a callee's leg must not bridge by falling through.
  const bolted = after.length === 1 && after[0]?.verb === 'Hangup';
  if (one.verb === 'Gather' && one.actionOnEmptyResult && !bolted) {
    throw new TwimlError('what follows <Gather actionOnEmptyResult="true"> is never reached');
  }
}
