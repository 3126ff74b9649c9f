import type { Config } from '../config/schema.ts';
import { newId, type Phone, type StaffCallId } from '../ids.ts';
import { countryOf, parsePhone } from '../rules/phone.ts';
import { PLACED_WITHIN, refuseNumber, SETTLED_WITHIN } from '../rules/staff-call.ts';
import { findContact } from '../store/contacts.ts';
import { promise } from '../store/effects.ts';
import { asksOf } from '../store/entries.ts';
import type { EntryRow, StaffCallRow } from '../store/schema.ts';
import { insertStaffCall, staffCallAsked, staffCallOf, staffCallTo } from '../store/staff-calls.ts';
import type { Tx } from '../store/writer.ts';
import { act, entryFor, unhandledFor, type Work, type Worked } from './entry-acts.ts';
import { knownNumbers, lineFor } from './practice.ts';
import { WorkRefused } from './work-refused.ts';

export interface StaffCalling extends Work {
  /** What whoever asks calls this request: asked again, it is the same call. */
  request: string;
  /** Whether a number that somebody typed is called, and not the one that we know the contact by. */
  typed: boolean;
}

/**
 * A staff member calls an entry's contact from the line's number: promises that their own phone rings, and takes the
 * entry for them if nobody has it. @throws WorkRefused when they cannot be called, or the number cannot, or one of the
 * two is on such a call already
 */
export async function staffCalls(
  tx: Tx,
  config: Config,
  work: StaffCalling,
): Promise<Worked & { call: StaffCallRow; again: boolean }> {
  const asked = await staffCallAsked(tx, work.staff, work.request);
  if (asked) return { ...(await sameAgain(tx, config, work, asked)), again: true };
  const entry = await unhandledFor(tx, config, work);
  if (!config.staff[work.staff]?.phone) {
    throw new WorkRefused('no_phone', 'The configuration has no phone of yours that could ring.');
  }
  const number = await numberOf(tx, config, entry, work.typed);
  await refuseBusy(tx, config, work.staff, number);
  const call: StaffCallRow = {
    id: newId<StaffCallId>(tx.now, tx.random),
    entry_id: entry.id,
    staff: work.staff,
    line: lineFor(config, entry.line).number,
    number,
    typed: work.typed ? 1 : 0,
    request: work.request,
    state: 'promised',
    provider_sid: null,
    not_placed: null,
    lifted_at: null,
    key_at: null,
    phone_ended: null,
    answered_at: null,
    number_ended: null,
    talked: null,
    ended_at: null,
    at: tx.now,
  };
  await insertStaffCall(tx, call);
  await promise(tx, {
    kind: 'place_call',
    about: call.id,
    key: placingKey(call.id),
    urgent: entry.strongest === 'crisis',
    expiresAt: tx.now + PLACED_WITHIN,
  });
  await promise(tx, {
    kind: 'settle_staff_call',
    about: call.id,
    key: `settle-staff-call:${call.id}`,
    dueAt: tx.now + SETTLED_WITHIN,
  });
  const takes = entry.takes + 1;
  const taken = { takes, ...(entry.owner ? {} : { state: 'assigned' as const, owner: work.staff }) };
  return { ...(await act(tx, work, 'call', entry, taken)), call, again: false };
}

export function placingKey(call: StaffCallId): string {
  return `place-call:${call}`;
}

/** A second click, or the same request sent again, which may name what was seen before the first: one call. */
async function sameAgain(
  tx: Tx,
  config: Config,
  { version: _seen, ...work }: StaffCalling,
  call: StaffCallRow,
): Promise<Worked & { call: StaffCallRow }> {
  const entry = await entryFor(tx, config, work);
  if (call.entry_id !== entry.id) {
    throw new WorkRefused('on_a_call', 'This request has begun another call already.');
  }
  return { entry, what: 'call', act: call.id, call };
}

async function numberOf(tx: Tx, config: Config, entry: EntryRow, typed: boolean): Promise<Phone> {
  const contact = entry.contact_id ? await findContact(tx, entry.contact_id) : undefined;
  const written = typed ? (await asksOf(tx, entry.id)).findLast(ask => ask.number)?.number : contact?.phone;
  const number = written ? parsePhone(written, config.practice.country) : null;
  if (!number) throw new WorkRefused('no_number', 'There is no number to call.');
  const { lines, staff } = knownNumbers(config);
  switch (refuseNumber(number, countryOf(number), { lines, staff, countries: config.desk.call_countries })) {
    case 'own_number':
      throw new WorkRefused('own_number', 'This number is one of the practice’s own.');
    case 'costly':
      throw new WorkRefused('costly', 'The line calls no premium-rate numbers.');
    case 'country':
      throw new WorkRefused(
        'country',
        'The line calls no numbers of this country. The configuration’s desk.call_countries says which it does.',
      );
    case null:
      return number;
  }
}

async function refuseBusy(tx: Tx, config: Config, staff: string, number: Phone): Promise<void> {
  if (await staffCallOf(tx, staff)) {
    throw new WorkRefused('on_a_call', 'You have a call going on already. Hang up first.');
  }
  const other = await staffCallTo(tx, number);
  if (!other) return;
  const name = config.staff[other.staff]?.name ?? other.staff;
  throw new WorkRefused('being_called', `${name} is calling them right now.`, { by: other.staff });
}
