import type { Output } from './input.ts';
import type { State } from './state.ts';
import type { Due } from './timers.ts';
import type { Webhook, WebhookAnswer } from './webhook.ts';

/** What one part of the carrier has to tell the others; told in order, after the telling part has finished. */
export type Happening =
  | { type: 'next-verb'; callSid: string }
  | { type: 'leg-answered'; callSid: string }
  | { type: 'leg-ended'; callSid: string }
  | { type: 'program-over'; callSid: string }
  | { type: 'webhook-settled'; webhook: Webhook; answer: WebhookAnswer };

/** One step under way: what it may change, and what it has to say to the outside. */
export interface Turn {
  state: State;
  now: number;
  outputs: Output[];
  happenings: Happening[];
}

export function tell(turn: Turn, happening: Happening): void {
  turn.happenings.push(happening);
}

export function complain(turn: Turn, sentence: string, callSid: string | null = null): void {
  turn.state.complaints.push({ at: turn.now, sentence, callSid });
}

export function newId(turn: Turn): number {
  turn.state.nextId += 1;
  return turn.state.nextId;
}

export function setTimer(turn: Turn, afterMs: number, due: Due): void {
  turn.state.timers.push({ id: newId(turn), at: turn.now + Math.max(0, Math.round(afterMs)), due });
}

/** Forgets a call's timers: all of them, or those of the named steps. */
export function clearCallTimers(turn: Turn, callSid: string, ...steps: string[]): void {
  turn.state.timers = turn.state.timers.filter(
    ({ due }) =>
      due.type !== 'call' || due.callSid !== callSid || (steps.length > 0 && !steps.includes(due.step)),
  );
}
