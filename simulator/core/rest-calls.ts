import { type Call, isOver, secondsOf } from './call.ts';
import { rfc2822, rfc2822OrNull } from './dates.ts';
import { ringPhone } from './dial.ts';
import { addLeg, endLeg, findCall } from './legs.ts';
import { fetchTwiml, runTwiml } from './programs.ts';
import { jsonAnswer, notFound, type RestAnswer, RestError } from './rest-answer.ts';
import { pageOf, RestParams, timeFilter } from './rest-params.ts';
import type { Asked, RestRoute } from './rest-route.ts';
import type { State } from './state.ts';
import { clearCallTimers, setTimer, type Turn } from './turn.ts';

const METHODS = ['GET', 'POST'] as const;
const EVENTS = ['initiated', 'ringing', 'answered', 'completed'] as const;

export const callRoutes: readonly RestRoute[] = [
  { method: 'POST', path: /^\/Calls\.json$/, answer: create },
  { method: 'GET', path: /^\/Calls\.json$/, answer: list },
  { method: 'GET', path: /^\/Calls\/(\w+)\.json$/, answer: fetchOne },
  { method: 'POST', path: /^\/Calls\/(\w+)\.json$/, answer: update },
  { method: 'DELETE', path: /^\/Calls\/(\w+)\.json$/, answer: remove },
];

function create(turn: Turn, { form }: Asked): RestAnswer {
  const params = new RestParams(form, [
    'To',
    'From',
    'Url',
    'Twiml',
    'Method',
    'StatusCallback',
    'StatusCallbackEvent',
    'StatusCallbackMethod',
    'Timeout',
    'FallbackUrl',
  ]);
  const to = params.required('To', 21201);
  const from = params.required('From', 21213);
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new RestError(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (!turn.state.lines.some(line => line.number === from)) {
    throw new RestError(400, 21210, `'From' phone number not verified or owned: ${from}`, true);
  }
  const callback = params.url('StatusCallback');
  const events = params.all('StatusCallbackEvent').map(given => {
    return EVENTS.find(event => event === given) ?? params.refuse('StatusCallbackEvent', given);
  });
  const call = addLeg(turn, {
    direction: 'outbound-api',
    from,
    to,
    phone: to,
    status: 'queued',
    onAnswer: programOf(params) ?? missingProgram(),
    fallbackUrl: params.url('FallbackUrl'),
    statusCallback:
      callback === null
        ? null
        : {
            url: callback,
            method: params.oneOf('StatusCallbackMethod', METHODS) ?? 'POST',
            events: events.length > 0 ? events : ['completed'],
            sequence: 0,
          },
  });
  const answer = jsonAnswer(201, callJson(turn, call));
  // A minute of ringing unless Timeout says otherwise: https://www.twilio.com/docs/voice/api/call-resource
  const seconds = params.whole('Timeout', 1, 600) ?? 60;
  ringPhone(turn, call);
  if (!isOver(call))
    setTimer(turn, seconds * 1000, { type: 'call', callSid: call.sid, step: 'ring-timeout' });
  return answer;
}

/** Ends a call, or sends it elsewhere. */
function update(turn: Turn, { form, path, match }: Asked): RestAnswer {
  const params = new RestParams(form, ['Status', 'Url', 'Method', 'Twiml']);
  const call = find(turn.state, match[1], path);
  const status = params.oneOf('Status', ['canceled', 'completed']);
  const program = programOf(params);
  if (status === null && program === null) missingProgram();
  if (isOver(call) || (program !== null && call.answeredAt === null)) {
    throw new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
  }
  if (program !== null) redirect(turn, call, program);
  else if (status === 'completed' || call.answeredAt === null) {
    endLeg(turn, call, call.answeredAt === null ? 'canceled' : 'completed');
  }
  return jsonAnswer(200, callJson(turn, call));
}

type Program = NonNullable<Call['onAnswer']>;

function redirect(turn: Turn, call: Call, program: Program): void {
  const legs = call.doing?.type === 'dialling' ? call.doing.legs : [];
  call.doing = null;
  clearCallTimers(turn, call.sid);
  for (const sid of legs) {
    const leg = findCall(turn.state, sid);
    if (leg !== undefined) endLeg(turn, leg, leg.answeredAt === null ? 'canceled' : 'completed');
  }
  if ('twiml' in program) runTwiml(turn, call, program.twiml);
  else fetchTwiml(turn, call, { kind: 'redirect', ...program });
}

function programOf(params: RestParams): Program | null {
  const url = params.url('Url');
  const twiml = params.optional('Twiml');
  if (url !== null && twiml !== null)
    throw new RestError(400, 21218, "Give either 'Url' or 'Twiml', not both", true);
  if (twiml !== null) return { twiml };
  return url === null ? null : { url, method: params.oneOf('Method', METHODS) ?? 'POST' };
}

function missingProgram(): never {
  throw new RestError(400, 21205, "A 'Url' or 'Twiml' is required.", true);
}

function list(turn: Turn, { query, path }: Asked): RestAnswer {
  const names = ['StartTime', 'EndTime'].flatMap(name => [name, `${name}<`, `${name}>`]);
  const exact = ['To', 'From', 'ParentCallSid', 'Status'];
  const params = new RestParams(query, [...exact, ...names, 'PageSize', 'Page', 'PageToken']);
  const [to, from, parent, status] = exact.map(name => params.optional(name));
  const started = timeFilter(params, 'StartTime');
  const ended = timeFilter(params, 'EndTime');
  const rows = turn.state.calls.filter(
    call =>
      !call.deleted &&
      (to === null || call.to === to) &&
      (from === null || call.from === from) &&
      (parent === null || call.parentSid === parent) &&
      (status === null || call.status === status) &&
      started(call.createdAt) &&
      ended(call.endedAt),
  );
  return jsonAnswer(
    200,
    pageOf(params, path, 'calls', rows.reverse(), call => callJson(turn, call)),
  );
}

function fetchOne(turn: Turn, { query, path, match }: Asked): RestAnswer {
  new RestParams(query, []);
  return jsonAnswer(200, callJson(turn, find(turn.state, match[1], path)));
}

function remove(turn: Turn, { path, match }: Asked): RestAnswer {
  const call = find(turn.state, match[1], path);
  if (!isOver(call)) throw new RestError(400, 20009, 'Cannot delete a call that is not finished');
  call.deleted = true;
  return { status: 204, headers: {}, body: null };
}

function find(state: State, sid: string | undefined, path: string): Call {
  const call = findCall(state, sid ?? '');
  if (call === undefined || call.deleted) throw notFound(path);
  return call;
}

function callJson(turn: Turn, call: Call): unknown {
  const account = `/2010-04-01/Accounts/${turn.state.accountSid}`;
  return {
    account_sid: turn.state.accountSid,
    answered_by: null,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.endedAt ?? call.answeredAt ?? call.createdAt),
    direction: call.direction,
    duration: isOver(call) ? String(secondsOf(call, turn.now)) : null,
    end_time: rfc2822OrNull(call.endedAt),
    forwarded_from: call.forwardedFrom,
    from: call.from,
    from_formatted: call.from,
    group_sid: null,
    parent_call_sid: call.parentSid,
    phone_number_sid: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid: call.sid,
    start_time: rfc2822OrNull(call.answeredAt ?? call.endedAt),
    status: call.status,
    subresource_uris: { recordings: `${account}/Calls/${call.sid}/Recordings.json` },
    to: call.to,
    to_formatted: call.to,
    trunk_sid: null,
    uri: `${account}/Calls/${call.sid}.json`,
  };
}
