import { rfc2822 } from './dates.ts';
import type { Recording } from './recording.ts';
import type { State } from './state.ts';
import type { RecordingCallback } from './timers.ts';
import { setTimer, type Turn } from './turn.ts';
import { sendWebhook } from './webhooks.ts';

export function recordingPath(state: State, sid: string): string {
  return `/2010-04-01/Accounts/${state.accountSid}/Recordings/${sid}`;
}

/** As RecordingUrl: without an extension, which serves WAV. */
export function recordingUrl(state: State, sid: string): string {
  return state.baseUrl + recordingPath(state, sid);
}

/** Processing begins; its status callback (if any) and its media come later, each in its own time. */
export function scheduleRecording(
  turn: Turn,
  sid: string,
  how: { absent: boolean; callback: RecordingCallback | null; base: string | null },
): void {
  const recording = findRecording(turn.state, sid);
  if (recording === undefined) return;
  const readyMs = turn.state.settings.recordingReadySeconds * 1000;
  if (!how.absent) {
    recording.mediaFrom = turn.now + readyMs + turn.state.settings.recordingMediaLateSeconds * 1000;
  }
  const callback = how.callback;
  setTimer(turn, readyMs, {
    type: 'recording',
    recordingSid: sid,
    callback:
      callback === null
        ? null
        : { ...callback, url: URL.parse(callback.url, how.base ?? undefined)?.href ?? callback.url },
    absent: how.absent,
  });
}

export function recordingDue(
  turn: Turn,
  sid: string,
  callback: RecordingCallback | null,
  absent: boolean,
): void {
  const recording = findRecording(turn.state, sid);
  if (recording === undefined) return;
  recording.status = absent ? 'absent' : 'completed';
  if (callback === null) return;
  sendWebhook(turn, {
    kind: 'recording-status',
    url: callback.url,
    method: callback.method,
    params: [
      ['AccountSid', turn.state.accountSid],
      ['CallSid', recording.callSid],
      ['RecordingSid', sid],
      ['RecordingUrl', recordingUrl(turn.state, sid)],
      ['RecordingStatus', recording.status],
      ['RecordingDuration', String(recording.seconds)],
      ['RecordingChannels', '1'],
      ['RecordingSource', 'RecordVerb'],
      ['RecordingStartTime', rfc2822(recording.createdAt - recording.seconds * 1000)],
      ['ErrorCode', '0'],
    ],
    callSid: recording.callSid,
  });
}

/** The recording as the API knows it: one that was deleted, or turned out absent, is not found. */
export function findRecording(state: State, sid: string): Recording | undefined {
  return state.recordings.findLast(one => one.sid === sid && !one.deleted);
}
