import type { Config } from '../config/schema.ts';
import type { ContactId } from '../ids.ts';
import type { Seen, SeenCall, SeenRecording, SeenText } from '../rules/catch-up.ts';
import { changeCall, findCallBySid, getCall, tookCallSince } from '../store/calls.ts';
import { addNote, handledSince, unhandledEntryOf } from '../store/entries.ts';
import { markOf, setMark } from '../store/marks.ts';
import { findMessageBySid } from '../store/messages.ts';
import { findRecording } from '../store/voicemails.ts';
import type { Tx } from '../store/writer.ts';
import { callOf } from './call-arrives.ts';
import { missCall } from './call-missed.ts';
import { textArrives } from './text-arrives.ts';
import { recordingIsReady } from './voicemail-left.ts';

/** The mark of when the last thing happened that its webhook did not tell us. */
export const HEARD_LATE = 'heard_late';

/**
 * Something that Twilio saw and could not tell us. It goes through the same flows as its webhook would have gone, by its
 * own time, and its entry says that it was heard of late.
 *
 * @param lifted whether somebody's phone was lifted on a call: then a person may have taken it
 * @returns false when it is known already, or none of ours
 */
export async function heardLate(tx: Tx, config: Config, seen: Seen, lifted: boolean): Promise<boolean> {
  if (!(await isNews(tx, config, seen, lifted))) return false;
  if (seen.at > ((await markOf(tx.db, HEARD_LATE)) ?? 0)) await setMark(tx, HEARD_LATE, seen.at);
  return true;
}

async function isNews(tx: Tx, config: Config, seen: Seen, lifted: boolean): Promise<boolean> {
  switch (seen.kind) {
    case 'call':
      return callHeardLate(tx, config, seen, lifted);
    case 'text':
      return textHeardLate(tx, config, seen);
    case 'recording':
      return recordingHeardLate(tx, config, seen);
  }
}

async function callHeardLate(tx: Tx, config: Config, seen: SeenCall, lifted: boolean): Promise<boolean> {
  const { sid, line, from, forwardedFrom } = seen;
  const known = await findCallBySid(tx, sid);
  const call = await callOf(tx, config, { sid, line, from, forwardedFrom });
  if (known) return false;
  const arrived = Math.min(seen.at, tx.now);
  const ended = Math.max(arrived, Math.min(seen.endedAt ?? tx.now, tx.now));
  await changeCall(tx, call.id, { arrived_at: arrived, ended_at: ended });
  if (call.state === 'refused') return true;
  // A short call that was answered ended by our own absence: that is no slip of the caller's.
  const caller = lifted ? 'perhaps_taken' : seen.unanswered ? 'left' : 'unseen';
  const spoke = call.contact_id !== null && (await spokeSince(tx, call.contact_id, arrived));
  const missed = await missCall(tx, config, await getCall(tx, call.id), spoke ? 'spoke_since' : caller);
  if (!missed.entry_id) return true;
  await addNote(tx, missed.entry_id, 'heard_late');
  if (lifted) await addNote(tx, missed.entry_id, 'perhaps_taken');
  if (spoke) await addNote(tx, missed.entry_id, 'spoke_since');
  return true;
}

/** Whether a person on staff took a call of theirs, or handled their entry, after a time (epoch milliseconds). */
async function spokeSince(tx: Tx, contact: ContactId, since: number): Promise<boolean> {
  return (await tookCallSince(tx, contact, since)) || (await handledSince(tx, contact, since));
}

async function textHeardLate(tx: Tx, config: Config, seen: SeenText): Promise<boolean> {
  if (await findMessageBySid(tx, seen.sid)) return false;
  const { sid, line, from, body, media } = seen;
  const at = Math.min(seen.at, tx.now);
  await textArrives(tx, config, { sid, line, from, body, media, optOutType: null, at });
  const message = await findMessageBySid(tx, sid);
  const entry = message?.contact_id ? await unhandledEntryOf(tx, message.contact_id) : undefined;
  if (entry) await addNote(tx, entry.id, 'heard_late');
  return true;
}

/** The recordings of an account may belong to calls of other programs: only those of calls that we know are ours. */
async function recordingHeardLate(tx: Tx, config: Config, seen: SeenRecording): Promise<boolean> {
  if (await findRecording(tx, seen.sid)) return false;
  const call = await findCallBySid(tx, seen.call);
  if (!call) return false;
  const at = Math.min(seen.at, tx.now);
  await recordingIsReady(tx, config, seen.call, { sid: seen.sid, seconds: seen.seconds, at });
  const { entry_id } = await getCall(tx, call.id);
  if (entry_id && seen.seconds > 0) await addNote(tx, entry_id, 'heard_late');
  return true;
}
