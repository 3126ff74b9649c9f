import { nextChance } from './chance.ts';
import { takeFault } from './faults.ts';
import { readRetryPolicy } from './retry-policy.ts';
import type { Due } from './timers.ts';
import { complain, newId, setTimer, type Turn, tell } from './turn.ts';
import type { Webhook, WebhookAnswer, WebhookKind } from './webhook.ts';

export interface WebhookRequest {
  kind: WebhookKind;
  url: string;
  method: 'GET' | 'POST';
  params: readonly (readonly [name: string, value: string])[];
  callSid?: string;
  messageSid?: string;
  number?: string;
}

// How long a request that a fault holds back waits for another of its kind to go first.
const HELD_MS = 5_000;
const RUN: ReadonlySet<WebhookKind> = new Set(['voice', 'gather', 'record', 'dial', 'whisper', 'redirect']);
// Twilio gives up on a connection after five seconds (`ct`).
const CONNECT_MS = 5_000;

/** Sends a request to the product, under the faults that were asked for. Returns the token its answer will carry. */
export function sendWebhook(turn: Turn, request: WebhookRequest): string {
  const { url, policy, problem } = readRetryPolicy(request.url);
  if (problem !== null) complain(turn, `${problem}: ${request.url}`, request.callSid ?? null);
  const webhook = add(turn, {
    kind: request.kind,
    method: request.method,
    url,
    params: request.params,
    callSid: request.callSid ?? null,
    messageSid: request.messageSid ?? null,
    number: request.number ?? null,
    attempt: 1,
    policy,
    token: `${nextChance(turn.state).toString(16)}-${nextChance(turn.state).toString(16)}`,
  });
  const fault = takeFault(
    turn.state.faults,
    'webhook',
    one =>
      (one.kind ?? webhook.kind) === webhook.kind &&
      (one.number ?? webhook.number) === webhook.number &&
      url.includes(one.url ?? ''),
  );
  switch (fault?.effect.type) {
    case 'slow':
      setTimer(turn, fault.effect.milliseconds, due(webhook, 'send'));
      break;
    case 'lost':
      setTimer(turn, CONNECT_MS, due(webhook, 'ceiling'));
      break;
    case 'reordered':
      webhook.held = true;
      setTimer(turn, HELD_MS, due(webhook, 'release'));
      break;
    default:
      webhook.doubled = fault?.effect.type === 'doubled';
      dispatch(turn, webhook);
  }
  return webhook.token;
}

/** A webhook's timer has run out. */
export function webhookDue(turn: Turn, webhookId: number, step: 'send' | 'ceiling' | 'release'): void {
  const webhook = find(turn, webhookId);
  if (webhook === undefined) return;
  if (step === 'ceiling') {
    if (webhook.outcome === 'waiting' && RUN.has(webhook.kind)) {
      // Somebody is on the line and waits: what does not get through is tried again, as the URL's policy says.
      webhook.outcome = 'under-way';
      webhookAnswered(turn, webhookId, { failure: 'ct' });
    } else if (webhook.outcome === 'waiting') {
      webhook.outcome = 'lost';
      tell(turn, { type: 'webhook-settled', webhook, answer: { failure: 'ct' } });
    } else if (webhook.outcome === 'under-way') {
      turn.outputs.push({ type: 'abandon', webhookId });
      webhookAnswered(turn, webhookId, { failure: 'rt' });
    }
  } else if (webhook.outcome === 'waiting' && (step === 'send' || webhook.held)) {
    webhook.held = false;
    dispatch(turn, webhook);
  }
}

