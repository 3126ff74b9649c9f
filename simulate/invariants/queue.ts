import { strongestAsk } from '../../core/rules/asks.ts';
import type { Invariant } from '../facts.ts';

export const queue: readonly Invariant[] = [
  {
    name: 'one unhandled entry for each person',
    when: 'always',
    broken: ({ rows }) => {
      const unhandled = rows.entries.filter(row => row.state !== 'handled' && row.contact_id !== null);
      return [...Map.groupBy(unhandled, row => row.contact_id)].flatMap(([contact, own]) =>
        own.length > 1 ? [`${contact} has ${own.length}`] : [],
      );
    },
  },
  {
    name: 'entries, asks and states add up',
    when: 'always',
    broken: ({ rows }) => {
      const asks = Map.groupBy(rows.asks, ask => ask.entry_id);
      const ids = new Set(rows.entries.map(row => row.id));
      return [
        ...rows.asks.filter(ask => !ids.has(ask.entry_id)).map(ask => `ask ${ask.id} is in no entry`),
        ...rows.entries.flatMap(row => {
          const own = asks.get(row.id) ?? [];
          const joined = row.state === 'handled' && own.length === 0;
          if (joined) return [];
          if (own.length === 0) return [`entry ${row.id} asks nothing`];
          const strongest = strongestAsk(own.map(ask => ask.kind));
          if (strongest !== row.strongest)
            return [`entry ${row.id} shows ${row.strongest}, not ${strongest}`];
          const handled = row.state === 'handled' && row.handled_at !== null && row.outcome !== null;
          const assigned = row.state === 'assigned' && row.owner !== null && row.handled_at === null;
          const free = ['open', 'waiting'].includes(row.state) && row.handled_at === null;
          return handled || assigned || free ? [] : [`entry ${row.id} is ${row.state} of ${row.owner}`];
        }),
      ];
    },
  },
  {
    name: 'as many missed calls are asked about as calls were missed',
    when: 'always',
    broken: ({ rows }) => {
      const missed = rows.calls.filter(row => row.state === 'missed' && row.caller !== 'staff').length;
      const asked = rows.asks
        .filter(ask => ask.kind === 'missed_call')
        .reduce((sum, ask) => sum + ask.times, 0);
      return missed === asked ? [] : [`${missed} missed, ${asked} asked`];
    },
  },
  {
    name: 'whoever asks by a voicemail has left one',
    when: 'always',
    broken: ({ rows }) =>
      rows.asks
        .filter(ask => ask.kind === 'voicemail')
        .filter(ask => !rows.voicemails.some(row => row.id === ask.source_id))
        .map(ask => `ask ${ask.id} has no voicemail`),
  },
];
