import { rfc2822, rfc2822OrNull } from './dates.ts';
import type { Message } from './message.ts';
import { messageAccepted } from './messages.ts';
import { isOptedOut } from './opt-out.ts';
import { jsonAnswer, notFound, type RestAnswer, RestError } from './rest-answer.ts';
import { pageOf, RestParams, timeFilter } from './rest-params.ts';
import type { Asked, RestRoute } from './rest-route.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

// Errors that Twilio gives in the REST answer itself rather than in a later callback.
const AT_ONCE = new Map([
  [21408, 'Permission to send an SMS has not been enabled for the region indicated by the To number'],
  [21211, 'The To number is not a valid phone number'],
  [21614, 'The To number is not a mobile number'],
]);

export const messageRoutes: readonly RestRoute[] = [
  { method: 'POST', path: /^\/Messages\.json$/, answer: create },
  { method: 'GET', path: /^\/Messages\.json$/, answer: list },
  { method: 'GET', path: /^\/Messages\/(\w+)\.json$/, answer: fetchOne },
  { method: 'POST', path: /^\/Messages\/(\w+)\.json$/, answer: redact },
  { method: 'DELETE', path: /^\/Messages\/(\w+)\.json$/, answer: remove },
  { method: 'GET', path: /^\/Messages\/(\w+)\/Media\.json$/, answer: listMedia },
  { method: 'DELETE', path: /^\/Messages\/(\w+)\/Media\/(\w+)\.json$/, answer: removeMedia },
];

function create(turn: Turn, { form }: Asked): RestAnswer {
  const params = new RestParams(form, ['To', 'From', 'Body', 'StatusCallback', 'ValidityPeriod']);
  const to = params.required('To', 21604);
  const from = params.required('From', 21603);
  const body = params.required('Body', 21602);
  params.whole('ValidityPeriod', 1, 36_000);
  const statusCallback = params.url('StatusCallback');
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new RestError(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (!turn.state.lines.some(line => line.number === from)) {
    throw new RestError(400, 21606, `The From phone number ${from} is not a number of this account`, true);
  }
  if (body.length > 1600)
    throw new RestError(400, 21617, 'The message body exceeds the 1600 character limit.', true);
  refuseAtOnce(turn.state, from, to);
  const message = messageAccepted(turn, { from, to, body, statusCallback });
  return jsonAnswer(201, messageJson(turn.state, message));
}

function refuseAtOnce(state: State, from: string, to: string): void {
  if (isOptedOut(state, from, to) && state.settings.optedOutRefusal === 'rest') {
    throw new RestError(400, 21610, 'Attempt to send to unsubscribed recipient');
  }
  const phone = state.phones.find(one => one.number === to);
  const landline = phone?.kind === 'landline' && state.settings.landlineRefusal === 'rest';
  const code = landline ? 21614 : (phone?.textError ?? 0);
  const said = AT_ONCE.get(code);
  if (said !== undefined) throw new RestError(400, code, `${said}: ${to}`);
}

function list(turn: Turn, { query, path }: Asked): RestAnswer {
  const params = new RestParams(query, [
    'To',
    'From',
    'DateSent',
    'DateSent<',
    'DateSent>',
    'PageSize',
    'Page',
    'PageToken',
  ]);
  const to = params.optional('To');
  const from = params.optional('From');
  const inTime = timeFilter(params, 'DateSent');
  const rows = known(turn.state).filter(
    one =>
      (to === null || one.to === to) &&
      (from === null || one.from === from) &&
      inTime(one.sentAt ?? one.createdAt),
  );
  const json = pageOf(params, path, 'messages', rows.reverse(), one => messageJson(turn.state, one));
  return jsonAnswer(200, json);
}

function fetchOne(turn: Turn, { query, path, match }: Asked): RestAnswer {
  new RestParams(query, []);
  return jsonAnswer(200, messageJson(turn.state, find(turn.state, match[1], path)));
}

/** The only change that can be made to a message's words is to take them all away. */
function redact(turn: Turn, { form, path, match }: Asked): RestAnswer {
  const params = new RestParams(form, ['Body']);
  const message = find(turn.state, match[1], path);
  const body = params.optional('Body');
  if (body !== '') throw new RestError(400, 21219, "Only an empty 'Body' is accepted", true);
  if (message.status === 'queued')
    throw new RestError(400, 20009, 'Cannot change a message that is not finished');
  message.body = '';
  message.updatedAt = turn.now;
  return jsonAnswer(200, messageJson(turn.state, message));
}

function remove(turn: Turn, { path, match }: Asked): RestAnswer {
  const message = find(turn.state, match[1], path);
  if (message.status === 'queued')
    throw new RestError(400, 20009, 'Cannot delete a message that is not finished');
  message.deleted = true;
  return { status: 204, headers: {}, body: null };
}

function listMedia(turn: Turn, { query, path, match }: Asked): RestAnswer {
  const params = new RestParams(query, ['PageSize', 'Page', 'PageToken']);
  const message = find(turn.state, match[1], path);
  const json = pageOf(params, path, 'media_list', message.media.map(mediaSid), sid => ({
    account_sid: turn.state.accountSid,
    content_type: 'image/jpeg',
    date_created: rfc2822(message.createdAt),
    date_updated: rfc2822(message.createdAt),
    parent_sid: message.sid,
    sid,
    uri: path.replace(/\.json$/, `/${sid}.json`),
  }));
  return jsonAnswer(200, json);
}

function removeMedia(turn: Turn, { path, match }: Asked): RestAnswer {
  const message = find(turn.state, match[1], path);
  const left = message.media.filter(url => mediaSid(url) !== match[2]);
  if (left.length === message.media.length) throw notFound(path);
  message.media = left;
  return { status: 204, headers: {}, body: null };
}

function mediaSid(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

function known(state: State): Message[] {
  return state.messages.filter(one => !one.deleted && one.direction !== 'carrier');
}

function find(state: State, sid: string | undefined, path: string): Message {
  const message = known(state).find(one => one.sid === sid);
  if (message === undefined) throw notFound(path);
  return message;
}

function messageJson(state: State, message: Message): unknown {
  const uri = `/2010-04-01/Accounts/${state.accountSid}/Messages/${message.sid}`;
  return {
    account_sid: state.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: rfc2822OrNull(message.direction === 'inbound' ? message.createdAt : message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : `Error ${message.errorCode}`,
    from: message.from,
    messaging_service_sid: null,
    num_media: String(message.media.length),
    num_segments: String(message.segments),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}
