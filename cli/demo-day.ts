import { readFileSync } from 'node:fs';
import type { Config } from '../core/config/schema.ts';
import { type CallId, newId, type Phone } from '../core/ids.ts';
import { type AskKind, strongestAsk } from '../core/rules/asks.ts';
import { insertAct } from '../core/store/acts.ts';
import { insertCall } from '../core/store/calls.ts';
import { changeContact, contactByPhone, recordConsent } from '../core/store/contacts.ts';
import { changeAsk, changeEntry, insertAsk, insertEntry } from '../core/store/entries.ts';
import { insertMessage } from '../core/store/messages.ts';
import type { ContactRow, EntryRow, MessageRow } from '../core/store/schema.ts';
import type { Store } from '../core/store/store.ts';
import { changeVoicemail, insertChunk, insertVoicemail } from '../core/store/voicemails.ts';
import type { Tx } from '../core/store/writer.ts';

/** The sample that the phones' page plays: 6.4 seconds, cut into pieces as the store keeps them. */
const SOUND = new URL('../simulator/page/sample.wav', import.meta.url);
const SECONDS = 6;
const PIECE = 64 * 1024;
const MINUTE = 60_000;

const SORRY =
  'Willow Street: Sorry we missed your call. Reply 1 for a call back, 2 to leave a message (or just write it here).';

type Text = [ago: number, author: MessageRow['author'], body: string, problem?: number];

/** Somebody's part of the day; times in minutes before now. */
interface Part {
  phone: string | null;
  language?: 'es';
  /** Their calls, and whether somebody took them. */
  calls: { ago: number; state: 'missed' | 'taken'; voicemail?: true }[];
  texts?: Text[];
  asks: { kind: AskKind; ago: number; times?: number; bestTime?: string; name?: string }[];
  contact?: Partial<Pick<ContactRow, 'texting' | 'stopped_how' | 'voicemail_ok' | 'may_name_us'>>;
  entry?: Partial<Pick<EntryRow, 'state' | 'owner' | 'outcome' | 'handover'>> & {
    waits?: true;
    handled?: number;
  };
}

