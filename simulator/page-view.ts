import { type Call, isOver, secondsOf } from './core/call.ts';
import { threadOf } from './core/messages.ts';
import type { Phone, State } from './core/state.ts';
import { logOf } from './page-log.ts';

/** The whole of what the page shows, small enough to be sent again at every change. */
export function pageView(state: State, links: readonly { label: string; href: string }[]) {
  return {
    now: state.now,
    links,
    lines: state.lines.map(line => line.number),
    phones: state.phones.map(phone => phoneView(state, phone)),
    faults: state.faults.length,
    log: logOf(state),
  };
}

function phoneView(state: State, phone: Phone) {
  const calls = state.calls.filter(call => call.phone === phone.number);
  const call = calls.findLast(one => !isOver(one)) ?? calls.at(-1);
  return {
    number: phone.number,
    name: phone.name,
    role: phone.role,
    kind: phone.kind,
    voicemail: phone.voicemailAfterSeconds !== null,
    robot: phone.screening !== null,
    textError: phone.textError,
    call: call === undefined ? null : callView(state, call),
    texts: threadOf(state, phone.number)
      .slice(-30)
      .map(one => ({
        id: one.sid,
        at: one.arrivedAt ?? one.createdAt,
        mine: one.from === phone.number,
        carrier: one.direction === 'carrier',
        words: one.shown,
      })),
  };
}

function callView(state: State, call: Call) {
  return {
    sid: call.sid,
    other: call.direction === 'inbound' ? call.to : call.from,
    /** What the person can do: lift, press keys, speak after the tone, or nothing any more. */
    can: isOver(call)
      ? 'nothing'
      : call.answeredAt === null
        ? call.direction === 'inbound'
          ? 'wait'
          : 'lift'
        : call.doing?.type === 'recording'
          ? 'record'
          : 'talk',
    speaking: call.doing?.type === 'recording' && call.doing.speaking !== null,
    answeredAt: call.answeredAt,
    status: call.status,
    seconds: secondsOf(call, state.now),
    heard: call.heard.slice(-40).map((one, index, shown) => ({
      id: `${call.sid}-${call.heard.length - shown.length + index}`,
      ...one,
    })),
  };
}
