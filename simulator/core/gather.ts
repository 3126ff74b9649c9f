import { type Call, type Doing, isOver } from './call.ts';
import { answerLeg, hearNoMore } from './legs.ts';
import { absolute, fetchTwiml } from './programs.ts';
import { beginPrompt } from './talk.ts';
import { clearCallTimers, setTimer, type Turn, tell } from './turn.ts';
import type { Gather } from './twiml.ts';

type Gathering = Extract<Doing, { type: 'gathering' }>;

export function beginGather(turn: Turn, call: Call, verb: Gather): void {
  answerLeg(turn, call, null);
  const gathering: Gathering = { type: 'gathering', verb, digits: '', prompt: 0 };
  call.doing = gathering;
  nextPrompt(turn, call, gathering);
}

/** One prompt has been heard to its end: the next, or wait for keys. */
export function gatherTalked(turn: Turn, call: Call, gathering: Gathering): void {
  if (gathering.prompt === null) return;
  hearNoMore(turn, call, false);
  gathering.prompt += 1;
  nextPrompt(turn, call, gathering);
}

/** The first key breaks off what is being said. */
export function gatherKey(turn: Turn, call: Call, gathering: Gathering, key: string): void {
  clearCallTimers(turn, call.sid, 'talked', 'gather-timeout');
  hearNoMore(turn, call, true);
  gathering.prompt = null;
  if (key === gathering.verb.finishOnKey) {
    finish(turn, call, gathering, key);
    return;
  }
  gathering.digits += key;
  if (gathering.digits.length === gathering.verb.numDigits) finish(turn, call, gathering, null);
  else waitForKey(turn, call, gathering);
}

export function gatherTimedOut(turn: Turn, call: Call, gathering: Gathering): void {
  finish(turn, call, gathering, null);
}

function nextPrompt(turn: Turn, call: Call, gathering: Gathering): void {
  const prompt = gathering.verb.prompts[gathering.prompt ?? 0];
  if (prompt !== undefined) {
    beginPrompt(turn, call, prompt, url => absolute(call, url));
    return;
  }
  gathering.prompt = null;
  waitForKey(turn, call, gathering);
}

function waitForKey(turn: Turn, call: Call, gathering: Gathering): void {
  setTimer(turn, gathering.verb.timeoutSeconds * 1000, {
    type: 'call',
    callSid: call.sid,
    step: 'gather-timeout',
  });
}

/** With no digits the document goes on after `<Gather>`, unless `actionOnEmptyResult` asks for the action all the same. */
function finish(turn: Turn, call: Call, gathering: Gathering, finishedBy: string | null): void {
  clearCallTimers(turn, call.sid, 'talked', 'gather-timeout');
  if (isOver(call)) return;
  const { verb, digits } = gathering;
  if (digits === '' && !verb.actionOnEmptyResult) {
    call.doing = null;
    tell(turn, { type: 'next-verb', callSid: call.sid });
    return;
  }
  fetchTwiml(turn, call, {
    kind: 'gather',
    url: verb.action,
    method: verb.method,
    params: [
      ['msg', 'Gather End'],
      ['Digits', digits],
      ['FinishedOnKey', finishedBy ?? ''],
    ],
  });
}
