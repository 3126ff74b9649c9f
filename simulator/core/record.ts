import { type Call, type Doing, isOver, type Speech } from './call.ts';
import { newSid } from './chance.ts';
import { answerLeg, hear } from './legs.ts';
import { fetchTwiml } from './programs.ts';
import { recordingUrl, scheduleRecording } from './recordings.ts';
import { clearCallTimers, setTimer, type Turn, tell } from './turn.ts';
import type { Record } from './twiml.ts';

type Recording = Extract<Doing, { type: 'recording' }>;

export function beginRecord(turn: Turn, call: Call, verb: Record): void {
  answerLeg(turn, call, null);
  hear(turn, call, 'tone', verb.playBeep ? 'beep' : 'recording begins');
  const recording: Recording = { type: 'recording', verb, startedAt: turn.now, speech: [], speaking: null };
  call.doing = recording;
  setTimer(turn, verb.maxLengthSeconds * 1000, { type: 'call', callSid: call.sid, step: 'record-max' });
  awaitSilence(turn, call, recording);
}

/** Somebody begins to speak: for as long as `speech` says, or (null) until `stopSpeaking`. */
export function startSpeaking(turn: Turn, call: Call, recording: Recording, speech: Speech | null): void {
  stopSpeaking(turn, call, recording, null);
  clearCallTimers(turn, call.sid, 'record-silence');
  recording.speaking = { since: turn.now, speech };
  if (speech === null) return;
  setTimer(turn, speech.milliseconds, { type: 'call', callSid: call.sid, step: 'spoken' });
}

/** The speaking ends now. `live` is what `startSpeaking(null)` turned out to be. */
export function stopSpeaking(turn: Turn, call: Call, recording: Recording, live: Speech | null): void {
  const speaking = recording.speaking;
  if (speaking === null) return;
  const milliseconds = turn.now - speaking.since;
  const known = speaking.speech ?? live ?? { words: '', milliseconds, audio: null };
  clearCallTimers(turn, call.sid, 'spoken');
  recording.speaking = null;
  if (milliseconds > 0) recording.speech.push({ ...known, milliseconds });
  awaitSilence(turn, call, recording);
}

export function recordKey(turn: Turn, call: Call, recording: Recording, key: string): void {
  if (recording.verb.finishOnKey.includes(key)) finishRecord(turn, call, recording, key);
}

/**
 * Ends a recording; `endedBy` is the key, 'hangup' or ''. What Twilio does with an empty one is not certain (its
 * documentation: no action, the document goes on), so each of the three ways can be chosen.
 */
export function finishRecord(turn: Turn, call: Call, recording: Recording, endedBy: string): void {
  stopSpeaking(turn, call, recording, null);
  clearCallTimers(turn, call.sid);
  call.doing = null;
  const { verb, speech } = recording;
  const spokenMs = speech.reduce((sum, one) => sum + one.milliseconds, 0);
  // Trimming comes after the action has been told: only the status callback knows the final length.
  // https://www.twilio.com/docs/voice/twiml/record#trim
  const untrimmed = Math.round((turn.now - recording.startedAt) / 1000);
  const seconds = verb.trim === 'do-not-trim' ? untrimmed : Math.round(spokenMs / 1000);
  const empty = spokenMs === 0;
  const mode = turn.state.settings.emptyRecording;
  const sid = newSid(turn.state, 'RE');
  turn.state.recordings.push({
    sid,
    callSid: call.sid,
    createdAt: turn.now,
    seconds: empty ? 0 : seconds,
    speech,
    status: 'processing',
    mediaFrom: Number.POSITIVE_INFINITY,
    deleted: false,
  });
  const absent = empty && mode !== 'call-action';
  const event = absent ? 'absent' : 'completed';
  const told = verb.statusCallback !== null && verb.statusCallbackEvents.includes(event);
  scheduleRecording(turn, sid, {
    absent,
    callback:
      told && verb.statusCallback !== null && !(empty && mode === 'fall-through')
        ? { url: verb.statusCallback, method: verb.statusCallbackMethod, event }
        : null,
    base: call.program?.url ?? null,
  });
  if (absent) {
    if (!isOver(call)) tell(turn, { type: 'next-verb', callSid: call.sid });
    return;
  }
  fetchTwiml(turn, call, {
    kind: 'record',
    url: verb.action,
    method: verb.method,
    params: [
      ['RecordingUrl', recordingUrl(turn.state, sid)],
      ['RecordingSid', sid],
      ['RecordingDuration', String(empty ? 0 : untrimmed)],
      ['Digits', endedBy],
    ],
  });
}

function awaitSilence(turn: Turn, call: Call, recording: Recording): void {
  if (recording.verb.timeoutSeconds === 0) return;
  setTimer(turn, recording.verb.timeoutSeconds * 1000, {
    type: 'call',
    callSid: call.sid,
    step: 'record-silence',
  });
}
