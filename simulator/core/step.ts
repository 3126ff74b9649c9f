import { type Call, isOver } from './call.ts';
import {
  bridge,
  dialAbandoned,
  dialledLegAnswered,
  dialledLegEnded,
  foreignAnswers,
  ringTimedOut,
} from './dial.ts';
import { gatherTalked, gatherTimedOut } from './gather.ts';
import type { Input, Output } from './input.ts';
import { endLeg, findCall, reportEnd } from './legs.ts';
import { messageDue, messageWebhookSettled } from './messages.ts';
import { act, ImpossibleAction, press } from './phones.ts';
import { apologised, fetchTwiml, runTwiml, twimlCame } from './programs.ts';
import { finishRecord, stopSpeaking } from './record.ts';
import { recordingDue } from './recordings.ts';
import { restArrives, restDue } from './rest.ts';
import type { State } from './state.ts';
import { mediaCame } from './talk.ts';
import type { Due } from './timers.ts';
import { complain, type Happening, type Turn } from './turn.ts';
import { nextVerb, talked } from './verbs.ts';
import { webhookAnswered, webhookDue } from './webhooks.ts';

/**
 * One step of the carrier: what comes in at `now` (epoch milliseconds), and what goes out because of it. No I/O, no
 * clock, no chance but the seeded one in the state, so a whole run can be replayed. It consumes the state: go on with
 * the one that is returned. Whatever fell due before `now` happens first, each thing at its own time.
 */
export function step(state: State, input: Input, now: number): { state: State; outputs: Output[] } {
  const turn: Turn = { state, now: state.now, outputs: [], happenings: [] };
  passTime(turn, now);
  turn.now = Math.max(now, state.now);
  state.now = turn.now;
  take(turn, input);
  settle(turn);
  // What the input made due at once, such as a pause of no length.
  passTime(turn, turn.now);
  return { state, outputs: turn.outputs };
}

/** When the next thing falls due (epoch milliseconds); null when nothing is waiting. */
export function nextDue(state: State): number | null {
  return state.timers.reduce<number | null>(
    (least, { at }) => (least === null ? at : Math.min(least, at)),
    null,
  );
}

function passTime(turn: Turn, until: number): void {
  for (;;) {
    const due = turn.state.timers
      .filter(timer => timer.at <= until)
      .sort((one, other) => one.at - other.at || one.id - other.id)[0];
    if (due === undefined) return;
    turn.state.timers = turn.state.timers.filter(timer => timer.id !== due.id);
    turn.now = Math.max(turn.now, due.at);
    fallDue(turn, due.due);
    settle(turn);
  }
}

function settle(turn: Turn): void {
  for (
    let happening = turn.happenings.shift();
    happening !== undefined;
    happening = turn.happenings.shift()
  ) {
    happen(turn, happening);
  }
}

function take(turn: Turn, input: Input): void {
  const { state } = turn;
  switch (input.type) {
    case 'time':
      return;
    case 'set':
      Object.assign(state.settings, input.settings);
      return;
    case 'set-phone': {
      const phone = state.phones.find(one => one.number === input.number);
      if (phone === undefined)
        turn.outputs.push({ type: 'refused', sentence: `No phone has ${input.number}.` });
      else Object.assign(phone, input.phone);
      return;
    }
    case 'set-line': {
      const line = state.lines.find(one => one.number === input.number);
      if (line === undefined)
        turn.outputs.push({ type: 'refused', sentence: `No line has ${input.number}.` });
      else Object.assign(line, input.line);
      return;
    }
    case 'set-account':
      Object.assign(state.account, structuredClone(input.account));
      return;
    case 'fault':
      state.faults.push({ ...input.fault });
      return;
    case 'clear-faults':
      state.faults = [];
      return;
    case 'rest':
      restArrives(turn, input.request);
      return;
    case 'webhook-answer':
      webhookAnswered(turn, input.webhookId, input.answer);
      return;
    default:
      try {
        act(turn, input);
      } catch (error) {
        if (!(error instanceof ImpossibleAction)) throw error;
        turn.outputs.push({ type: 'refused', sentence: error.message });
      }
  }
}