const DAY: readonly Part[] = [
  {
    phone: '+12125550151',
    calls: [{ ago: 9, state: 'missed' }],
    texts: [
      [8, 'automation', SORRY],
      [6, 'client', 'I dont think I can do this anymore. I want to end it all'],
      [
        6,
        'automation',
        'Willow Street, automatic reply. A person may not see your text right away. If you or someone near you is in danger now, call 911. Day or night you can call or text 988 and reach a person.',
      ],
    ],
    asks: [
      { kind: 'missed_call', ago: 9 },
      { kind: 'crisis', ago: 6, name: 'Jordan' },
    ],
    // Somebody has it, so that TAKE by text still takes what the visitor has just made.
    entry: { state: 'assigned', owner: 'front_desk' },
  },
  {
    phone: '+12125550152',
    calls: [{ ago: 74, state: 'missed', voicemail: true }],
    texts: [
      [73, 'automation', SORRY],
      [70, 'client', '1'],
      [70, 'automation', 'Willow Street: Thank you. A person will call this number as soon as one is free.'],
      [68, 'client', 'after 4 please, ask for Maya'],
    ],
    asks: [
      { kind: 'voicemail', ago: 73 },
      { kind: 'callback', ago: 70, bestTime: 'after 4', name: 'Maya' },
    ],
    contact: { voicemail_ok: 1, may_name_us: 0 },
  },
  {
    phone: '+12125550153',
    language: 'es',
    calls: [{ ago: 41, state: 'missed' }],
    texts: [
      [40, 'automation', 'Willow Street: Sentimos no haber contestado. Responda 1 para que le llamemos.'],
      [33, 'client', 'Hola, quisiera cambiar mi cita del martes. Gracias, Lucía'],
    ],
    asks: [{ kind: 'message', ago: 33, name: 'Lucía' }],
  },
  {
    phone: '+12125550154',
    calls: [
      { ago: 55, state: 'missed' },
      { ago: 27, state: 'missed' },
    ],
    texts: [
      [54, 'automation', SORRY, 30006],
      [20, 'staff', 'Hello, we saw that you called. When is a good time to call you back?', 30006],
    ],
    asks: [{ kind: 'missed_call', ago: 27, times: 2 }],
  },
  {
    phone: null,
    calls: [{ ago: 19, state: 'missed', voicemail: true }],
    asks: [{ kind: 'voicemail', ago: 19 }],
  },
  {
    phone: '+12125550155',
    calls: [{ ago: 16, state: 'missed' }],
    texts: [[15, 'automation', SORRY]],
    asks: [{ kind: 'missed_call', ago: 16 }],
  },
  {
    phone: '+12125550156',
    calls: [{ ago: 130, state: 'missed' }],
    texts: [
      [129, 'automation', SORRY],
      [121, 'client', '2'],
      [119, 'client', 'Do you have an hour on Thursday? It is Sam'],
      [96, 'staff', 'Hello Sam, Thursday at 3 is free. Would that suit?'],
      [24, 'client', 'Yes, Thursday at 3 is good'],
    ],
    asks: [{ kind: 'message', ago: 24, name: 'Sam' }],
    entry: { state: 'assigned', owner: 'dana', handover: 'Has asked for Thursdays before.' },
  },
  {
    phone: '+12125550157',
    calls: [{ ago: 190, state: 'missed' }],
    texts: [[189, 'automation', SORRY]],
    asks: [{ kind: 'callback', ago: 180, bestTime: 'tomorrow before 10', name: 'Priya' }],
    entry: { state: 'waiting', owner: 'front_desk', waits: true },
  },
  {
    phone: '+12125550158',
    calls: [{ ago: 88, state: 'missed' }],
    asks: [{ kind: 'callback', ago: 86, name: 'Chris' }],
    contact: { texting: 'stopped', stopped_how: 'keyword' },
    entry: { state: 'assigned', owner: 'front_desk' },
  },
  {
    phone: '+12125550159',
    calls: [
      { ago: 300, state: 'missed' },
      { ago: 240, state: 'taken' },
    ],
    texts: [[299, 'automation', SORRY]],
    asks: [{ kind: 'missed_call', ago: 300, name: 'Noor' }],
    entry: { state: 'handled', owner: 'dana', outcome: 'booked', handled: 238 },
  },
  {
    phone: '+12125550160',
    calls: [{ ago: 360, state: 'missed' }],
    texts: [
      [359, 'automation', SORRY],
      [355, 'client', 'wrong number sorry'],
    ],
    asks: [{ kind: 'missed_call', ago: 360 }],
    entry: { state: 'handled', owner: 'front_desk', outcome: 'wrong_number', handled: 350 },
  },
];

/** Writes a day as a practice has it into the demo's database; nothing of it is sent, and nobody is alerted. */
export async function demoDay(store: Store, config: Config): Promise<void> {
  const line = config.lines[0];
  if (!line) return;
  const opens = (now: number) => tomorrowAtNine(now, config.practice.time_zone);
  for (const part of DAY) await store.write(tx => play(tx, line.number, part, opens(tx.now)));
}

function tomorrowAtNine(now: number, timeZone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  return today.add({ days: 1 }).withPlainTime('09:00').epochMilliseconds;
}

