import type { Store } from '../core/store/store.ts';
import type { State } from '../simulator/core/state.ts';
import type { Record } from './record.ts';
import type { World } from './world.ts';

/** What the product has written down. */
export type Rows = Awaited<ReturnType<typeof readRows>>;

export async function readRows({ read }: Pick<Store, 'read'>) {
  return {
    contacts: await read.selectFrom('contacts').selectAll().execute(),
    calls: await read.selectFrom('calls').selectAll().execute(),
    staffCalls: await read.selectFrom('staff_calls').selectAll().execute(),
    entries: await read.selectFrom('entries').selectAll().execute(),
    asks: await read.selectFrom('asks').selectAll().execute(),
    messages: await read.selectFrom('messages').selectAll().execute(),
    alerts: await read.selectFrom('alerts').selectAll().execute(),
    reminders: await read.selectFrom('reminders').selectAll().execute(),
    voicemails: await read.selectFrom('voicemails').selectAll().execute(),
    forms: await read.selectFrom('forms').selectAll().execute(),
    notes: await read.selectFrom('notes').selectAll().execute(),
    effects: await read.selectFrom('effects').selectAll().execute(),
  };
}

/** All that an invariant may look at: what people and the carrier saw, and what the product says of it. */
export interface Facts {
  readonly rows: Rows;
  /** The rows as they were at the look before; null at the first. */
  readonly before: Rows | null;
  readonly carrier: Readonly<State>;
  readonly record: Record;
  readonly world: World;
}

/** A promise that must hold, with a name that reads like it. */
export interface Invariant {
  name: string;
  /** `always`: after each step. `end`: once all trouble is over and time has passed. */
  when: 'always' | 'end';
  /** One line for each breach: what, where. */
  broken: (facts: Facts) => string[];
}
