import type { Facts, Invariant } from '../facts.ts';
import { PEOPLE } from '../practice.ts';
import { acknowledged, meaningOf } from './seen.ts';

const CLIENTS = PEOPLE.filter(({ role, name }) => role === 'caller' && name !== 'Blocked').map(
  ({ number }) => number,
);

function entriesOf({ rows }: Facts) {
  return new Map(rows.entries.map(row => [row.id as string, row]));
}

export const nothingIsLost: readonly Invariant[] = [
  {
    name: 'every text that was acknowledged is kept, and in the queue if a person must see it',
    when: 'always',
    broken: facts => {
      const rows = new Map(facts.rows.messages.map(row => [row.provider_sid, row]));
      return acknowledged(facts, 'message').flatMap(({ params }) => {
        const row = rows.get(params.MessageSid ?? '');
        if (!row) return [`${params.Body} of ${params.From} is not there`];
        const means = meaningOf(row.body);
        const asks = means === 'asks' && CLIENTS.includes(params.From ?? '');
        return asks && row.entry_id === null ? [`${params.Body} of ${params.From} is in no entry`] : [];
      });
    },
  },
  {
    name: 'every call that was acknowledged is kept',
    when: 'always',
    broken: facts => {
      const known = new Set(facts.rows.calls.map(row => row.provider_sid));
      return (
        acknowledged(facts, 'voice', 'call-status')
          // What staff's own phones ask when they are lifted is of calls that we make.
          .filter(({ params }) => params.Direction === 'inbound')
          .filter(({ webhook, params }) => webhook.kind === 'voice' || params.CallStatus !== 'in-progress')
          .flatMap(({ webhook, params }) =>
            known.has(params.CallSid ?? '') ? [] : [`${webhook.kind} of ${params.CallSid} is not there`],
          )
      );
    },
  },
  {
    name: 'every call that is over is taken, missed or refused',
    when: 'end',
    broken: ({ rows }) =>
      rows.calls.filter(row => row.state === 'ringing').map(row => `${row.provider_sid} still rings`),
  },
  {
    name: 'a missed call always has an entry that asks',
    when: 'always',
    broken: facts => {
      const asks = Map.groupBy(facts.rows.asks, ask => ask.entry_id as string);
      return facts.rows.calls
        .filter(row => row.state === 'missed' && ['client', 'withheld'].includes(row.caller))
        .filter(row => (asks.get(row.entry_id ?? '') ?? []).length === 0)
        .map(row => `${row.provider_sid} is missed and in no entry`);
    },
  },
  {
    name: 'every form that was acknowledged is kept once, in an entry that asks',
    when: 'always',
    broken: facts => {
      const entries = entriesOf(facts);
      return facts.record.forms
        .filter(form => form.acknowledged)
        .flatMap(form => {
          const rows = facts.rows.forms.filter(row => row.message === form.message);
          if (rows.length !== 1) return [`${form.message}: kept ${rows.length} times`];
          const row = rows[0];
          const asked = facts.rows.asks.some(ask => ask.source === 'form' && ask.source_id === row?.id);
          const repeated = facts.rows.asks.some(ask => ask.entry_id === row?.entry_id);
          return entries.has(row?.entry_id ?? '') && (asked || repeated)
            ? []
            : [`${form.message}: in no entry`];
        });
    },
  },
  {
    name: 'every recording that was acknowledged is kept, and its file in the end',
    when: 'end',
    broken: facts => {
      const known = new Map(facts.rows.voicemails.map(row => [row.recording_sid, row]));
      const refused = new Set(
        facts.rows.calls.filter(row => row.state === 'refused').map(row => row.provider_sid),
      );
      return acknowledged(facts, 'record', 'recording-status').flatMap(({ params }) => {
        const { RecordingSid: sid = '', RecordingDuration = '0', RecordingStatus } = params;
        if (sid === '' || RecordingStatus === 'absent') return [];
        const row = known.get(sid);
        if (!row) return [`recording ${sid} is not there`];
        if (Number(RecordingDuration) === 0 || refused.has(params.CallSid ?? '')) return [];
        const call = facts.rows.calls.find(one => one.id === row.call_id);
        const asked = facts.rows.asks.some(ask => ask.source_id === row.id);
        if (!asked || !call?.entry_id) return [`recording ${sid} is in no entry`];
        const said = facts.rows.notes.some(
          note => note.entry_id === call.entry_id && note.code === 'voicemail_not_fetched',
        );
        return row.state === 'stored' || (row.state === 'failed' && said)
          ? []
          : [`recording ${sid} is ${row.state}`];
      });
    },
  },
  {
    name: 'every call, text and voicemail that the carrier saw is known in the end, whether or not it could tell us',
    when: 'end',
    broken: ({ rows, carrier }) => {
      const known = new Set([
        ...rows.calls.map(row => row.provider_sid),
        ...rows.messages.map(row => row.provider_sid),
        ...rows.voicemails.map(row => row.recording_sid),
      ]);
      const calls = carrier.calls.filter(one => one.direction === 'inbound');
      const texts = carrier.messages.filter(one => one.direction === 'inbound');
      const recordings = carrier.recordings.filter(one => one.status === 'completed' && one.seconds > 0);
      return [...calls, ...texts, ...recordings]
        .filter(({ sid }) => !known.has(sid))
        .map(({ sid }) => `${sid} was never heard of`);
    },
  },
  {
    name: 'a call that the carrier saw end without a conversation is not called taken',
    when: 'end',
    broken: facts =>
      facts.rows.calls.flatMap(row => {
        const call = facts.carrier.calls.find(one => one.sid === row.provider_sid);
        const talked = call?.heard.some(one => one.kind === 'connected');
        return row.state === 'taken' && !talked ? [`${row.provider_sid} was taken by nobody`] : [];
      }),
  },
];
