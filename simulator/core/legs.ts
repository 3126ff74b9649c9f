import { type Call, type CallStatus, type Heard, isOver, secondsOf } from './call.ts';
import { newSid } from './chance.ts';
import { rfc2822 } from './dates.ts';
import type { State } from './state.ts';
import { clearCallTimers, type Turn, tell } from './turn.ts';
import type { LegEvent } from './twiml.ts';
import { sendWebhook } from './webhooks.ts';

type Params = (readonly [name: string, value: string])[];

type NewLeg = Pick<Call, 'direction' | 'from' | 'to' | 'phone'> & Partial<Call>;

export function addLeg(turn: Turn, leg: NewLeg): Call {
  const call: Call = {
    sid: newSid(turn.state, 'CA'),
    parentSid: null,
    deleted: false,
    forwardedFrom: null,
    status: 'ringing',
    createdAt: turn.now,
    answeredAt: null,
    endedAt: null,
    answeredBy: null,
    program: null,
    doing: null,
    heard: [],
    fallbackUrl: null,
    fallbackUsed: false,
    statusCallback: null,
    whisper: null,
    onAnswer: null,
    ...leg,
  };
  turn.state.calls.push(call);
  return call;
}

export function findCall(state: State, sid: string): Call | undefined {
  return state.calls.findLast(call => call.sid === sid);
}

/** What is heard from now on; whatever was being heard is over (broken off, if it had not come to its end). */
export function hear(
  turn: Turn,
  call: Call,
  kind: Heard['kind'],
  text: string,
  language: string | null = null,
): void {
  const last = call.heard.at(-1);
  if (kind === 'ringing' && last?.kind === 'ringing' && last.until === null) return;
  hearNoMore(turn, call, true);
  const lasts = kind === 'say' || kind === 'play' || kind === 'ringing' || kind === 'connected';
  call.heard.push({ at: turn.now, kind, text, language, until: lasts ? null : turn.now, cut: false });
}

/** Ends what is being heard. `cut`: before its last word. */
export function hearNoMore(turn: Turn, call: Call, cut: boolean): void {
  for (const one of call.heard) {
    if (one.until !== null) continue;
    one.until = turn.now;
    one.cut = cut && (one.kind === 'say' || one.kind === 'play');
  }
}

/** The far end lifts, or (for an incoming call) the carrier does. */
export function answerLeg(turn: Turn, call: Call, by: Call['answeredBy']): void {
  if (call.answeredAt !== null || isOver(call)) return;
  call.answeredAt = turn.now;
  call.answeredBy = by;
  call.status = 'in-progress';
  hearNoMore(turn, call, false);
  if (call.direction === 'inbound') return;
  clearCallTimers(turn, call.sid);
  legEvent(turn, call, 'answered', 'in-progress');
  tell(turn, { type: 'leg-answered', callSid: call.sid });
}

export function endLeg(turn: Turn, call: Call, status: CallStatus): void {
  if (isOver(call)) return;
  call.endedAt = turn.now;
  call.status = status;
  hear(turn, call, 'ended', status);
  clearCallTimers(turn, call.sid);
  tell(turn, { type: 'leg-ended', callSid: call.sid });
}

/** The parameters that Twilio sends with every voice request: https://www.twilio.com/docs/voice/twiml#request-parameters */
export function callParams(state: State, call: Call): Params {
  const params: Params = [
    ['AccountSid', state.accountSid],
    ['ApiVersion', '2010-04-01'],
    ['CallSid', call.sid],
    ['CallStatus', call.status],
    ['Direction', call.direction],
    ['From', call.from],
    ['To', call.to],
    ['Caller', call.from],
    ['Called', call.to],
  ];
  for (const [side, number] of [
    ['From', call.from],
    ['To', call.to],
    ['Caller', call.from],
    ['Called', call.to],
  ] as const) {
    params.push([`${side}City`, ''], [`${side}State`, ''], [`${side}Zip`, '']);
    params.push([`${side}Country`, /^\+1\d{10}$/.test(number) ? 'US' : '']);
  }
  if (call.forwardedFrom !== null) params.push(['ForwardedFrom', call.forwardedFrom]);
  if (call.parentSid !== null) params.push(['ParentCallSid', call.parentSid]);
  return params;
}

/** Tells the product how a leg that it started is getting on, if it asked for that event. */
export function legEvent(turn: Turn, call: Call, event: LegEvent, status: string): void {
  const wanted = call.statusCallback;
  if (wanted === null || !wanted.events.includes(event)) return;
  const params = callParams(turn.state, call).map(([name, value]) =>
    name === 'CallStatus' ? ([name, status] as const) : ([name, value] as const),
  );
  params.push(['SequenceNumber', String(wanted.sequence)], ['CallbackSource', 'call-progress-events']);
  params.push(['Timestamp', rfc2822(turn.now)], ...(event === 'completed' ? durations(turn, call) : []));
  wanted.sequence += 1;
  sendWebhook(turn, {
    kind: 'leg-status',
    url: wanted.url,
    method: wanted.method,
    params,
    callSid: call.sid,
    number: call.phone,
  });
}

/** The call-status callback configured on the number, at the end of an incoming call. */
export function reportEnd(turn: Turn, call: Call): void {
  if (call.direction !== 'inbound') {
    legEvent(turn, call, 'completed', call.status);
    return;
  }
  const line = turn.state.lines.find(one => one.number === call.to);
  if (line === undefined) return;
  sendWebhook(turn, {
    kind: 'call-status',
    url: line.callStatusUrl,
    method: 'POST',
    params: [
      ...callParams(turn.state, call),
      ...durations(turn, call),
      ['SequenceNumber', '0'],
      ['CallbackSource', 'call-progress-events'],
      ['Timestamp', rfc2822(turn.now)],
    ],
    callSid: call.sid,
    number: call.phone,
  });
}

/** `Duration` is in begun minutes, `CallDuration` in seconds. */
function durations(turn: Turn, call: Call): Params {
  const seconds = secondsOf(call, turn.now);
  return [
    ['CallDuration', String(seconds)],
    ['Duration', String(Math.ceil(seconds / 60))],
  ];
}
