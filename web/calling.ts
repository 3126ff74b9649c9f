import { effect, signal } from '@preact/signals';
import { GOING_ON, NEVER_RANG } from '../core/rules/staff-call.ts';
import { answered, desk, type Entry, Refused } from './ask-server.ts';
import { conversation, readConversation } from './conversation-state.ts';
import { aboutChosen, asking, focused } from './current.ts';
import { lastAct, notDone } from './last-act-state.ts';
import { goTo, openEntry, openPage } from './place.ts';
import { entries, practice, readQueue, replaceEntry } from './queue-state.ts';
import { covered, session } from './session.ts';
import { say } from './words.ts';

export type LastCall = NonNullable<Entry['lastCall']>;

/** The call that was begun here, until somebody has been asked how it went. */
export const ownCall = signal<{ entry: string; call: string } | null>(null);

/** A request of which no answer came: pressed again, it must be the same call. */
let unanswered: { entry: string; typed: boolean; request: string } | null = null;
let underWay = false;

/** The state of a call that goes on, else null. */
export function goesOn(call: Pick<LastCall, 'state'> | null): (typeof GOING_ON)[number] | null {
  return GOING_ON.find(state => state === call?.state) ?? null;
}

/** Why a call never reached the contact's phone; null when it did, or may do so yet. */
export function neverRang(call: Pick<LastCall, 'state'> | null): (typeof NEVER_RANG)[number] | null {
  return NEVER_RANG.find(state => state === call?.state) ?? null;
}

/** Whether a call rang their phone, and nobody spoke with anybody. */
export function notReached(call: LastCall | null): boolean {
  return call !== null && !goesOn(call) && !neverRang(call) && call.state !== 'answered';
}

/** The numbers at which somebody can be called: the one we know them by, and another that somebody typed. */
export function numbersOf({ contact, numberNoted }: Entry): { number: string; typed: boolean }[] {
  const known = contact?.phone ? [{ number: contact.phone, typed: false }] : [];
  const noted = numberNoted && numberNoted !== contact?.phone ? [{ number: numberNoted, typed: true }] : [];
  return [...known, ...noted];
}

/** Has one's own phone ring, and from there theirs. */
export async function callThem(entry: Entry, typed: boolean): Promise<void> {
  if (underWay) return;
  goTo(entry.id);
  if (!ringsMe()) {
    lastAct.value = { sentence: say('call_no_phone'), wrong: true };
    return;
  }
  underWay = true;
  const same = unanswered?.entry === entry.id && unanswered.typed === typed ? unanswered.request : null;
  const request = same ?? crypto.randomUUID();
  unanswered = { entry: entry.id, typed, request };
  try {
    const json = { version: entry.version, request, typed };
    const begun = await answered(desk.entries[':id'].call.$post({ param: { id: entry.id }, json }));
    unanswered = null;
    lastAct.value = null;
    ownCall.value = { entry: entry.id, call: begun.call };
    if (begun.entry) replaceEntry(begun.entry);
  } catch (error) {
    if (error instanceof Refused && error.status > 0) unanswered = null;
    notDone(error, () => callThem(entry, typed));
  } finally {
    underWay = false;
    await Promise.all([readQueue(), openEntry.value === entry.id ? readConversation(entry.id, false) : null]);
  }
}

function ringsMe(): boolean {
  const me = session.value.is === 'in' ? session.value.who.staff : null;
  return practice.value?.staff.find(({ id }) => id === me)?.rings ?? false;
}

/** Whoever types, reads another page or answers something else is not interrupted by the question. */
function isFree(entry: string): boolean {
  const typing = document.activeElement?.closest('input, textarea, select') ?? null;
  return openEntry.value === entry && !openPage.value && !covered.value && !asking.value && !typing;
}

/** Asks how a call went that was begun here, when it is over. */
export function askAfterCalls(): void {
  effect(() => {
    const own = ownCall.value;
    if (!own) return;
    const shown = conversation.value?.entry;
    const entry =
      entries.value?.find(({ id }) => id === own.entry) ?? (shown?.id === own.entry ? shown : null);
    const call = entry?.lastCall;
    if (!entry || call?.id !== own.call || goesOn(call)) return;
    ownCall.value = null;
    if (entry.state === 'handled' || neverRang(call)) return;
    if (isFree(entry.id)) {
      focused.value = null;
      aboutChosen.value = false;
      asking.value = 'handle';
    } else lastAct.value = { sentence: say('call_over'), wrong: false };
  });
}
