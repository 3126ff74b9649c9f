import { type Kysely, sql } from 'kysely';
import { entrySeen } from '../../core/flows/entry-seen.ts';
import { beginKeeping, keepSome } from '../../core/flows/keeping.ts';
import { nameToAsk } from '../../core/flows/name-to-ask.ts';
import { noteEntry } from '../../core/flows/set-aside.ts';
import { voicemailTyped } from '../../core/flows/voicemail-typed.ts';
import { handleEntry, staffReplies, takeEntry } from '../../core/flows/work-entry.ts';
import type { ContactId, Phone } from '../../core/ids.ts';
import type { ContactRow, Tables } from '../../core/store/schema.ts';
import { call, leaveVoicemail } from './calling.ts';
import { linkOn, sendForm } from './forms.ts';
import { callRobin, danaPresses } from './staff-calling.ts';
import { newestEntryId, text, work } from './texting.ts';
import { DANA, ROBIN, type World } from './world.ts';

export const DAY = 86_400;

/** Words of Robin's, or about Robin, that stand nowhere else: a name, what was written, said, noted and typed. */
export const NEEDLES = [
  ...['Quillon', 'heliotrope', 'marzipan', 'vermicelli', 'oleander'],
  ...['5550140', '555-0140', '5550177'],
] as const;

/** A contact by number. */
export async function contactOf(world: World, phone: string = ROBIN): Promise<ContactRow> {
  return world.store.read
    .selectFrom('contacts')
    .selectAll()
    .where('phone', '=', phone as Phone)
    .executeTakeFirstOrThrow();
}

/** Robin calls, speaks, writes, sends the form, is written to, named, noted and called: a row in every table of people. */
export async function allOfRobin(world: World): Promise<ContactId> {
  await call(world, ROBIN);
  await leaveVoicemail(world, ROBIN);
  await text(world, ROBIN, 'heliotrope');
  await text(world, ROBIN, '1');
  await text(world, ROBIN, 'ask for Quillon at 212-555-0177');
  await sendForm(world, linkOn(world, ROBIN), {
    ...{ wants: 'message', message: 'heliotrope marzipan', name_to_ask: 'Quillon' },
    best_time: 'vermicelli',
  });
  await world.pass(60);
  const { id } = await contactOf(world);
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => takeEntry(tx, config, { entry, staff: 'dana' }));
  await work(world, (tx, config) => noteEntry(tx, config, { entry, staff: 'dana', words: 'oleander' }));
  await work(world, (tx, config) => nameToAsk(tx, config, { entry, staff: 'dana', nameToAsk: 'Quillon' }));
  await work(world, (tx, config) =>
    staffReplies(tx, config, { entry, staff: 'dana', words: 'vermicelli to you' }),
  );
  await work(world, tx => entrySeen(tx, { user: 'dana-user', entry, askedAt: tx.now, onlyFor: null }));
  const voicemail = await world.store.read.selectFrom('voicemails').select('id').executeTakeFirstOrThrow();
  await work(world, tx =>
    voicemailTyped(tx, { voicemail: voicemail.id, words: 'marzipan on the tape', was: null }),
  );
  await callRobin(world);
  await danaPresses(world);
  await world.pass(20);
  await world.do({ type: 'answer', phone: ROBIN });
  await world.pass(5);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(20);
  await world.do({ type: 'hang-up', phone: DANA }).catch(() => {});
  await world.pass(60);
  // Words that are said again and again until somebody takes them up, and some that staff are told of in plain words.
  await text(world, ROBIN, 'I want to die, heliotrope');
  await world.pass(900);
  await text(world, ROBIN, 'CANCEL');
  await world.pass(60);
  return id;
}

/** Somebody handles the newest entry. */
export async function handled(world: World): Promise<void> {
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'dana', outcome: 'reached' }));
}

/** A worker starts: the rules run from now on, each night. */
export async function rulesRun(world: World): Promise<void> {
  await work(world, beginKeeping);
}

/** Goes through the rules once, at this moment, in as many transactions as it takes. */
export async function keepNow(world: World): Promise<number> {
  let slices = 1;
  while (await world.store.write(tx => keepSome(tx, world.holder.current()))) slices += 1;
  await world.settle();
  return slices;
}

/** Every table with its rows, shadow tables of the search index left out: their words are looked for in the bytes. */
export async function everyTable(db: Kysely<Tables>): Promise<Map<string, Record<string, unknown>[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'found_%' AND name NOT LIKE 'sqlite_%'
    ORDER BY name`.execute(db);
  const all = new Map<string, Record<string, unknown>[]>();
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(name)}`.execute(db);
    all.set(name, rows);
  }
  return all;
}

/** Where something stands, as `table.column`. */
export async function whereStands(world: World, needles: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const [table, rows] of await everyTable(world.store.read)) {
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const said = Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
        if (needles.some(needle => said.includes(needle))) found.add(`${table}.${column}`);
      }
    }
  }
  return [...found].sort();
}
