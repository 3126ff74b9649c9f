import { isOver } from '../../core/rules/staff-call.ts';
import type { Invariant } from '../facts.ts';

/** Calls of staff to contacts, by way of their own phones. */
export const staffCalls: readonly Invariant[] = [
  {
    name: 'no contact is called before 1 was pressed on the phone of staff',
    when: 'always',
    broken: ({ carrier }) =>
      carrier.calls.flatMap(leg => {
        const own = carrier.calls.find(({ sid }) => sid === leg.parentSid);
        if (own?.direction !== 'outbound-api') return [];
        const pressed = own.heard.some(({ kind, text }) => kind === 'key' && text === '1');
        return pressed ? [] : [`${leg.to} was called by ${own.sid}`];
      }),
  },
  {
    name: 'a call that was asked for once is placed once',
    when: 'always',
    broken: ({ carrier, rows }) => {
      const placed = carrier.calls.filter(({ direction }) => direction === 'outbound-api');
      const named = placed.map(({ onAnswer }) => (onAnswer && 'url' in onAnswer ? onAnswer.url : ''));
      const twice = named.filter((url, at) => named.indexOf(url) !== at);
      const unasked = named.filter(url => !rows.staffCalls.some(({ id }) => url.includes(id)));
      return [...twice.map(url => `${url} twice`), ...unasked.map(url => `${url} for nobody`)];
    },
  },
  {
    name: 'nobody is kept from calling by a call that is long over',
    when: 'end',
    broken: ({ rows }) =>
      rows.staffCalls.filter(({ state }) => !isOver(state)).map(({ id, state }) => `${id} is ${state}`),
  },
];
