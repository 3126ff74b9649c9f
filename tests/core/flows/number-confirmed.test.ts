import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callArrives } from '../../../core/flows/call-arrives.ts';
import { callerPresses } from '../../../core/flows/caller-presses.ts';
import { formSent } from '../../../core/flows/form-sent.ts';
import { numberConfirmed } from '../../../core/flows/number-confirmed.ts';
import { textArrives } from '../../../core/flows/text-arrives.ts';
import { handleEntry, takeEntry } from '../../../core/flows/work-entry.ts';
import { type EntryId, type Phone, systemRandom } from '../../../core/ids.ts';
import type { FormSubmission } from '../../../core/rules/form.ts';
import type { ContactRow, EntryRow } from '../../../core/store/schema.ts';
import { openStore, type Store } from '../../../core/store/store.ts';
import type { Tx } from '../../../core/store/writer.ts';
import { configOf, sample } from '../config/sample.ts';

const config = configOf(sample());
const LINE = '+12125550100';
const KIM = '+12125550156' as Phone;
const WORDS = 'form 1: Yes, Willow Street may text this number.';

/** A Sunday, when nobody rings; each look at the clock is a second later. */
let time = Date.parse('2026-11-15T15:00:00Z');
const clock = {
  now() {
    time += 1_000;
    return Temporal.Instant.fromEpochMilliseconds(time);
  },
};

let folder: string;
let store: Store;
let sent = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-ring-confirm-'));
  store = openStore({
    folder,
    key: '5e'.repeat(32),
    clock,
    random: systemRandom,
    migrates: true,
  });
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function write<T>(flow: (tx: Tx) => Promise<T>): Promise<T> {
  return store.write(flow);
}

async function form(change: Partial<FormSubmission> = {}): Promise<EntryId> {
  sent += 1;
  await write(tx =>
    formSent(tx, config, {
      token: null,
      source: 'page',
      wants: 'callback',
      message: '',
      bestTime: '',
      nameToAsk: 'Kim',
      newHere: null,
      language: 'es',
      number: KIM,
      textMe: false,
      submissionKey: `submission-${sent}`,
      consentWords: WORDS,
      ...change,
    }),
  );
  return newestEntry();
}

async function withheldCall(...pressed: string[]): Promise<EntryId> {
  sent += 1;
  const sid = `CA${sent}`;
  await write(tx => callArrives(tx, config, { sid, line: LINE, from: 'anonymous', forwardedFrom: null }));
  for (const digits of pressed) await write(tx => callerPresses(tx, config, { sid, digits, language: 'en' }));
  return newestEntry();
}

async function text(body: string): Promise<void> {
  sent += 1;
  const sid = `SM${sent}`;
  await write(tx =>
    textArrives(tx, config, { sid, line: LINE, from: KIM, body, media: 0, optOutType: null }),
  );
}

async function newestEntry(): Promise<EntryId> {
  const rows = await store.read.selectFrom('entries').select('id').orderBy('opened_at', 'desc').execute();
  return rows[0]!.id;
}

const confirm = (entry: EntryId) => write(tx => numberConfirmed(tx, config, { entry, staff: 'dana' }));
const contacts = (): Promise<ContactRow[]> => store.read.selectFrom('contacts').selectAll().execute();
const entry = (id: EntryId): Promise<EntryRow> =>
  store.read.selectFrom('entries').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const consents = () => store.read.selectFrom('consents').select(['kind', 'how', 'words']).execute();
const codes = async (id: EntryId) =>
  (await store.read.selectFrom('notes').select('code').where('entry_id', '=', id).execute()).map(
    note => note.code,
  );

test('a number without the box becomes a contact that nobody texts', async () => {
  const id = await form();
  const confirmed = await confirm(id);
  const [contact] = await contacts();
  expect(contact).toMatchObject({ phone: KIM, name_to_ask: 'Kim', language: 'es' });
  expect(contact).toMatchObject({ texting: 'stopped', stopped_how: 'never_asked' });
  expect(await entry(id)).toMatchObject({ contact_id: contact!.id, state: 'open' });
  expect(confirmed.joined).toBe(false);
  expect(await consents()).toEqual([]);
  const forms = await store.read.selectFrom('forms').select('contact_id').execute();
  expect(forms).toEqual([{ contact_id: contact!.id }]);
  expect(await codes(id)).toContain('number_confirmed');
});

test('the ticked box is a consent, kept with its words', async () => {
  await confirm(await form({ textMe: true }));
  expect(await contacts()).toMatchObject([{ texting: 'allowed', stopped_how: null }]);
  expect(await consents()).toEqual([{ kind: 'given', how: 'form', words: WORDS }]);
});

