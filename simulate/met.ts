import type { Facts } from './facts.ts';
import { textsSent } from './invariants/seen.ts';

/** What a run has come across, counted: promises that hold because nothing happened prove nothing. */
export function met(facts: Facts): string[] {
  const { rows, carrier, record } = facts;
  return [
    ...rows.calls.map(row => `call ${row.state} ${row.caller}`),
    ...rows.asks.map(row => `ask ${row.kind} by ${row.source}`),
    ...rows.entries.map(row => `entry ${row.state}`),
    ...rows.alerts.map(row => `alert ${row.urgent ? 'urgent ' : ''}${row.state}`),
    ...rows.alerts.filter(row => row.since_closing !== null).map(row => `digest ${row.state}`),
    ...rows.voicemails.map(row => `voicemail ${row.state}`),
    ...rows.notes.map(row => `note ${row.code}`),
    ...rows.effects.map(row => `effect ${row.kind} ${row.state}${row.error ? ` ${row.error}` : ''}`),
    ...rows.forms.map(row => `form ${row.source}`),
    ...textsSent(facts).map(({ message }) => `text ${message.kind ?? 'staff words'} ${message.status}`),
    ...carrier.webhooks.map(one => `webhook ${one.kind} ${one.outcome} ${one.reason ?? ''}`.trim()),
    ...record.trace.flatMap(line => /^ {2}the (?:server|worker) died/.exec(line)?.[0].trim() ?? []),
    ...record.staffActs.map(act => `staff ${act.kind}`),
  ];
}
