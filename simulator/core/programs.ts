import { type Call, isOver } from './call.ts';
import { answerLeg, callParams, endLeg, hear } from './legs.ts';
import { sayingMs } from './talk.ts';
import { complain, setTimer, type Turn, tell } from './turn.ts';
import { type Method, parseTwiml, type Verb } from './twiml.ts';
import type { Webhook, WebhookAnswer, WebhookKind } from './webhook.ts';
import { sendWebhook } from './webhooks.ts';

const APOLOGY = 'We are sorry, an application error has occurred. Goodbye.';

/** Asks the product what to do next with this call. A URL left out is the one of the document being run. */
export function fetchTwiml(
  turn: Turn,
  call: Call,
  request: {
    kind: WebhookKind;
    url: string | null;
    method: Method;
    params?: readonly (readonly [string, string])[];
  },
): void {
  const url = absolute(call, request.url ?? call.program?.url ?? '');
  const token = sendWebhook(turn, {
    kind: request.kind,
    url,
    method: request.method,
    params: [...callParams(turn.state, call), ...(request.params ?? [])],
    callSid: call.sid,
    number: call.phone,
  });
  // An ended call is only told: whatever it is answered, nobody is there to hear it.
  if (!isOver(call)) call.doing = { type: 'fetching', token };
}

/** The answer to `fetchTwiml`: run it, ask the fallback, or apologise and hang up. */
export function twimlCame(turn: Turn, call: Call, webhook: Webhook, answer: WebhookAnswer): void {
  if (isOver(call) || call.doing?.type !== 'fetching' || call.doing.token !== webhook.token) return;
  const problem = whyUnusable(answer);
  if (problem !== null || !('body' in answer)) {
    failed(turn, call, webhook, problem ?? 'no answer');
    return;
  }
  const parsed = parseTwiml(answer.body);
  if (parsed.ok) {
    runVerbs(turn, call, parsed.verbs, webhook.url);
    return;
  }
  complain(turn, `The TwiML from ${webhook.url} is refused: ${parsed.problem}`, call.sid);
  failed(turn, call, webhook, parsed.problem);
}

/** Runs TwiML that came with a REST call. */
export function runTwiml(turn: Turn, call: Call, source: string): void {
  const parsed = parseTwiml(source);
  if (parsed.ok) {
    runVerbs(turn, call, parsed.verbs, null);
    return;
  }
  complain(turn, `The TwiML of a REST call is refused: ${parsed.problem}`, call.sid);
  apologise(turn, call);
}

function runVerbs(turn: Turn, call: Call, verbs: Verb[], url: string | null): void {
  call.program = { verbs, next: 0, url };
  call.doing = null;
  tell(turn, { type: 'next-verb', callSid: call.sid });
}

/** What a caller hears when the product's answer cannot be used. */
export function apologise(turn: Turn, call: Call): void {
  answerLeg(turn, call, null);
  hear(turn, call, 'say', APOLOGY, 'en-US');
  call.doing = { type: 'apologising' };
  setTimer(turn, sayingMs(turn, APOLOGY), { type: 'call', callSid: call.sid, step: 'apologised' });
}

export function apologised(turn: Turn, call: Call): void {
  endLeg(turn, call, 'completed');
}

/** A URL in a document is relative to the document's own. */
export function absolute(call: Call, url: string): string {
  return URL.parse(url, call.program?.url ?? undefined)?.href ?? url;
}

function failed(turn: Turn, call: Call, webhook: Webhook, problem: string): void {
  if (call.fallbackUrl === null || call.fallbackUsed) {
    complain(turn, `The caller hears an application error: ${webhook.url} (${problem})`, call.sid);
    apologise(turn, call);
    return;
  }
  call.fallbackUsed = true;
  fetchTwiml(turn, call, {
    kind: 'voice',
    url: call.fallbackUrl,
    method: 'POST',
    params: [
      // 11200: the document could not be fetched. 12100: it could not be read.
      ['ErrorCode', webhook.status !== null && webhook.status < 300 ? '12100' : '11200'],
      ['ErrorUrl', webhook.url],
    ],
  });
}

function whyUnusable(answer: WebhookAnswer): string | null {
  if ('failure' in answer) return answer.failure === 'ct' ? 'no connection' : 'no answer in time';
  if (answer.status < 200 || answer.status >= 300) return `status ${answer.status}`;
  // https://www.twilio.com/docs/api/errors/12300: only these are read as TwiML.
  if (!/^(?:text|application)\/(?:xml|html)\b/.test(answer.contentType)) {
    return `content type "${answer.contentType}"`;
  }
  return null;
}