function happen(turn: Turn, happening: Happening): void {
  if (happening.type === 'webhook-settled') {
    webhookSettled(turn, happening);
    return;
  }
  const call = findCall(turn.state, happening.callSid);
  if (call === undefined) return;
  switch (happening.type) {
    case 'next-verb':
      nextVerb(turn, call);
      return;
    case 'program-over':
      if (call.direction === 'outbound-dial') {
        bridge(turn, call);
        return;
      }
      endLeg(turn, call, 'completed');
      return;
    case 'leg-answered':
      if (call.direction === 'outbound-dial') {
        dialledLegAnswered(turn, call);
        return;
      }
      if (call.onAnswer === null) return;
      if ('twiml' in call.onAnswer) {
        runTwiml(turn, call, call.onAnswer.twiml);
        return;
      }
      fetchTwiml(turn, call, { kind: 'voice', ...call.onAnswer });
      return;
    case 'leg-ended':
      if (call.doing?.type === 'recording') finishRecord(turn, call, call.doing, 'hangup');
      else if (call.doing?.type === 'dialling') dialAbandoned(turn, call, call.doing);
      call.doing = null;
      if (call.direction === 'outbound-dial') dialledLegEnded(turn, call);
      reportEnd(turn, call);
      return;
  }
}

function webhookSettled(
  turn: Turn,
  { webhook, answer }: Extract<Happening, { type: 'webhook-settled' }>,
): void {
  const call = webhook.callSid === null ? undefined : findCall(turn.state, webhook.callSid);
  switch (webhook.kind) {
    case 'message':
      messageWebhookSettled(turn, webhook, answer);
      return;
    case 'media':
      if (call !== undefined) mediaCame(turn, call, webhook, answer);
      return;
    case 'call-status':
    case 'leg-status':
    case 'recording-status':
    case 'message-status':
      // Twilio does not mind what these are answered; a product that answers them with an error does.
      if (webhook.outcome === 'failed')
        complain(turn, `A callback failed: ${webhook.url} (${webhook.reason})`);
      return;
    default:
      if (call !== undefined) twimlCame(turn, call, webhook, answer);
  }
}

function fallDue(turn: Turn, due: Due): void {
  switch (due.type) {
    case 'message':
      messageDue(turn, due.messageSid, due.step);
      return;
    case 'recording':
      recordingDue(turn, due.recordingSid, due.callback, due.absent);
      return;
    case 'webhook':
      webhookDue(turn, due.webhookId, due.step);
      return;
    case 'rest':
      restDue(turn, due.restId, due.answer);
      return;
    case 'call': {
      const call = findCall(turn.state, due.callSid);
      if (call !== undefined && !isOver(call)) callDue(turn, call, due.step);
    }
  }
}

function callDue(turn: Turn, call: Call, what: Extract<Due, { type: 'call' }>['step']): void {
  const doing = call.doing;
  switch (what) {
    case 'talked':
      doing?.type === 'gathering' ? gatherTalked(turn, call, doing) : talked(turn, call);
      return;
    case 'gather-timeout':
      if (doing?.type === 'gathering') gatherTimedOut(turn, call, doing);
      return;
    case 'record-silence':
    case 'record-max':
      if (doing?.type === 'recording') finishRecord(turn, call, doing, '');
      return;
    case 'spoken':
      if (doing?.type === 'recording') stopSpeaking(turn, call, doing, null);
      return;
    case 'ring-timeout':
      doing?.type === 'dialling' ? ringTimedOut(turn, doing) : endLeg(turn, call, 'no-answer');
      return;
    case 'voicemail':
    case 'robot':
      foreignAnswers(turn, call, what);
      return;
    case 'robot-key': {
      const presses = turn.state.phones.find(one => one.number === call.phone)?.screening?.presses;
      if (presses) press(turn, call, presses);
      return;
    }
    case 'apologised':
      apologised(turn, call);
      return;
    case 'time-limit':
      endLeg(turn, call, 'completed');
      return;
  }
}