test('a later form with the box lets texts begin where nobody had asked for them', async () => {
  await confirm(await form());
  const later = await form({ textMe: true });
  await confirm(later);
  expect(await contacts()).toMatchObject([{ texting: 'allowed', stopped_how: null }]);
});

test.each(['STOP', 'please stop texting me', 'wrong number'])('"%s" is not undone by a form', async words => {
  await text(words);
  const before = await contacts();
  const id = await form({ textMe: true });
  const { entry: goesOn } = await confirm(id);
  const after = await contacts();
  expect(before).toMatchObject([{ texting: 'stopped' }]);
  expect(after).toMatchObject([{ texting: 'stopped', stopped_how: before[0]!.stopped_how }]);
  expect((await consents()).filter(consent => consent.kind === 'given')).toEqual([]);
  expect(await codes(goesOn.id)).toContain('opted_out');
});

test('who may be texted stays so without the box', async () => {
  await text('Hello, I would like to come by');
  await confirm(await form());
  expect(await contacts()).toMatchObject([{ texting: 'allowed' }]);
});

test('it joins the entry that the contact has already', async () => {
  await text('Hello there');
  const theirs = await newestEntry();
  const typed = await form({ message: 'I want to kill myself', wants: 'message' });
  const confirmed = await confirm(typed);
  expect(confirmed).toMatchObject({
    joined: true,
    entry: { id: theirs, strongest: 'crisis', state: 'open' },
  });
  expect(await entry(typed)).toMatchObject({ state: 'handled', outcome: 'merged', owner: 'dana' });
  const asks = await store.read.selectFrom('asks').select(['entry_id', 'kind']).execute();
  expect(asks.map(ask => ask.kind).sort()).toEqual(['crisis', 'message', 'message']);
  for (const table of ['asks', 'forms', 'alerts', 'notes'] as const) {
    const rows = await store.read
      .selectFrom(table)
      .select('entry_id')
      .where('entry_id', '=', typed)
      .execute();
    expect(rows, table).toEqual([]);
  }
  expect(await codes(theirs)).toEqual(expect.arrayContaining(['joined', 'number_confirmed']));
  const [{ due_at }, asked] = [await entry(theirs), await entry(typed)];
  expect(due_at).toBe(asked.due_at);
});

test('whoever has the other entry hears of it, unless it was them', async () => {
  await text('Hello there');
  const theirs = await newestEntry();
  await write(tx => takeEntry(tx, config, { entry: theirs, staff: 'front_desk' }));
  await confirm(await form());
  const told = await store.read
    .selectFrom('alerts')
    .select('staff')
    .where('entry_id', '=', theirs)
    .where('about', '=', 'callback')
    .execute();
  expect(told.map(alert => alert.staff)).toContain('front_desk');
});

test('a number keyed in on a withheld call', async () => {
  const id = await withheldCall('2125550156');
  await confirm(id);
  expect(await contacts()).toMatchObject([{ phone: KIM, texting: 'stopped', stopped_how: 'never_asked' }]);
  const calls = await store.read.selectFrom('calls').select(['contact_id', 'entry_id']).execute();
  expect(calls).toEqual([{ contact_id: (await contacts())[0]!.id, entry_id: id }]);
});

test('star on that call is the opt-out of whoever it was', async () => {
  await text('Hello there');
  const id = await withheldCall('2125550156', '*');
  await confirm(id);
  expect(await contacts()).toMatchObject([{ texting: 'stopped', stopped_how: 'star' }]);
  expect(await consents()).toContainEqual({ kind: 'ended', how: 'star', words: '*' });
});

test.each([
  ['nothing was typed', () => withheldCall(), /nobody typed a number/],
  ['it is no whole number', () => withheldCall('1234567'), /no whole phone number/],
  ['it is a staff phone', () => form({ number: '+12125550112' as Phone }), /of the practice itself/],
  ['it is a line', () => form({ number: LINE as Phone }), /of the practice itself/],
])('refused: %s', async (_why, open, sentence) => {
  const id = await open();
  await expect(confirm(id)).rejects.toThrow(sentence);
  expect(await contacts()).toEqual([]);
});

test('refused: it was confirmed, or handled, or nobody on staff asks', async () => {
  const id = await form();
  await expect(write(tx => numberConfirmed(tx, config, { entry: id, staff: 'nobody' }))).rejects.toThrow(
    /no staff member/,
  );
  await confirm(id);
  await expect(confirm(id)).rejects.toThrow(/we know whose/);
  await write(tx => handleEntry(tx, config, { entry: id, staff: 'dana', outcome: 'reached' }));
  await expect(confirm(id)).rejects.toThrow(/handled already/);
});
