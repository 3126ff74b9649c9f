import { type Call, type Doing, isOver, secondsOf } from './call.ts';
import { addLeg, answerLeg, endLeg, findCall, hear, legEvent } from './legs.ts';
import { absolute, apologise, fetchTwiml } from './programs.ts';
import { clearCallTimers, complain, setTimer, type Turn, tell } from './turn.ts';
import type { Dial, DialNumber } from './twiml.ts';

type Dialling = Extract<Doing, { type: 'dialling' }>;

// Added to every timeout: https://www.twilio.com/docs/voice/twiml/dial#timeout
const BUFFER_SECONDS = 5;
const PICK_UP_MS = 500;
const ROBOT_KEY_MS = 4_000;
const FOREIGN_TALK_MS = 60_000;
// Four hours unless timeLimit says otherwise: https://www.twilio.com/docs/voice/twiml/dial#timelimit
const LONGEST_TALK_MS = 4 * 60 * 60 * 1000;

export function beginDial(turn: Turn, call: Call, verb: Dial): void {
  const refused = whyRefused(turn, call, verb);
  if (refused !== null) {
    complain(turn, refused, call.sid);
    apologise(turn, call);
    return;
  }
  if (!verb.answerOnBridge) answerLeg(turn, call, null);
  hear(turn, call, 'ringing', 'ringing');
  const dialling: Dialling = { type: 'dialling', verb, legs: [], answered: null, bridgedAt: null };
  call.doing = dialling;
  for (const number of verb.numbers) dialling.legs.push(ring(turn, call, verb, number).sid);
  setTimer(turn, (verb.timeoutSeconds + BUFFER_SECONDS) * 1000, {
    type: 'call',
    callSid: call.sid,
    step: 'ring-timeout',
  });
}

/** Rings one phone for a leg that has just been made: its voicemail and its robot, if any, start to count. */
export function ringPhone(turn: Turn, leg: Call): void {
  legEvent(turn, leg, 'initiated', 'initiated');
  const phone = turn.state.phones.find(one => one.number === leg.to);
  if (phone === undefined) {
    complain(turn, `A call to a number that no phone here has: ${leg.to}`, leg.sid);
    endLeg(turn, leg, 'failed');
    return;
  }
  leg.status = 'ringing';
  legEvent(turn, leg, 'ringing', 'ringing');
  hear(turn, leg, 'ringing', 'ringing');
  const voicemail = phone.voicemailAfterSeconds;
  if (phone.screening !== null) setTimer(turn, PICK_UP_MS, { type: 'call', callSid: leg.sid, step: 'robot' });
  else if (voicemail !== null) {
    setTimer(turn, voicemail * 1000, { type: 'call', callSid: leg.sid, step: 'voicemail' });
  }
}

/** The callee's own voicemail or screening robot lifts and talks; it listens to nobody. */
export function foreignAnswers(turn: Turn, leg: Call, who: 'voicemail' | 'robot'): void {
  answerLeg(turn, leg, who);
  hear(
    turn,
    leg,
    'carrier',
    who === 'voicemail'
      ? "The phone's own voicemail: please leave a message after the tone."
      : "The phone's screening robot: please say who you are and why you call.",
  );
  setTimer(turn, FOREIGN_TALK_MS, { type: 'call', callSid: leg.sid, step: 'time-limit' });
  const presses = turn.state.phones.find(one => one.number === leg.to)?.screening?.presses;
  if (who === 'robot' && presses)
    setTimer(turn, ROBOT_KEY_MS, { type: 'call', callSid: leg.sid, step: 'robot-key' });
}

/** The first to lift wins, and the rest are hung up, before any key has been pressed. */
export function dialledLegAnswered(turn: Turn, leg: Call): void {
  const parent = leg.parentSid === null ? undefined : findCall(turn.state, leg.parentSid);
  const dialling = parent?.doing;
  if (parent === undefined || isOver(parent) || dialling?.type !== 'dialling' || dialling.answered !== null) {
    endLeg(turn, leg, 'completed');
    return;
  }
  dialling.answered = leg.sid;
  clearCallTimers(turn, parent.sid, 'ring-timeout');
  for (const other of legsOf(turn, dialling)) if (other.sid !== leg.sid) endLeg(turn, other, 'canceled');
  if (leg.whisper === null) {
    bridge(turn, leg);
    return;
  }
  fetchTwiml(turn, leg, { kind: 'whisper', url: leg.whisper.url, method: leg.whisper.method });
}

