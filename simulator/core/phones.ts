import { type Call, isOver, type Speech } from './call.ts';
import { gatherKey } from './gather.ts';
import type { PhoneAction } from './input.ts';
import { addLeg, answerLeg, endLeg, hear } from './legs.ts';
import { textArrives } from './messages.ts';
import { fetchTwiml } from './programs.ts';
import { recordKey, startSpeaking, stopSpeaking } from './record.ts';
import type { Phone } from './state.ts';
import { sayingMs } from './talk.ts';
import type { Turn } from './turn.ts';
import { readPhoneWav } from './wav.ts';

/** An action that cannot be: there is no such phone, or nothing to hang up. The message is one sentence. */
export class ImpossibleAction extends Error {
  override name = 'ImpossibleAction';
}

/** Somebody does something with a phone. Throws `ImpossibleAction`. */
export function act(turn: Turn, action: PhoneAction): void {
  const phone = turn.state.phones.find(one => one.number === action.phone);
  if (phone === undefined) throw new ImpossibleAction(`No phone here has the number ${action.phone}.`);
  switch (action.type) {
    case 'call':
      placeCall(turn, phone, action);
      return;
    case 'text':
      sendText(turn, phone, action);
      return;
    case 'answer':
      answerLeg(turn, ringingLeg(turn, phone, action.callSid), 'person');
      return;
    case 'decline':
      endLeg(turn, ringingLeg(turn, phone, action.callSid), 'busy');
      return;
    case 'hang-up':
      hangUp(turn, callOn(turn, phone, action.callSid));
      return;
    case 'press':
      press(turn, callOn(turn, phone, action.callSid), action.keys);
      return;
    default:
      speak(turn, callOn(turn, phone, action.callSid), action);
      return;
  }
}

/** Keys pressed on a call, one after the other. Keys that nothing listens to are only heard. */
export function press(turn: Turn, call: Call, keys: string): void {
  if (!/^[0-9*#]+$/.test(keys)) throw new ImpossibleAction(`"${keys}" are no keys of a telephone.`);
  if (call.answeredAt === null) throw new ImpossibleAction('The call is still ringing: keys go nowhere.');
  for (const key of keys) {
    call.heard.push({ at: turn.now, kind: 'key', text: key, language: null, until: turn.now, cut: false });
    if (call.doing?.type === 'gathering') gatherKey(turn, call, call.doing, key);
    else if (call.doing?.type === 'recording') recordKey(turn, call, call.doing, key);
  }
}

function placeCall(turn: Turn, phone: Phone, action: Extract<PhoneAction, { type: 'call' }>): void {
  const line = turn.state.lines.find(one => one.number === action.to);
  if (line === undefined) throw new ImpossibleAction(`${action.to} is not a line of the practice.`);
  if (line.more.trunk_sid || line.more.voice_application_sid) {
    throw new ImpossibleAction(
      `Calls to ${action.to} go to a trunk or an application, not to its own address.`,
    );
  }
  const call = addLeg(turn, {
    direction: 'inbound',
    from: action.withheld ? turn.state.settings.withheldAs : phone.number,
    to: line.number,
    phone: phone.number,
    forwardedFrom: action.forwardedFrom ?? null,
    fallbackUrl: line.voiceFallbackUrl,
  });
  hear(turn, call, 'ringing', 'ringing');
  fetchTwiml(turn, call, { kind: 'voice', url: line.voiceUrl, method: 'POST' });
  turn.outputs.push({ type: 'made', callSid: call.sid });
}

function sendText(turn: Turn, phone: Phone, action: Extract<PhoneAction, { type: 'text' }>): void {
  if (phone.kind === 'landline') throw new ImpossibleAction('A landline sends no texts.');
  const message = textArrives(turn, phone, action.to, action.body, action.media ?? 0);
  if (message === null) throw new ImpossibleAction(`${action.to} is not a line of the practice.`);
  turn.outputs.push({ type: 'made', messageSid: message.sid });
}

/** A caller who gives up before anyone answered leaves a call with the status no-answer. */
function hangUp(turn: Turn, call: Call): void {
  if (call.answeredAt === null && call.direction !== 'inbound') {
    endLeg(turn, call, 'busy');
    return;
  }
  endLeg(turn, call, call.answeredAt === null ? 'no-answer' : 'completed');
}

type Speaking = Extract<PhoneAction, { type: 'speak' | 'start-speaking' | 'stop-speaking' }>;

function speak(turn: Turn, call: Call, action: Speaking): void {
  const recording = call.doing?.type === 'recording' ? call.doing : null;
  if (recording === null && action.type !== 'speak') {
    // The recording may have ended while the person still spoke: what came too late is lost, as on any phone.
    if (action.type === 'stop-speaking') return;
    throw new ImpossibleAction('Nothing is being recorded: wait for the tone.');
  }
  if (action.type === 'start-speaking') {
    if (recording !== null) startSpeaking(turn, call, recording, null);
    return;
  }
  call.heard.push({
    at: turn.now,
    kind: 'speech',
    text: action.words,
    language: null,
    until: turn.now,
    cut: false,
  });
  const speech = speechOf(turn, action);
  if (recording === null) return;
  if (action.type === 'speak') startSpeaking(turn, call, recording, speech);
  else stopSpeaking(turn, call, recording, speech);
}

function speechOf(turn: Turn, action: Exclude<Speaking, { type: 'start-speaking' }>): Speech {
  const audio = action.audio ?? null;
  const sound = audio === null ? null : readPhoneWav(audio);
  if (audio !== null && sound === null) {
    throw new ImpossibleAction('The recording is not WAV with 8 kHz, 16 bit, one channel.');
  }
  const seconds = sound?.seconds ?? (action.type === 'speak' ? action.seconds : undefined);
  return {
    words: action.words,
    milliseconds: seconds === undefined ? sayingMs(turn, action.words) : seconds * 1000,
    audio,
  };
}

function ringingLeg(turn: Turn, phone: Phone, callSid: string | undefined): Call {
  const call = turn.state.calls.findLast(
    one =>
      one.phone === phone.number &&
      one.direction !== 'inbound' &&
      one.answeredAt === null &&
      !isOver(one) &&
      (callSid ?? one.sid) === one.sid,
  );
  if (call === undefined) throw new ImpossibleAction(`${phone.name} (${phone.number}) is not ringing.`);
  return call;
}

function callOn(turn: Turn, phone: Phone, callSid: string | undefined): Call {
  const call = turn.state.calls.findLast(
    one => one.phone === phone.number && !isOver(one) && (callSid ?? one.sid) === one.sid,
  );
  if (call === undefined) throw new ImpossibleAction(`${phone.name} (${phone.number}) is not on a call.`);
  return call;
}
