import type { Facts, Invariant } from '../facts.ts';
import { PEOPLE } from '../practice.ts';
import { acknowledged, meaningOf, takenFor, textsSent } from './seen.ts';

const CLIENTS = PEOPLE.filter(({ role }) => role === 'caller').map(({ number }) => number);
/** What the entry says when nobody could be told. */
const SAID = ['no_one_left_to_alert', 'nobody_alerted'];
const REPLY_PER = 10 * 60_000;
/** What is heard of later is for staff to call about; clocks that are wrong add some minutes. */
const REPLY_WITHIN = 80 * 60_000;
const WENT = ['accepted', 'queued', 'sending', 'sent', 'delivered'];

/** Crisis words that the carrier took for us, each with the row that holds them: acknowledged, or heard of late. */
function allCrisisTexts({ carrier, rows }: Facts) {
  const bySid = new Map(rows.messages.map(row => [row.provider_sid, row]));
  return carrier.messages
    .filter(({ direction, body }) => direction === 'inbound' && meaningOf(body) === 'crisis')
    .filter(({ from }) => CLIENTS.includes(from))
    .flatMap(({ sid }) => bySid.get(sid) ?? []);
}

/** Crisis words that we acknowledged, each with the row that holds them. */
function crisisTexts(facts: Facts) {
  const rows = new Map(facts.rows.messages.map(row => [row.provider_sid, row]));
  return acknowledged(facts, 'message')
    .filter(({ params }) => meaningOf(params.Body ?? '') === 'crisis' && CLIENTS.includes(params.From ?? ''))
    .flatMap(({ params }) => rows.get(params.MessageSid ?? '') ?? []);
}

export const crisis: readonly Invariant[] = [
  {
    name: 'crisis words are always a crisis ask',
    when: 'always',
    broken: facts => {
      const asks = new Set(facts.rows.asks.filter(ask => ask.kind === 'crisis').map(ask => ask.source_id));
      const texts = crisisTexts(facts).filter(row => !asks.has(row.id));
      const forms = facts.record.forms
        .filter(form => form.acknowledged && form.means === 'crisis')
        .flatMap(form => facts.rows.forms.filter(row => row.message === form.message))
        .filter(row => !asks.has(row.id));
      return [...texts, ...forms].map(row => `${row.id} is none`);
    },
  },
  {
    name: 'every crisis ask is alerted, or the entry says that nobody could be told',
    when: 'end',
    broken: facts =>
      facts.rows.asks
        .filter(ask => ask.kind === 'crisis')
        .flatMap(ask => {
          const entry = facts.rows.entries.find(row => row.id === ask.entry_id);
          if (entry?.state === 'handled') return [];
          const told = facts.rows.alerts
            .filter(
              alert => alert.entry_id === ask.entry_id && alert.about === 'crisis' && alert.at >= ask.at,
            )
            .some(alert => {
              const effect = facts.rows.effects.find(row => row.key === `alert:${alert.id}`);
              // Failed without our having been told of it: what gets louder by itself looks after that.
              return (
                effect !== undefined && alert.state !== 'failed' && takenFor(facts, effect.id).length > 0
              );
            });
          const said = facts.rows.notes.some(
            note => note.entry_id === ask.entry_id && SAID.includes(note.code),
          );
          return told || said ? [] : [`ask ${ask.id} of entry ${ask.entry_id}: nobody was told`];
        }),
  },
  {
    name: 'crisis words are answered, or the entry says that staff must call',
    when: 'end',
    broken: facts => {
      const replies = textsSent(facts).filter(({ message }) => message.kind === 'crisis');
      return allCrisisTexts(facts).flatMap(row => {
        const answered = replies.some(
          ({ message }) =>
            message.contact_id === row.contact_id &&
            message.at - row.at > -REPLY_PER &&
            message.at - row.at < REPLY_WITHIN &&
            WENT.includes(message.status),
        );
        const own = facts.rows.entries.filter(entry => entry.contact_id === row.contact_id);
        // Handled before it was known that the reply failed: a person has looked after it.
        if (own.some(entry => entry.handled_at !== null && entry.handled_at >= row.at)) return [];
        const mine = own.map(({ id }) => id);
        const said = facts.rows.notes.some(
          note => mine.includes(note.entry_id) && note.code === 'crisis_reply_not_sent',
        );
        return answered || said ? [] : [`${row.id}: no reply and nothing said`];
      });
    },
  },
];
