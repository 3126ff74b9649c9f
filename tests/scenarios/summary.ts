import { sql } from 'kysely';
import { NAMES, type World } from './world.ts';

/** All that a scenario may have caused. A scenario lists all of it, so that silence is tested too. */
export interface Summary {
  /** Calls as we settled them: `Robin: missed`. */
  calls: string[];
  /** Office legs in the order they rang: `Front desk: no-answer`. */
  legs: string[];
  /** Calls that staff made: `dana to Robin: answered`. */
  staffCalls: string[];
  /** Texts that we asked the carrier to send, in order: `Robin: continuation (delivered)`. */
  texts: string[];
  /** Alerts by other ways than a text, in order: `dana by email: sent`. */
  notices: string[];
  /** Requests to the carrier other than sending a text and asking about a call: `DELETE Recordings`. */
  requests: string[];
  /** Entries with their asks: `Robin: missed_call, voicemail (open)`. */
  entries: string[];
  /** What entries say in plain words, as codes. */
  notes: string[];
  /** Consent records: `Robin: given by call`. */
  consents: string[];
  /** Effects that did not simply get done: `send_text cancelled: slip`. */
  undone: string[];
  /** How many rows each table of people's data has, empty ones left out. */
  rows: Record<string, number>;
  /** Log events from warn upward. */
  logs: string[];
  /** What Twilio would not have accepted. */
  complaints: string[];
}

const TABLES = ['contacts', 'calls', 'messages', 'voicemails', 'forms', 'form_links', 'alerts'] as const;
const WARN = 40;

export async function summarize(world: World): Promise<Summary> {
  const { read } = world.store;
  const contacts = await read.selectFrom('contacts').selectAll().execute();
  const who = (id: string | null) => nameOf(contacts.find(contact => contact.id === id)?.phone ?? null);
  const calls = await read.selectFrom('calls').selectAll().orderBy(sql`rowid`).execute();
  const entries = await read.selectFrom('entries').selectAll().orderBy(sql`rowid`).execute();
  const asks = await read.selectFrom('asks').selectAll().orderBy(sql`rowid`).execute();
  const notes = await read.selectFrom('notes').selectAll().orderBy(sql`rowid`).execute();
  const consents = await read.selectFrom('consents').selectAll().orderBy(sql`rowid`).execute();
  const effects = await read.selectFrom('effects').selectAll().orderBy(sql`rowid`).execute();
  const staffCalls = await read.selectFrom('staff_calls').selectAll().orderBy(sql`rowid`).execute();
  const alerts = await read.selectFrom('alerts').selectAll().orderBy(sql`rowid`).execute();
  const state = world.simulator.state();
  return {
    calls: calls.map(call => `${call.contact_id ? who(call.contact_id) : call.caller}: ${call.state}`),
    legs: state.calls
      .filter(call => call.parentSid !== null)
      .map(call => `${nameOf(call.to)}: ${call.status}`),
    staffCalls: staffCalls.map(call => `${call.staff} to ${nameOf(call.number)}: ${call.state}`),
    texts: await textsOf(world),
    notices: alerts
      .filter(alert => alert.target !== 'sms')
      .map(alert => `${alert.staff} by ${alert.target}${alert.urgent ? ' urgent' : ''}: ${alert.state}`),
    requests: state.rest
      // Once a day a recording is asked for without the token, to see that it is refused.
      .filter(request => request.authorised)
      // What became of a call is asked as often as it goes on: that is for the tests of just that.
      .filter(request => !(request.method === 'GET' && /\/Calls(?:\/\w+)?\.json$/.test(request.path)))
      .filter(request => !(request.method === 'POST' && request.path.endsWith('/Messages.json')))
      .map(request => `${request.method} ${/\/AC\w+\/(\w+)/.exec(request.path)?.[1] ?? request.path}`),
    entries: entries.map(entry => {
      const kinds = asks
        .filter(ask => ask.entry_id === entry.id)
        .map(ask => (ask.times > 1 ? `${ask.kind} x${ask.times}` : ask.kind));
      const name = entry.contact_id ? who(entry.contact_id) : 'nobody known';
      return `${name}: ${kinds.join(', ')} (${[entry.state, entry.owner].filter(Boolean).join(' ')})`;
    }),
    notes: notes.map(note => note.code),
    consents: consents.map(consent => `${who(consent.contact_id)}: ${consent.kind} by ${consent.how}`),
    undone: effects
      .filter(effect => effect.state !== 'done')
      .map(effect => [`${effect.kind} ${effect.state}`, effect.error].filter(Boolean).join(': ')),
    rows: await rowsOf(world),
    logs: world.logs.filter(line => Number(line.level) >= WARN).map(line => String(line.event)),
    complaints: state.complaints.map(complaint => complaint.sentence),
  };
}

/** Every request to send a text, whatever became of it. */
async function textsOf(world: World): Promise<string[]> {
  const { read } = world.store;
  const messages = await read.selectFrom('messages').selectAll().where('direction', '=', 'out').execute();
  const alerts = await read.selectFrom('alerts').selectAll().execute();
  const effects = await read.selectFrom('effects').selectAll().execute();
  const state = world.simulator.state();
  const sends = state.rest.filter(
    request => request.method === 'POST' && request.path.endsWith('/Messages.json'),
  );
  return sends.map(request => {
    const params = Object.fromEntries(request.params);
    const id = new URL(params.StatusCallback ?? 'x:').searchParams.get('effect');
    const about = JSON.parse(effects.find(effect => effect.id === id)?.payload ?? '{}').id;
    const message = messages.find(one => one.id === about);
    const alert = alerts.find(one => one.id === about);
    const kind = message ? (message.kind ?? 'staff words') : `alert${alert?.urgent ? ' urgent' : ''}`;
    const sid = message?.provider_sid ?? alert?.provider_sid;
    const fate = state.messages.find(one => one.sid === sid)?.status ?? `refused ${request.status ?? 'cut'}`;
    return `${nameOf(params.To ?? null)}: ${kind} (${fate})`;
  });
}

async function rowsOf(world: World): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const table of TABLES) {
    const { count } = await world.store.read
      .selectFrom(table)
      .select(sql<number>`count(*)`.as('count'))
      .executeTakeFirstOrThrow();
    if (count > 0) rows[table] = count;
  }
  return rows;
}

function nameOf(number: string | null): string {
  return number ? (NAMES[number] ?? number) : 'nobody';
}
