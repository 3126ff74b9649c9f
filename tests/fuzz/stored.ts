import { sql } from 'kysely';
import { type Practice, tablesOf } from './practice.ts';

/** What may stand in columns that hold one of a few words. */
const WORDS: Readonly<Record<string, readonly (string | number | null)[]>> = {
  'contacts.language': ['en', 'es'],
  'contacts.texting': ['allowed', 'stopped'],
  'contacts.stopped_how': [
    'keyword',
    'free_words',
    'wrong_number',
    'carrier',
    'star',
    'never_asked',
    'staff',
    null,
  ],
  'consents.kind': ['given', 'ended'],
  'calls.caller': ['client', 'withheld', 'staff', 'blocked', 'own_line'],
  'calls.state': ['ringing', 'taken', 'missed', 'refused'],
  'calls.language': ['en', 'es'],
  'calls.no_texts': [0, 1],
  'entries.state': ['open', 'assigned', 'waiting', 'handled'],
  'entries.strongest': ['crisis', 'callback', 'message', 'voicemail', 'missed_call'],
  'entries.language': ['en', 'es'],
  'asks.kind': ['crisis', 'callback', 'message', 'voicemail', 'missed_call'],
  'asks.source': ['call', 'text', 'form', 'voicemail', 'keypad'],
  'messages.direction': ['in', 'out'],
  'messages.author': ['client', 'automation', 'staff'],
  'forms.source': ['link', 'page', 'intake'],
  'forms.wants': ['callback', 'message'],
  'forms.new_here': ['new', 'known', null],
  'forms.language': ['en', 'es'],
  'forms.text_me': [0, 1],
  'entries.outcome': ['reached', 'left_message', 'booked', 'no_need', 'wrong_number', 'spam', 'merged', null],
  'entries.copied_to_chart': [0, 1, null],
  'contacts.voicemail_ok': [0, 1, null],
  'contacts.may_name_us': [0, 1, null],
  'messages.at_provider': [0, 1],
  'voicemails.state': ['announced', 'stored', 'empty', 'failed', 'erased'],
  'erasures.what': ['words', 'words_and_pictures', 'text', 'call', 'recording', 'nothing'],
  'opt_outs.how': ['keyword', 'free_words', 'wrong_number', 'carrier', 'star', 'staff'],
};

/** The longest that a text may be, in characters: what people write; all else is a name, a number, an id or a code. */
const LONGEST: Readonly<Record<string, number>> = {
  // A whole request has 64 KiB.
  'messages.body': 65_536,
  // A word of the search's index is as long as somebody wrote it.
  'found_terms.term': 65_536,
  'forms.message': 2_000,
  'forms.best_time': 200,
  'forms.name_to_ask': 100,
  'forms.consent_words': 1_100,
  'calls.plan': 4_000,
  'calls.greeting': 4_000,
  'dialogues.data': 70_000,
  // An opt-out in free words is proven by them.
  'consents.words': 65_536,
  'entries.handover': 500,
  'voicemails.words': 5_000,
  // What an act changed may be a note, and a joining names all that it moved.
  // Addresses, names of lines and of staff, as the configuration has them.
  'looked.facts': 4_000,
  'acts.before': 4_000,
  'acts.after': 70_000,
};
const LONGEST_OTHER = 400;

const PHONES = [
  'contacts.phone',
  'calls.from_number',
  'calls.forwarded_from',
  'calls.keyed_number',
  'forms.number',
  'asks.number',
];
const JSONS = [
  'calls.plan',
  'calls.greeting',
  'dialogues.data',
  'effects.payload',
  'audit.details',
  'looked.facts',
  'acts.before',
  'acts.after',
];

/** Everything that is not as it must be in the database, each as one line; the rows are what requests left there. */
export async function wrongInStore({ store }: Practice): Promise<string[]> {
  const wrong: string[] = [];
  for (const table of await tablesOf(store)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
      store.read,
    );
    for (const row of rows) {
      for (const [name, value] of Object.entries(row)) {
        const problem = problemOf(`${table}.${name}`, value);
        if (problem) wrong.push(`${table}.${name} ${problem}`);
      }
    }
  }
  const dangling = await sql<{ table: string }>`pragma foreign_key_check`.execute(store.read);
  return [...wrong, ...dangling.rows.map(({ table }) => `${table} has a row that belongs to nothing`)];
}

/** SQLite's own look at every page of the file. */
export async function integrity({ store }: Practice): Promise<string> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(store.read);
  return rows.map(row => row.integrity_check).join('\n');
}

function problemOf(column: string, value: unknown): string | null {
  const words = WORDS[column];
  if (words && !words.includes(value as string)) return `is ${JSON.stringify(value)}`;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return `is ${value}`;
  if (typeof value !== 'string') return null;
  if (value.length > (LONGEST[column] ?? LONGEST_OTHER)) return `has ${value.length} characters`;
  if (!value.isWellFormed()) return 'has half a character';
  if (PHONES.includes(column) && !/^\+[1-9]\d{6,14}$/.test(value)) return 'is no number';
  if (JSONS.includes(column) && !parses(value)) return 'is no JSON';
  return null;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
