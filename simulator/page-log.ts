import type { RestRecord, State } from './core/state.ts';
import type { Webhook } from './core/webhook.ts';

export interface LogLine {
  id: string;
  at: number;
  kind: 'to-practice' | 'from-practice' | 'complaint';
  words: string;
  /** What came of it, when that is worth a word. */
  result: string | null;
  bad: boolean;
}

const SHOWN = 40;

/** What happened, newest first, in plain words. */
export function logOf(state: State): LogLine[] {
  return [
    ...state.webhooks.slice(-SHOWN).map(one => webhookLine(state, one)),
    ...state.rest.slice(-SHOWN).map(one => restLine(state, one)),
    ...state.complaints.slice(-SHOWN).map(
      (one, index): LogLine => ({
        id: `complaint-${Math.max(0, state.complaints.length - SHOWN) + index}`,
        at: one.at,
        kind: 'complaint',
        words: one.sentence,
        result: null,
        bad: true,
      }),
    ),
  ]
    .map((line, index) => ({ line, index }))
    .sort((one, other) => other.line.at - one.line.at || other.index - one.index)
    .slice(0, SHOWN)
    .map(({ line }) => line);
}

function webhookLine(state: State, webhook: Webhook): LogLine {
  const bad = webhook.outcome === 'failed' || webhook.outcome === 'lost';
  const waiting = webhook.outcome === 'waiting' ? 'held back' : null;
  return {
    id: `webhook-${webhook.id}`,
    at: webhook.sentAt ?? webhook.createdAt,
    kind: 'to-practice',
    words: webhookWords(state, webhook) + (webhook.attempt > 1 ? `, attempt ${webhook.attempt}` : ''),
    result: bad ? failureWords(webhook) : webhook.outcome === 'superseded' ? 'asked again' : waiting,
    bad,
  };
}

function failureWords(webhook: Webhook): string {
  if (webhook.outcome === 'lost') return 'lost on the way';
  if (webhook.reason === 'ct') return 'no connection';
  if (webhook.reason === 'rt') return 'no answer in time';
  return webhook.status === null ? (webhook.reason ?? 'failed') : `answered ${webhook.status}`;
}

function webhookWords(state: State, webhook: Webhook): string {
  const params = new Map(webhook.params);
  const who = nameOf(state, webhook.number);
  const key = params.get('Digits');
  switch (webhook.kind) {
    case 'voice':
      return params.get('Direction') === 'inbound'
        ? `${who} calls: what to do?`
        : `${who} lifted: what to say?`;
    case 'gather':
      return key ? `${who} pressed ${key}` : `${who} pressed no key`;
    case 'record':
      return `${who} left a recording of ${params.get('RecordingDuration')} s`;
    case 'dial':
      return `Ringing ended: ${params.get('DialCallStatus')}, ${params.get('DialBridged') === 'true' ? 'connected' : 'not connected'}`;
    case 'whisper':
      return `${who} lifted: what to ask before connecting?`;
    case 'redirect':
      return `${who}'s call goes on: what next?`;
    case 'call-status':
      return `${who}'s call is over: ${params.get('CallStatus')}, ${params.get('CallDuration')} s`;
    case 'leg-status':
      return `${who}'s phone: ${params.get('CallStatus')}`;
    case 'recording-status':
      return `The recording is ${params.get('RecordingStatus')}`;
    case 'message':
      return `${who} texted`;
    case 'message-status':
      return `The text to ${who}: ${params.get('MessageStatus')}${errorWords(params.get('ErrorCode'))}`;
    case 'media':
      return 'Fetched a greeting to play';
  }
}

function errorWords(code: string | undefined): string {
  return code === undefined ? '' : ` (${code})`;
}

function restLine(state: State, record: RestRecord): LogLine {
  const to = record.params.find(([name]) => name === 'To')?.[1] ?? null;
  const bad = record.status === null || record.status >= 400;
  return {
    id: `rest-${record.id}`,
    at: record.at,
    kind: 'from-practice',
    words: restWords(record, nameOf(state, to)),
    result: bad
      ? record.status === null
        ? (record.note ?? 'no answer yet')
        : `refused with ${record.status}`
      : null,
    bad,
  };
}

function restWords({ method, path }: RestRecord, who: string): string {
  const noun = path.includes('/Recordings') ? 'recording' : path.includes('/Messages') ? 'text' : 'call';
  if (path.startsWith('/v2/')) return 'Looked up a number';
  if (method === 'DELETE') return `Deleted a ${noun}`;
  const isOne = /\/(?:SM|MM|CA|RE)\w+/.test(path);
  if (method === 'POST')
    return isOne ? `Changed a ${noun}` : noun === 'text' ? `Texts ${who}` : `Rings ${who}`;
  return isOne ? `Fetched a ${noun}` : `Listed ${noun}s`;
}

function nameOf(state: State, number: string | null): string {
  return state.phones.find(one => one.number === number)?.name ?? number ?? 'somebody';
}
