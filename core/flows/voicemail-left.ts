import type { Config } from '../config/schema.ts';
import type { CallId } from '../ids.ts';
import type { CallAnswer } from '../rules/call-answer.ts';
import { changeCall, findCallBySid, getCall } from '../store/calls.ts';
import { cancelEffect, moveEffect, promise } from '../store/effects.ts';
import { noteErased, wasErased } from '../store/erasures.ts';
import type { CallRow } from '../store/schema.ts';
import { changeVoicemail, findRecording, insertVoicemail } from '../store/voicemails.ts';
import type { Tx } from '../store/writer.ts';
import { ask } from './ask.ts';
import { type ArrivingCall, callOf } from './call-arrives.ts';
import { missUnseenCall } from './call-ends.ts';
import { wantsNoTexts } from './caller-presses.ts';
import { erasesAtTwilio } from './erase-at-twilio.ts';

/** How long the file gets to be ready when its own callback does not come, in milliseconds. */
const FILE_READY = 15_000;

export interface Recording {
  sid: string;
  /** Whole seconds; 0 is a recording of nothing. */
  seconds: number;
  /** When it was made (epoch milliseconds), where we hear of it late. */
  at?: number;
}

/** The recording on the line is over (the caller went silent, pressed a key or hung up). The file may not be there yet. */
export async function recordingEnds(
  tx: Tx,
  config: Config,
  arriving: ArrivingCall,
  ended: { recording: Recording | null; digits: string },
): Promise<CallAnswer> {
  const call = await callOf(tx, config, arriving);
  await missUnseenCall(tx, config, call.id);
  const noTexts = ended.digits.includes('*');
  if (noTexts) await wantsNoTexts(tx, await getCall(tx, call.id));
  const heard = ended.recording !== null && ended.recording.seconds > 0;
  if (ended.recording) await announce(tx, config, call.id, ended.recording, tx.now + FILE_READY);
  return { do: 'goodbye', language: call.language, heard, noTexts };
}

/**
 * The file of a recording is there, says its own status callback, which names no caller. Should nothing else of the
 * call have reached us, the voicemail is kept all the same, as one from a number we can't see. Its length is the final
 * one: the action was told the length before silence was trimmed.
 * https://www.twilio.com/docs/voice/twiml/record#trim
 */
export async function recordingIsReady(
  tx: Tx,
  config: Config,
  callSid: string,
  recording: Recording,
): Promise<void> {
  if (wasErased(tx, callSid) && !(await findCallBySid(tx, callSid))) {
    // Whoever left it was erased in between: nobody here has heard of it, and at Twilio it goes too.
    noteErased(tx, { sid: recording.sid, at: tx.now, what: 'recording', dueAt: null });
    return erasesAtTwilio(tx);
  }
  const call = await callOf(tx, config, { sid: callSid, line: '', from: '', forwardedFrom: null });
  await missUnseenCall(tx, config, call.id);
  await announce(tx, config, call.id, recording, tx.now);
  const known = await findRecording(tx, recording.sid);
  if (known) await changeVoicemail(tx, known.id, { seconds: recording.seconds });
}

/** There was nothing to hear after all: what the action had announced is not asked for any more. */
export async function recordingIsAbsent(tx: Tx, sid: string): Promise<void> {
  const known = await findRecording(tx, sid);
  if (known?.state !== 'announced' || !(await cancelEffect(tx, fetchKey(sid), 'absent'))) return;
  await changeVoicemail(tx, known.id, { state: 'empty', seconds: 0, at_provider: 0 });
}

function fetchKey(sid: string): string {
  return `fetch:${sid}`;
}

/**
 * Notes a recording once, raises the entry, and promises the fetching. A recording of nothing is kept as `empty`: it
 * is no voicemail, and the missed call stays.
 */
async function announce(
  tx: Tx,
  config: Config,
  callId: CallId,
  recording: Recording,
  fetchAt: number,
): Promise<void> {
  const known = await findRecording(tx, recording.sid);
  const key = fetchKey(recording.sid);
  if (known) {
    if (known.state === 'announced') await moveEffect(tx, key, fetchAt);
    return;
  }
  const call = await getCall(tx, callId);
  // One by a refused caller, who could only leave it because we were down, is not kept either.
  const empty = recording.seconds === 0 || call.state === 'refused';
  const voicemail = await insertVoicemail(tx, {
    call: callId,
    recordingSid: recording.sid,
    state: empty ? 'empty' : 'announced',
    seconds: recording.seconds,
    ...(recording.at === undefined ? {} : { at: recording.at }),
  });
  if (empty) {
    if (config.continuation.voicemail.delete_from_twilio) {
      await promise(tx, { kind: 'delete_recording', about: voicemail.id, key: `delete:${recording.sid}` });
    }
    return;
  }
  await promise(tx, { kind: 'fetch_recording', about: voicemail.id, key, dueAt: fetchAt });
  await askByVoicemail(tx, config, call, voicemail.id, recording.at);
}

async function askByVoicemail(
  tx: Tx,
  config: Config,
  call: CallRow,
  voicemail: string,
  at?: number,
): Promise<void> {
  const entry = await ask(tx, config, {
    kind: 'voicemail',
    source: 'voicemail',
    sourceId: voicemail,
    contact: call.contact_id,
    line: call.line,
    language: call.language,
    entry: call.entry_id,
    number: call.keyed_number,
    ...(at === undefined ? {} : { at }),
  });
  if (call.entry_id !== entry.id) await changeCall(tx, call.id, { entry_id: entry.id });
}
