import { takeFault } from './faults.ts';
import type { RestRequest } from './input.ts';
import { accountRoute, numberRoutes } from './rest-account.ts';
import { errorAnswer, notFound, type RestAnswer, RestError } from './rest-answer.ts';
import { callRoutes } from './rest-calls.ts';
import { lookupRoute } from './rest-lookups.ts';
import { messageRoutes } from './rest-messages.ts';
import { messagingRoutes } from './rest-messaging.ts';
import { recordingRoutes } from './rest-recordings.ts';
import type { RestRoute } from './rest-route.ts';
import type { RestRecord } from './state.ts';
import { complain, setTimer, type Turn } from './turn.ts';

const accountRoutes: readonly RestRoute[] = [
  ...messageRoutes,
  ...callRoutes,
  ...recordingRoutes,
  ...numberRoutes,
];
/** What lies outside the account's own part of the 2010 API, by its whole path. */
const otherRoutes: readonly RestRoute[] = [accountRoute, lookupRoute, ...messagingRoutes];

/** Answers one REST request, under the faults that were asked for. */
export function restArrives(turn: Turn, request: RestRequest): void {
  const params = [...request.query, ...request.form];
  const record: RestRecord = {
    id: request.id,
    at: turn.now,
    method: request.method,
    path: request.path,
    params,
    authorised: request.authorised,
    status: null,
    note: null,
  };
  turn.state.rest.push(record);
  const to = params.find(([name]) => name === 'To')?.[1];
  const fault = takeFault(
    turn.state.faults,
    'rest',
    one =>
      (one.method ?? request.method) === request.method &&
      request.path.includes(one.path ?? '') &&
      (one.number === undefined || one.number === to),
  );
  const effect = fault?.effect;
  if (effect === undefined) {
    give(turn, record, answer(turn, request));
    return;
  }
  record.note = effect.type;
  if (effect.type === 'slow') {
    const late = answer(turn, request);
    setTimer(turn, effect.milliseconds, { type: 'rest', restId: request.id, answer: late });
    return;
  }
  if (effect.accepted) answer(turn, request);
  if (effect.type === 'cut') turn.outputs.push({ type: 'rest-cut', restId: request.id });
  if (effect.type === 'status') give(turn, record, faulty(effect.status, effect.retryAfterSeconds));
}

export function restDue(turn: Turn, restId: number, late: RestAnswer): void {
  const record = turn.state.rest.findLast(one => one.id === restId);
  if (record !== undefined) give(turn, record, late);
}

function give(turn: Turn, record: RestRecord, given: RestAnswer): void {
  record.status = given.status;
  turn.outputs.push({ type: 'rest-answer', restId: record.id, answer: given });
}

function answer(turn: Turn, request: RestRequest): RestAnswer {
  try {
    return route(turn, request);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    if (error.mistake) complain(turn, `${request.method} ${request.path}: ${error.message}`);
    return errorAnswer(error);
  }
}

function route(turn: Turn, request: RestRequest): RestAnswer {
  const { state } = turn;
  const account = `/2010-04-01/Accounts/${state.accountSid}`;
  const isMedia = /\/Recordings\/\w+(?:\.wav|\.mp3)?$/.test(request.path);
  if (!request.authorised && (!isMedia || state.settings.recordingMediaAuth)) {
    throw new RestError(401, 20003, 'Authenticate');
  }
  const inAccount = request.path.startsWith(`${account}/`);
  const path = inAccount ? request.path.slice(account.length) : request.path;
  const candidates = (inAccount ? accountRoutes : otherRoutes).flatMap(one => {
    const match = one.path.exec(path);
    return match === null ? [] : [{ one, match }];
  });
  const chosen = candidates.find(({ one }) => one.method === request.method);
  if (chosen !== undefined) {
    const { query, form } = request;
    return chosen.one.answer(turn, { path: request.path, match: chosen.match, query, form });
  }
  if (candidates.length > 0) throw new RestError(405, 20004, 'Method not allowed', true);
  complain(turn, `Nothing is at ${request.method} ${request.path}`);
  throw notFound(request.path);
}

function faulty(status: number, retryAfterSeconds: number | undefined): RestAnswer {
  const error =
    status === 429
      ? new RestError(429, 20429, 'Too Many Requests')
      : new RestError(status, 20500, 'An internal server error has occurred');
  return errorAnswer(
    error,
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}