/** Connects caller and callee. Also what happens when a whisper ends without `<Hangup/>`. */
export function bridge(turn: Turn, leg: Call): void {
  const parent = leg.parentSid === null ? undefined : findCall(turn.state, leg.parentSid);
  if (parent?.doing?.type !== 'dialling' || isOver(parent) || isOver(leg)) return;
  answerLeg(turn, parent, null);
  parent.doing.bridgedAt = turn.now;
  leg.doing = { type: 'bridged' };
  if (leg.answeredBy === 'person') {
    setTimer(turn, LONGEST_TALK_MS, { type: 'call', callSid: leg.sid, step: 'time-limit' });
  }
  hear(turn, parent, 'connected', 'connected');
  hear(turn, leg, 'connected', 'connected');
}

export function ringTimedOut(turn: Turn, dialling: Dialling): void {
  for (const leg of legsOf(turn, dialling)) endLeg(turn, leg, 'no-answer');
}

/** One dialled leg is over: when it was the last, or the one that had lifted, so is the `<Dial>`. */
export function dialledLegEnded(turn: Turn, leg: Call): void {
  const parent = leg.parentSid === null ? undefined : findCall(turn.state, leg.parentSid);
  const dialling = parent?.doing;
  if (parent === undefined || dialling?.type !== 'dialling' || isOver(parent)) return;
  if (dialling.answered === leg.sid) {
    finish(turn, parent, dialling, leg, statusOfAnswered(turn, dialling));
    return;
  }
  const legs = legsOf(turn, dialling);
  if (dialling.answered !== null || legs.some(one => !isOver(one))) return;
  const status =
    (['busy', 'no-answer', 'canceled'] as const).find(one => legs.some(l => l.status === one)) ?? 'failed';
  finish(turn, parent, dialling, leg, status);
}

/** The caller has hung up: everyone is let go, and the action is (perhaps) told. */
export function dialAbandoned(turn: Turn, call: Call, dialling: Dialling): void {
  const { settings } = turn.state;
  const leg = legsOf(turn, dialling).find(one => one.sid === dialling.answered) ?? legsOf(turn, dialling)[0];
  call.doing = null;
  for (const one of legsOf(turn, dialling))
    endLeg(turn, one, one.answeredAt === null ? 'canceled' : 'completed');
  if (settings.dialActionAfterHangup === 'not-sent' || leg === undefined || dialling.verb.action === null)
    return;
  const status = dialling.bridgedAt === null ? settings.hungUpDialStatus : 'completed';
  finish(turn, call, dialling, leg, status);
}

function finish(turn: Turn, call: Call, dialling: Dialling, leg: Call, status: string): void {
  clearCallTimers(turn, call.sid, 'ring-timeout');
  call.doing = null;
  if (dialling.verb.action === null) {
    tell(turn, { type: 'next-verb', callSid: call.sid });
    return;
  }
  fetchTwiml(turn, call, {
    kind: 'dial',
    url: dialling.verb.action,
    method: dialling.verb.method,
    params: [
      ['DialCallStatus', status],
      ['DialCallSid', leg.sid],
      ['DialBridged', String(dialling.bridgedAt !== null)],
      ...(leg.answeredAt === null ? [] : [['DialCallDuration', String(secondsOf(leg, turn.now))] as const]),
    ],
  });
}

function statusOfAnswered(turn: Turn, dialling: Dialling): string {
  return dialling.bridgedAt === null ? turn.state.settings.unbridgedDialStatus : 'completed';
}

function ring(turn: Turn, call: Call, verb: Dial, number: DialNumber): Call {
  const leg = addLeg(turn, {
    direction: 'outbound-dial',
    parentSid: call.sid,
    from: verb.callerId ?? call.from,
    to: number.number,
    phone: number.number,
    whisper: number.url === null ? null : { url: absolute(call, number.url), method: number.method },
    statusCallback:
      number.statusCallback === null
        ? null
        : {
            url: absolute(call, number.statusCallback),
            method: number.statusCallbackMethod,
            events: number.statusCallbackEvents,
            sequence: 0,
          },
  });
  ringPhone(turn, leg);
  return leg;
}

/** callerId must be the call's own To or From, or a number of the account: error 13214 otherwise. */
function whyRefused(turn: Turn, call: Call, verb: Dial): string | null {
  if (call.direction === 'outbound-dial')
    return '<Dial> may not stand in what a callee is asked before bridging';
  const owned = turn.state.lines.map(line => line.number);
  const { callerId } = verb;
  if (callerId !== null && ![call.from, call.to, ...owned].includes(callerId)) {
    return `callerId ${callerId} is neither the To or From of the call nor a number of the account`;
  }
  const loop = verb.numbers.find(one => owned.includes(one.number));
  return loop === undefined ? null : `The line would ring itself: <Number>${loop.number}</Number>`;
}

function legsOf(turn: Turn, dialling: Dialling): Call[] {
  return dialling.legs.flatMap(sid => findCall(turn.state, sid) ?? []);
}
