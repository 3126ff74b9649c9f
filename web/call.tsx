import type { Entry, Item } from './ask-server.ts';
import { callThem, goesOn, type LastCall, neverRang, numbersOf } from './calling.ts';
import { nameOf } from './queue-state.ts';
import { session } from './session.ts';
import { lengthOf, phoneOf, say } from './words.ts';

/** Calls them, by way of one's own phone; a button for each number. */
export function CallButtons({ entry }: { entry: Entry }) {
  const numbers = numbersOf(entry);
  const busy = goesOn(entry.lastCall) !== null;
  return (
    <>
      {numbers.map(({ number, typed }) => (
        <button
          type="button"
          key={number}
          aria-disabled={busy}
          onClick={() => {
            if (!busy) void callThem(entry, typed);
          }}
        >
          {typed ? say('call_number', { number: phoneOf(number) }) : say('call')}
        </button>
      ))}
    </>
  );
}

/** How the call stands that somebody makes now, or why the latest never reached them. */
export function CallStatus({ call }: { call: LastCall | null }) {
  return (
    <p class="calling" role="status">
      {call && standing(call)}
    </p>
  );
}

function standing(call: LastCall): string {
  const { value } = session;
  const mine = value.is === 'in' && value.who.staff === call.staff;
  const state = goesOn(call) ?? (mine ? neverRang(call) : null);
  if (!state) return '';
  return mine ? say(`calling_${state}`) : say('calling_other', { name: nameOf(call.staff) });
}

/** A call of ours, in what happened. */
export function calledInWords(call: Extract<Item, { what: 'staff_call' }>): { head: string; how: string } {
  const name = nameOf(call.staff);
  const { state, talked } = call;
  const how = say(`called_${state}`, { name, time: lengthOf(talked ?? 0) });
  const head = goesOn(call) ? 'staff_calling' : neverRang(call) ? 'staff_calls' : 'staff_called';
  return { head: say(head, { name }), how };
}
