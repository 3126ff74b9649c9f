import { rfc2822 } from './dates.ts';
import type { Recording } from './recording.ts';
import { findRecording, recordingPath, recordingUrl } from './recordings.ts';
import { jsonAnswer, notFound, type RestAnswer } from './rest-answer.ts';
import { pageOf, RestParams, timeFilter } from './rest-params.ts';
import type { Asked, RestRoute } from './rest-route.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';
import { speechWav } from './wav.ts';

export const recordingRoutes: readonly RestRoute[] = [
  { method: 'GET', path: /^\/Recordings\.json$/, answer: list },
  { method: 'GET', path: /^\/Calls\/(\w+)\/Recordings\.json$/, answer: list },
  { method: 'GET', path: /^\/Recordings\/(\w+)\.json$/, answer: fetchOne },
  { method: 'DELETE', path: /^\/Recordings\/(\w+)\.json$/, answer: remove },
  { method: 'GET', path: /^\/Recordings\/(\w+?)(?:\.wav|\.mp3)?$/, answer: media },
];

function list(turn: Turn, { query, path, match }: Asked): RestAnswer {
  const dates = ['DateCreated', 'DateCreated<', 'DateCreated>'];
  const params = new RestParams(query, [...dates, 'CallSid', 'PageSize', 'Page', 'PageToken']);
  const callSid = match[1] ?? params.optional('CallSid');
  const inTime = timeFilter(params, 'DateCreated');
  const rows = turn.state.recordings.filter(
    one => exists(one) && (callSid === null || one.callSid === callSid) && inTime(one.createdAt),
  );
  const json = pageOf(params, path, 'recordings', rows.reverse(), one => recordingJson(turn.state, one));
  return jsonAnswer(200, json);
}

function fetchOne(turn: Turn, { query, path, match }: Asked): RestAnswer {
  new RestParams(query, []);
  return jsonAnswer(200, recordingJson(turn.state, find(turn.state, match[1], path)));
}

function remove(turn: Turn, { path, match }: Asked): RestAnswer {
  find(turn.state, match[1], path).deleted = true;
  return { status: 204, headers: {}, body: null };
}

/** The sound itself, always as WAV: no telephone is at the other end to mind the name. */
function media(turn: Turn, { query, path, match }: Asked): RestAnswer {
  new RestParams(query, []);
  const recording = find(turn.state, match[1], path);
  if (turn.now < recording.mediaFrom) throw notFound(path);
  return { status: 200, headers: { 'content-type': 'audio/x-wav' }, body: speechWav(recording.speech) };
}

function find(state: State, sid: string | undefined, path: string): Recording {
  const recording = findRecording(state, sid ?? '');
  if (recording === undefined || !exists(recording)) throw notFound(path);
  return recording;
}

function exists(recording: Recording): boolean {
  return !recording.deleted && recording.mediaFrom !== Number.POSITIVE_INFINITY;
}

function recordingJson(state: State, recording: Recording): unknown {
  return {
    account_sid: state.accountSid,
    api_version: '2010-04-01',
    call_sid: recording.callSid,
    channels: 1,
    conference_sid: null,
    date_created: rfc2822(recording.createdAt),
    date_updated: rfc2822(recording.createdAt),
    duration: String(recording.seconds),
    encryption_details: null,
    error_code: null,
    media_url: recordingUrl(state, recording.sid),
    price: null,
    price_unit: 'USD',
    sid: recording.sid,
    source: 'RecordVerb',
    start_time: rfc2822(recording.createdAt - recording.seconds * 1000),
    status: recording.status,
    subresource_uris: {},
    uri: `${recordingPath(state, recording.sid)}.json`,
  };
}
