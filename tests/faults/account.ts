import type { Store } from '../../core/store/store.ts';
import { speechWav } from '../../simulator/core/wav.ts';
import type { Installation } from '../e2e/installation.ts';

type Read = Store['read'];
type Carrier = ReturnType<Installation['simulator']['state']>;

/**
 * Holds what the carrier has seen against what the practice has written down, once everything has settled. Each
 * sentence that it gives is a broken promise; none means that nothing acknowledged is missing, nothing went out twice,
 * and what may have gone out is said to be so.
 */
export async function brokenPromises(practice: Installation): Promise<string[]> {
  const carrier = practice.simulator.state();
  return practice.inDatabase(async read => [
    ...(await callsMissing(read, carrier)),
    ...(await textsMissing(read, practice.acknowledged)),
    ...sentTwice(carrier),
    ...(await notAccountedFor(read, carrier)),
    ...(await voicemailsNotKept(read, carrier)),
  ]);
}

/** A call of which we answered the arrival or the end is there, and is settled once it is over. */
async function callsMissing(read: Read, carrier: Carrier): Promise<string[]> {
  const rows = await read.selectFrom('calls').select(['provider_sid', 'state', 'entry_id']).execute();
  const told = new Set(
    carrier.webhooks
      .filter(one => one.kind === 'voice' || one.kind === 'call-status')
      .filter(one => one.status !== null && one.status < 300 && !isSpare(one.body))
      .map(one => one.callSid),
  );
  return carrier.calls
    .filter(call => told.has(call.sid) && call.direction === 'inbound')
    .flatMap(call => {
      const row = rows.find(one => one.provider_sid === call.sid);
      if (!row) return [`call ${call.sid} was acknowledged and is not there`];
      if (row.state === 'ringing' && call.endedAt !== null) return [`call ${call.sid} rings for ever`];
      if (row.state === 'missed' && row.entry_id === null)
        return [`call ${call.sid} is missed without an entry`];
      return [];
    });
}

/** The greeting of last resort promises nothing: it is said when nothing could be stored. */
function isSpare(body: string | null): boolean {
  return body?.includes('<Record') === true && !body.includes('<Gather');
}

async function textsMissing(read: Read, acknowledged: ReadonlySet<string>): Promise<string[]> {
  const rows = await read
    .selectFrom('messages')
    .select('provider_sid')
    .where('direction', '=', 'in')
    .execute();
  const kept = new Set(rows.map(row => row.provider_sid));
  return [...acknowledged]
    .filter(sid => !kept.has(sid))
    .map(sid => `text ${sid} was acknowledged and is not there`);
}

/** Each of our effects is one message at the carrier, at the most. */
function sentTwice(carrier: Carrier): string[] {
  const effects = sent(carrier).map(message => message.effect);
  return effects
    .filter((effect, index) => effects.indexOf(effect) !== index)
    .map(effect => `${effect} went out twice`);
}

function sent(carrier: Carrier) {
  return carrier.messages
    .filter(message => message.direction === 'outbound-api')
    .map(message => ({
      ...message,
      effect: /effect=([\w-]+)/.exec(message.statusCallback ?? '')?.[1] ?? '?',
    }));
}

/** What the carrier took is written down as sent, or as perhaps sent and said so on its entry; and the other way round. */
async function notAccountedFor(read: Read, carrier: Carrier): Promise<string[]> {
  const broken: string[] = [];
  const effects = await read.selectFrom('effects').selectAll().execute();
  const messages = await read.selectFrom('messages').selectAll().where('direction', '=', 'out').execute();
  const alerts = await read.selectFrom('alerts').selectAll().execute();
  const notes = await read.selectFrom('notes').selectAll().execute();
  const calls = new Map<string, number>();
  const taken = new Set(sent(carrier).map(message => message.effect));
  for (const effect of effects) {
    if (effect.kind !== 'send_text' && effect.kind !== 'send_alert') {
      if (effect.state === 'failed') broken.push(`${effect.kind} failed: ${effect.error}`);
      continue;
    }
    const { id } = JSON.parse(effect.payload) as { id: string };
    const message = messages.find(one => one.id === id);
    const went = taken.has(effect.id);
    if (went && !['done', 'unknown'].includes(effect.state))
      broken.push(`${effect.kind} went out as ${effect.state}`);
    if (!went && effect.state === 'done') broken.push(`${effect.kind} is done and never went out`);
    if (
      effect.state === 'unknown' &&
      message &&
      !notes.some(note => note.entry_id === message.entry_id && note.code.startsWith('text_'))
    ) {
      broken.push(`a text that may have gone out is not said on its entry`);
    }
    if (effect.state === 'unknown' && !message && alerts.find(one => one.id === id)?.state !== 'unknown') {
      broken.push(`an alert that may have gone out is not marked`);
    }
    if (went && message?.call_id) calls.set(message.call_id, (calls.get(message.call_id) ?? 0) + 1);
  }
  for (const [call, texts] of calls) if (texts > 1) broken.push(`call ${call} was texted ${texts} times`);
  return broken;
}

/** A recording of which we answered a callback is stored once, byte for byte, and is gone at the carrier. */
async function voicemailsNotKept(read: Read, carrier: Carrier): Promise<string[]> {
  const rows = await read.selectFrom('voicemails').selectAll().execute();
  const broken: string[] = [];
  for (const recording of carrier.recordings) {
    const told = carrier.webhooks.some(
      one =>
        (one.kind === 'record' || one.kind === 'recording-status') &&
        one.status !== null &&
        one.status < 300 &&
        one.params.some(([name, value]) => name === 'RecordingSid' && value === recording.sid),
    );
    const [row, ...more] = rows.filter(one => one.recording_sid === recording.sid);
    if (more.length > 0) broken.push(`recording ${recording.sid} is kept twice`);
    if (!row) {
      if (told && recording.seconds > 0)
        broken.push(`recording ${recording.sid} was acknowledged and is not there`);
      continue;
    }
    if (recording.seconds === 0) continue;
    const chunks = await read
      .selectFrom('voicemail_chunks')
      .select('bytes')
      .where('voicemail_id', '=', row.id)
      .orderBy('position')
      .execute();
    const whole = Buffer.concat(chunks.map(chunk => chunk.bytes));
    if (row.state !== 'stored') broken.push(`recording ${recording.sid} is ${row.state}`);
    else if (!whole.equals(Buffer.from(speechWav(recording.speech))))
      broken.push(`recording ${recording.sid} is not whole`);
    if (!recording.deleted) broken.push(`recording ${recording.sid} is still at the carrier`);
  }
  return broken;
}