/** One attempt has been answered or has failed: try again as its policy says, or let the rest of the carrier know. */
export function webhookAnswered(turn: Turn, webhookId: number, answer: WebhookAnswer): void {
  const webhook = find(turn, webhookId);
  if (webhook?.outcome !== 'under-way') return;
  turn.state.timers = turn.state.timers.filter(
    timer => timer.due.type !== 'webhook' || timer.due.webhookId !== webhookId,
  );
  webhook.answeredAt = turn.now;
  const wrong = whatWentWrong(answer);
  webhook.outcome = wrong === null ? 'answered' : 'failed';
  webhook.reason = wrong;
  if ('status' in answer) {
    webhook.status = answer.status;
    webhook.body = answer.body;
  }
  releaseHeld(turn, webhook);
  if (webhook.doubled) {
    repeat(turn, webhook);
    return;
  }
  if ('status' in answer && (answer.status === 301 || answer.status === 302) && answer.location !== null) {
    follow(turn, webhook, answer.location);
    return;
  }
  if (wrong !== null && mayRetry(turn, webhook, wrong)) {
    repeat(turn, webhook);
    return;
  }
  tell(turn, { type: 'webhook-settled', webhook, answer });
}

function whatWentWrong(answer: WebhookAnswer): string | null {
  if ('failure' in answer) return answer.failure;
  if (answer.status >= 500) return '5xx';
  if (answer.status >= 400) return '4xx';
  return answer.status >= 200 && answer.status < 300 ? null : '3xx';
}

function mayRetry(turn: Turn, webhook: Webhook, wrong: string): boolean {
  const first = turn.state.webhooks.find(one => one.token === webhook.token)?.createdAt ?? webhook.createdAt;
  return (
    webhook.attempt <= webhook.policy.retries &&
    webhook.policy.on.some(one => one === wrong) &&
    turn.now - first < webhook.policy.totalMs
  );
}

function repeat(turn: Turn, webhook: Webhook): void {
  webhook.outcome = 'superseded';
  dispatch(turn, add(turn, { ...webhook, attempt: webhook.attempt + 1 }));
}

/** A 301 or 302 makes a POST into a GET and loses its parameters, as browsers do and Twilio too. */
function follow(turn: Turn, webhook: Webhook, location: string): void {
  webhook.outcome = 'superseded';
  if (webhook.method === 'POST') {
    complain(
      turn,
      `A redirect answered ${webhook.url}: the parameters of the POST are lost`,
      webhook.callSid,
    );
  }
  const url = URL.parse(location, webhook.url)?.href ?? location;
  dispatch(turn, add(turn, { ...webhook, method: 'GET', url, params: [], attempt: webhook.attempt + 1 }));
}

function releaseHeld(turn: Turn, answered: Webhook): void {
  if (!turn.state.timers.some(({ due }) => due.type === 'webhook' && due.step === 'release')) return;
  for (const webhook of turn.state.webhooks) {
    if (webhook.held && webhook.kind === answered.kind) webhookDue(turn, webhook.id, 'release');
  }
}

function dispatch(turn: Turn, webhook: Webhook): void {
  if (!/^https?:\/\//.test(webhook.url)) {
    complain(turn, `"${webhook.url}" is not an absolute address`, webhook.callSid);
    webhook.outcome = 'failed';
    webhook.reason = 'no address';
    tell(turn, { type: 'webhook-settled', webhook, answer: { failure: 'ct' } });
    return;
  }
  webhook.outcome = 'under-way';
  webhook.sentAt = turn.now;
  setTimer(turn, webhook.policy.totalMs, due(webhook, 'ceiling'));
  turn.outputs.push({ type: 'request', webhook: { ...webhook } });
}

type Fresh = Pick<
  Webhook,
  'kind' | 'method' | 'url' | 'params' | 'callSid' | 'messageSid' | 'number' | 'attempt' | 'policy' | 'token'
>;

function add(turn: Turn, fresh: Fresh): Webhook {
  const webhook: Webhook = {
    ...fresh,
    id: newId(turn),
    createdAt: turn.now,
    sentAt: null,
    answeredAt: null,
    status: null,
    body: null,
    outcome: 'waiting',
    reason: null,
    doubled: false,
    held: false,
  };
  turn.state.webhooks.push(webhook);
  return webhook;
}

function find(turn: Turn, id: number): Webhook | undefined {
  return turn.state.webhooks.findLast(one => one.id === id);
}

function due(webhook: Webhook, step: 'send' | 'ceiling' | 'release'): Due {
  return { type: 'webhook', webhookId: webhook.id, step };
}