async function play(tx: Tx, line: Phone, part: Part, tomorrow: number): Promise<void> {
  const at = (ago: number) => tx.now - ago * MINUTE;
  const language = part.language ?? 'en';
  const contact = part.phone === null ? null : await contactByPhone(tx, part.phone as Phone, language);
  const [first] = part.asks;
  if (!first) return;
  const kinds = part.asks.map(ask => ask.kind);
  const crisis = kinds.includes('crisis');
  const entry = await insertEntry(tx, {
    contact_id: contact?.id ?? null,
    line,
    strongest: strongestAsk(kinds),
    language,
    due_at: crisis ? at(6) : at(first.ago - 60),
    opened_at: at(Math.max(...part.calls.filter(call => call.state === 'missed').map(call => call.ago))),
  });
  for (const call of part.calls)
    await playCall(tx, line, { ...call, at: at(call.ago), contact, entry, language });
  for (const [ago, author, body, problem] of part.texts ?? []) {
    const sent = author !== 'client';
    await insertMessage(tx, {
      contact_id: contact?.id ?? null,
      staff: author === 'staff' ? 'dana' : null,
      entry_id: entry.id,
      call_id: null,
      line,
      direction: sent ? 'out' : 'in',
      author,
      kind: author === 'automation' ? 'callback_open' : null,
      body,
      media: 0,
      provider_sid: null,
      status: sent ? (problem ? 'undelivered' : 'delivered') : 'received',
      error_code: problem ?? null,
      at: at(ago),
    });
  }
  for (const { kind, ago, times, bestTime, name } of part.asks) {
    const id = await insertAsk(tx, {
      entry_id: entry.id,
      kind,
      source: 'call',
      source_id: entry.id,
      at: at(ago),
      best_time: bestTime ?? null,
      name_to_ask: name ?? null,
    });
    if (times) await changeAsk(tx, id, { times });
  }
  if (!contact) return playWork(tx, entry, part, tomorrow);
  await changeContact(tx, contact.id, { ...part.contact, continuation_at: null });
  const texted = part.texts?.find(([, author, body]) => author === 'automation' && body === SORRY);
  if (texted)
    await recordConsent(tx, contact.id, { kind: 'given', how: 'call', words: SORRY, at: at(texted[0]) });
  if (part.contact?.stopped_how === 'keyword') {
    await recordConsent(tx, contact.id, { kind: 'ended', how: 'keyword', words: 'STOP', at: at(80) });
  }
  await playWork(tx, entry, part, tomorrow);
}

async function playCall(
  tx: Tx,
  line: Phone,
  call: Part['calls'][number] & {
    at: number;
    contact: ContactRow | null;
    entry: EntryRow;
    language: EntryRow['language'];
  },
): Promise<void> {
  const id = newId<CallId>(call.at, tx.random);
  await insertCall(tx, {
    id,
    provider_sid: `CA${id.replaceAll('-', '')}`,
    line,
    contact_id: call.contact?.id ?? null,
    caller: call.contact ? 'client' : 'withheld',
    from_number: call.contact?.phone ?? null,
    forwarded_from: null,
    language: call.language,
    state: call.state,
    plan: '[]',
    greeting: null,
    no_texts: 0,
    keyed_number: null,
    entry_id: call.entry.id,
    arrived_at: call.at,
    decided_at: call.at,
    ended_at: call.at + MINUTE,
  });
  if (!call.voicemail) return;
  const sound = readFileSync(SOUND);
  const voicemail = await insertVoicemail(tx, {
    call: id,
    recordingSid: `RE${id.replaceAll('-', '')}`,
    state: 'announced',
    seconds: SECONDS,
  });
  for (let from = 0; from < sound.length; from += PIECE) {
    await insertChunk(tx, voicemail.id, from / PIECE, sound.subarray(from, from + PIECE));
  }
  await changeVoicemail(tx, voicemail.id, {
    state: 'stored',
    bytes: sound.length,
    content_type: 'audio/wav',
    at_provider: 0,
    at: call.at,
  });
}

/** What staff did with it, as its timeline shows it. */
async function playWork(
  tx: Tx,
  entry: EntryRow,
  { asks, entry: work = {} }: Part,
  tomorrow: number,
): Promise<void> {
  const { waits, handled, ...change } = work;
  const asked = tx.now - Math.min(...asks.map(ask => ask.ago)) * MINUTE;
  const handledAt = handled === undefined ? null : tx.now - handled * MINUTE;
  await changeEntry(tx, entry.id, {
    asked_at: asked,
    ...change,
    ...(waits ? { waits_until: tomorrow, due_at: tomorrow } : {}),
    ...(handledAt === null ? {} : { handled_at: handledAt }),
  });
  if (!work.owner) return;
  const what = ({ assigned: 'take', waiting: 'wait', handled: 'handle' } as const)[
    work.state as 'assigned' | 'waiting' | 'handled'
  ];
  const nothing = JSON.stringify({ entry: {}, contact: {} });
  const staff = work.owner;
  const at = handledAt ?? asked + MINUTE;
  await insertAct(tx, { entry_id: entry.id, staff, what, version: 2, before: nothing, after: nothing, at });
}
