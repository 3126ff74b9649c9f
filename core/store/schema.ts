import type { Generated, GeneratedAlways } from 'kysely';
import type {
  CallId,
  ContactId,
  EffectId,
  EntryId,
  MessageId,
  NoticeId,
  Phone,
  StaffCallId,
  TestCallId,
  VoicemailId,
} from '../ids.ts';
import type { AskKind } from '../rules/asks.ts';
import type { Erasure } from '../rules/keeping.ts';
import type { StaffCallState } from '../rules/staff-call.ts';
import type { TestCallFacts } from '../rules/test-call.ts';
import type { Language } from '../texts/texts.ts';

/**
 * The tables, as migrations/ makes them. Ids are UUIDv7 text, times are INTEGER epoch milliseconds, yes and no are 1
 * and 0, JSON is text. Words of clients stand here and nowhere else.
 */
export interface Tables {
  contacts: ContactRow;
  consents: ConsentRow;
  opt_outs: OptOutRow;
  root_secret: RootSecretRow;
  erasures: ErasureRow;
  calls: CallRow;
  legs: LegRow;
  staff_calls: StaffCallRow;
  test_calls: TestCallRow;
  entries: EntryRow & {
    /** 0 for a crisis, else 1: what the queue is sorted by first, so that an index can hold its order. */
    calm: GeneratedAlways<Flag>;
  };
  acts: ActRow;
  seen: SeenRow;
  asks: AskRow;
  messages: MessageRow & {
    /** 1 while its words stand at Twilio too and nobody has promised to erase them there. */
    at_provider: Generated<Flag>;
  };
  alerts: AlertRow;
  reminders: ReminderRow;
  voicemails: VoicemailRow;
  voicemail_chunks: VoicemailChunkRow;
  forms: FormRow;
  form_links: FormLinkRow;
  dialogues: DialogueRow;
  notes: NoteRow;
  effects: EffectRow;
  changes: ChangeRow;
  closures: ClosureRow;
  marks: MarkRow;
  looked: LookedRow;
  troubles: TroubleRow;
  notices: NoticeRow;
  staff_states: StaffStateRow;
  pacing: PacingRow;
  findable: FindableRow;
  found_words: FoundWordsRow;
  found_terms: FoundTermsRow;
  users: UserRow;
  accounts: AccountRow;
  sessions: SessionRow;
  second_factors: SecondFactorRow;
  passkeys: PasskeyRow;
  challenges: ChallengeRow;
  verifications: VerificationRow;
  invitations: InvitationRow;
  audit: AuditRow;
  audit_head: AuditHeadRow;
}

/** Whose each find is: kept by triggers (migrations/search-index.ts), never written by hand. */
export interface FindableRow {
  seq: Generated<number>;
  /** Of the text, form, ask, contact, voicemail or entry in which the words stand. */
  id: string;
  /** Null where a contact's newest entry is meant. */
  entry_id: EntryId | null;
  contact_id: ContactId | null;
}

/** The index itself; its `rowid` is `findable.seq`. Its words cannot be read back. */
export interface FoundWordsRow {
  rowid: Generated<number>;
  /** For commands to the index. https://www.sqlite.org/fts5.html#special_insert_commands */
  found_words: string;
  rank: number;
}

/** Each word that stands in the index, once for each place. https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module */
export interface FoundTermsRow {
  term: GeneratedAlways<string>;
}

type Flag = 0 | 1;

export interface ContactRow {
  id: ContactId;
  phone: Phone | null;
  name_to_ask: string | null;
  language: Language;
  /** What automation may do: `stopped` after an opt-out in any form, until the person takes it back. */
  texting: 'allowed' | 'stopped';
  stopped_how:
    | 'keyword'
    | 'free_words'
    | 'wrong_number'
    | 'carrier'
    | 'star'
    | 'never_asked'
    | 'staff'
    | null;
  /** Whether a voicemail may be left there; null when nobody said. */
  voicemail_ok: Flag | null;
  /** Whether a voicemail, or whoever answers, may hear the practice's name; null when nobody said. */
  may_name_us: Flag | null;
  staff_wrote_at: number | null;
  crisis_replied_at: number | null;
  /** Since when `text_once_per` counts; null lets the next missed call be texted. */
  continuation_at: number | null;
  created_at: number;
  /** Since when nothing of theirs may be erased (a legal hold); null while there is none. */
  held_at: number | null;
  /** When somebody had them erased: what is left of them goes in the next moments, and they have no number any more. */
  erasing_at: number | null;
}

/** Append-only: when, how and with which words a number came to be texted, and when that ended. */
export interface ConsentRow {
  id: string;
  contact_id: ContactId;
  kind: 'given' | 'ended';
  /** `staff`: they said so to a person here, whose note of it are the words. */
  how: 'call' | 'form' | 'keyword' | 'free_words' | 'wrong_number' | 'carrier' | 'star' | 'staff';
  words: string;
  at: number;
}

/** An opt-out of somebody of whom nothing else is kept: known again by a keyed hash of the number alone. */
export interface OptOutRow {
  hash: string;
  how: NonNullable<ContactRow['stopped_how']>;
  at: number;
}

/** What is signed or hashed is derived from it: see `Store.secret`. */
export interface RootSecretRow {
  one: 1;
  /** 32 bytes as hex. */
  secret: string;
}

/** Something that was erased here, by Twilio's name for it: what is told of it late is nothing new. */
export interface ErasureRow {
  sid: string;
  /** What is to go at Twilio; `nothing` where this only remembers the name. */
  what: Erasure;
  /** When to ask Twilio next; null once that is over. */
  due_at: number | null;
  tries: number;
  /** Why Twilio would not yet, as a code. */
  error: string | null;
  /** How long the name is remembered after that. */
  until: number;
}

/** What kind of caller rang: only a `client` becomes a contact and may be texted. */
export type CallerKind = 'client' | 'withheld' | 'staff' | 'blocked' | 'own_line';

export interface CallRow {
  id: CallId;
  provider_sid: string;
  line: Phone;
  contact_id: ContactId | null;
  caller: CallerKind;
  from_number: string | null;
  forwarded_from: string | null;
  language: Language;
  /** `ringing` until somebody settles it, once: `taken` by a person, `missed`, or `refused` before it began. */
  state: 'ringing' | 'taken' | 'missed' | 'refused';
  /** JSON `PlannedLeg[]` (rules/ring-plan.ts), fixed at arrival so that a repeated webhook gets the same answer. */
  plan: string;
  /** What the greeting promises, fixed when first said: JSON `Greeting`, null before. */
  greeting: string | null;
  no_texts: Flag;
  keyed_number: string | null;
  entry_id: EntryId | null;
  arrived_at: number;
  decided_at: number | null;
  ended_at: number | null;
}

export interface LegRow {
  call_id: CallId;
  position: number;
  who: string;
  accept: 'any' | 'press_1';
  started_at: number;
  answered_at: number | null;
  key_at: number | null;
  ended_at: number | null;
  /** What the dial action said; null until it came. */
  bridged: Flag | null;
}

/** A call that asked whether a phone of staff can be reached: how it stands follows from what was told (rules/test-call.ts). */
export interface TestCallRow extends TestCallFacts {
  id: TestCallId;
  staff: string;
  line: Phone;
  at: number;
}

/**
 * A call that a staff member makes from the desk: their own phone rings first, then the contact's. What the carrier told
 * is kept as it came; `state` follows from it (rules/staff-call.ts).
 */
export interface StaffCallRow {
  id: StaffCallId;
  entry_id: EntryId;
  staff: string;
  line: Phone;
  /** Whom it is for: the contact's number, or one that somebody typed. */
  number: Phone;
  typed: Flag;
  /** What the desk called this request: the same one again is the same call. */
  request: string;
  state: StaffCallState;
  /** The carrier's name for the call to the staff member's phone. */
  provider_sid: string | null;
  /** Why their phone never rang, as far as we know. */
  not_placed: 'expired' | 'refused' | 'unknown' | null;
  lifted_at: number | null;
  key_at: number | null;
  /** How the call to their own phone ended, in the carrier's word; `unheard` when nobody can tell. */
  phone_ended: string | null;
  answered_at: number | null;
  /** How the call to the number ended, in the carrier's word. */
  number_ended: string | null;
  /** Seconds between the number's answer and its end. */
  talked: number | null;
  ended_at: number | null;
  at: number;
}

export type EntryState = 'open' | 'assigned' | 'waiting' | 'handled';

export interface EntryRow {
  id: EntryId;
  contact_id: ContactId | null;
  line: Phone;
  state: EntryState;
  owner: string | null;
  /** The strongest ask; what the queue shows and sorts by. */
  strongest: AskKind;
  language: Language;
  opened_at: number;
  asked_at: number;
  due_at: number;
  waits_until: number | null;
  handled_at: number | null;
  outcome: string | null;
  /** Whether somebody said, on handling it, that what matters stands in the chart. */
  copied_to_chart: Flag | null;
  /** A short note for whoever works it next, in staff's words. */
  handover: string | null;
  /** How often somebody took it or wrote from it: whoever has it from before a crisis has not answered that by it. */
  takes: number;
  version: number;
  /** Set apart by staff for one of several people behind a number: what comes in never joins it by itself. */
  apart: Flag;
  /** Whom to ask for, as staff know it: before the names that came with the asks. */
  name_to_ask: string | null;
  /** When a person first answered what was asked in it: kept by triggers (migrations/first-answers.ts). */
  answered_at: number | null;
}

export type ActKind =
  | 'take'
  | 'assign'
  | 'wait'
  | 'handle'
  | 'reopen'
  | 'note'
  | 'reply'
  | 'call'
  | 'name'
  | 'split'
  | 'join'
  | 'confirm'
  | 'undo';

/** Something that staff did with an entry, and what it changed, so that it can be undone. */
export interface ActRow {
  id: string;
  entry_id: EntryId;
  staff: string;
  what: ActKind;
  /** The entry's version that it made. */
  version: number;
  /** JSON: the columns of the entry and its contact that it changed, as they were (flows/entry-acts.ts). */
  before: string;
  /** JSON: the same columns as it left them. */
  after: string;
  undone_at: number | null;
  at: number;
}

/** What somebody has seen of an entry: everything asked up to a time. */
export interface SeenRow {
  /** The id of who is signed in. */
  user: string;
  entry_id: EntryId;
  asked_at: number;
}

export interface AskRow {
  id: string;
  entry_id: EntryId;
  kind: AskKind;
  source: 'call' | 'text' | 'form' | 'voicemail' | 'keypad';
  source_id: string;
  /** How often the same thing was asked while the entry was open (repeated calls). */
  times: number;
  best_time: string | null;
  number: string | null;
  name_to_ask: string | null;
  at: number;
}

export type MessageStatus =
  | 'received'
  | 'promised'
  | 'accepted'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'unknown'
  /** It was not known, and Twilio has no such text. */
  | 'not_found'
  | 'cancelled';

export interface MessageRow {
  id: MessageId;
  contact_id: ContactId | null;
  staff: string | null;
  entry_id: EntryId | null;
  call_id: CallId | null;
  line: Phone;
  direction: 'in' | 'out';
  author: 'client' | 'automation' | 'staff';
  /** The sentence's key for automation (`continuation`, `crisis` ...), null for words of people. */
  kind: string | null;
  body: string;
  media: number;
  provider_sid: string | null;
  status: MessageStatus;
  error_code: number | null;
  /** The text of staff that this one says again. */
  retry_of: MessageId | null;
  at: number;
}

export interface AlertRow {
  id: string;
  entry_id: EntryId;
  staff: string;
  target: string;
  about: AskKind;
  urgent: Flag;
  state: 'promised' | 'sent' | 'delivered' | 'failed' | 'unknown' | 'folded' | 'cancelled';
  /** The alert that carries this one, when several were folded into one. */
  folded_into: string | null;
  provider_sid: string | null;
  error_code: number | null;
  at: number;
  /** When it was handed to the target; null before. */
  sent_at: number | null;
  /** When it was held back, once, for somebody active at the desk. */
  held_at: number | null;
  /** How many entries it tells of; null before it was handed over. */
  tells: number | null;
  /** Part of a morning's digest: it goes with the others of that morning. */
  digest: Flag;
  /** In a digest that went out: how many of the entries came since closing. */
  since_closing: number | null;
  /** The reminder that says it again; null for the first time. */
  reminder_id: string | null;
}

/** An ask that is said again until somebody takes its entry. The newest of an entry and an ask counts. */
export interface ReminderRow {
  id: string;
  entry_id: EntryId;
  about: AskKind;
  /** The entry's `takes` when it began: another number means that somebody has taken it since. */
  takes: number;
  /** How often it was said again. */
  rounds: number;
  at: number;
}

export interface VoicemailRow {
  id: VoicemailId;
  call_id: CallId;
  recording_sid: string;
  /** `erased`: its sound was here, and `keep.recordings` is over. */
  state: 'announced' | 'stored' | 'empty' | 'failed' | 'erased';
  seconds: number;
  bytes: number;
  content_type: string | null;
  /** What it says, as staff typed it. */
  words: string | null;
  at_provider: Flag;
  at: number;
}

export interface VoicemailChunkRow {
  voicemail_id: VoicemailId;
  position: number;
  bytes: Buffer;
}

export interface FormRow {
  id: string;
  contact_id: ContactId | null;
  entry_id: EntryId;
  submission_key: string;
  source: 'link' | 'page' | 'intake';
  wants: 'callback' | 'message';
  message: string;
  best_time: string;
  name_to_ask: string;
  new_here: 'new' | 'known' | null;
  language: Language;
  /** A number that somebody typed: a note, never texted by itself, never a contact until staff confirm. */
  number: string | null;
  text_me: Flag;
  consent_words: string;
  at: number;
}

export interface FormLinkRow {
  /** SHA-256 of the token, hex: the token itself stands only in the text that carried it. */
  token_hash: string;
  contact_id: ContactId;
  line: Phone;
  expires_at: number;
}

export interface DialogueRow {
  contact_id: ContactId;
  line: Phone;
  state: string;
  version: number;
  expires_at: number;
  /** JSON: the whole `Dialogue` of the rules. */
  data: string;
}

/** What the system has to tell staff about an entry: a code of core/texts `notes`, with values as JSON. */
export interface NoteRow {
  id: string;
  entry_id: EntryId;
  code: string;
  at: number;
}

export type EffectState = 'pending' | 'sending' | 'done' | 'failed' | 'unknown' | 'cancelled';

export interface EffectRow {
  id: EffectId;
  kind: string;
  /** JSON of ids only. */
  payload: string;
  key: string;
  state: EffectState;
  /** What goes first among what is due: 0 is a crisis, 3 can wait. */
  priority: number;
  due_at: number;
  expires_at: number | null;
  attempts: number;
  lease_until: number | null;
  provider_sid: string | null;
  /** A code, never words. */
  error: string | null;
  created_at: number;
  /** When the latest attempt began; null before the first. */
  begun_at: number | null;
}

export interface ChangeRow {
  seq: Generated<number>;
  noun: string;
  id: string;
  at: number;
}

/** A line that is closed until a time, whatever its hours say. */
export interface ClosureRow {
  line: Phone;
  until: number;
  set_at: number;
}

/** A moment that outlives the process. */
export interface MarkRow {
  name: string;
  at: number;
  /** How often it came to that, where that is counted. */
  count: number | null;
}

/** Something that the worker found when it last looked outward (`core/rules/doctor`). */
export interface LookedRow {
  /** Its place among the others. */
  n: number;
  /** A code. */
  what: string;
  /** What stands in its sentence, as JSON. */
  facts: string;
}

/** A part of the installation that is not well, or was lately: what `core/rules/watching.ts` remembers of it. */
export interface TroubleRow {
  about: string;
  state: 'look' | 'wrong';
  since: number;
  told_at: number | null;
  told_state: 'look' | 'wrong' | null;
  calm_since: number | null;
  ended_at: number | null;
  times: number;
}

/** What one person is told of how the installation is. */
export interface NoticeRow {
  id: NoticeId;
  at: number;
  staff: string;
  /** The way it goes; another one once that has failed. */
  target: string;
  telling: 'begun' | 'still' | 'over';
  /** Said at any hour, since nothing works as it should until somebody acts. */
  urgent: number;
  /** Parts of the installation, as a JSON list of their codes. */
  about: string;
}

export interface StaffStateRow {
  staff: string;
  /** Since when this person's phone refuses our alerts (their own STOP). */
  alerts_stopped_at: number | null;
  /** Until when their phone is left out of ringing, as they asked. */
  no_calls_until: number | null;
  /** When they last did something at the desk. */
  active_at: number | null;
}

/** When a number of ours may send its next text at the earliest, at the carrier's pace. */
export interface PacingRow {
  number: Phone;
  next_at: number;
}

/** Somebody who may open the desk. The password stands in `accounts`. */
export interface UserRow {
  id: string;
  /** In small letters. */
  email: string;
  name: string;
  role: UserRole;
  /** Their short name in the configuration's `staff`. */
  staff: string | null;
  /** Whether they have proven a second factor; without one they can do nothing but set it up. */
  second_factor: Flag;
  /** When they last began a session, second factor and all; null before the first. */
  signed_in_at: number | null;
  disabled_at: number | null;
  created_at: number;
  updated_at: number;
}

/** An owner may do everything, staff the whole queue, a clinician what is unassigned and their own. */
export type UserRole = 'owner' | 'staff' | 'clinician';

/** How a user signs in; the columns are those of the library behind server/auth. */
export interface AccountRow {
  id: string;
  user_id: string;
  account_id: string;
  provider_id: 'credential';
  /** The password's argon2id hash with its parameters, as a PHC string. */
  password: string;
  created_at: number;
  updated_at: number;
}

export interface SessionRow {
  id: string;
  /** SHA-256 of the cookie's token, which stands nowhere. */
  token_hash: string;
  user_id: string;
  /** 1: begun with a second factor. 0: good for setting one up, and for nothing else. */
  second_factor: Flag;
  /** When a person last did something in it. */
  acted_at: number;
  /** When somebody covered the screen themselves; null while nobody has. */
  covered_at: number | null;
  expires_at: number;
  created_at: number;
  updated_at: number;
}

export interface SecondFactorRow {
  id: string;
  user_id: string;
  /** Encrypted under a key that is derived from the database's. */
  secret: string;
  /** Those not yet used, encrypted as well. */
  recovery_codes: string;
  /** 1: an authenticator app is set up. 0: it is not, and the row holds recovery codes. */
  verified: Flag;
  failures: number;
  locked_until: number | null;
}

export interface PasskeyRow {
  id: string;
  user_id: string;
  /** What its authenticator knows it by, base64url. */
  credential: string;
  /** COSE (RFC 9052). */
  public_key: Uint8Array;
  /** How often it was used, where the authenticator counts; else 0. */
  counter: number;
  /** JSON: how a browser reaches it, such as `["internal"]`. */
  transports: string;
  /** What its owner calls it. */
  name: string;
  created_at: number;
  used_at: number | null;
}

/** What somebody was asked to prove: one at a time for each thing it was asked for, and answered once. */
export interface ChallengeRow {
  /** What for, and in which session or sign-in. */
  bound_to: string;
  user_id: string;
  /** Random bytes, base64url; or the encrypted secret of an authenticator app, which is answered by its first code. */
  challenge: string;
  expires_at: number;
}

/** Something short-lived that signing in must remember: a sign-in between its two factors, a code that was used. */
export interface VerificationRow {
  id: string;
  identifier: string;
  value: string;
  expires_at: number;
  created_at: number;
  updated_at: number;
}

/** A link that lets one person join, or choose another password, once. */
export interface InvitationRow {
  token_hash: string;
  /** What the desk calls it by. */
  id: string;
  /** Who is to choose another password; null for somebody who is to join. */
  user_id: string | null;
  /** Null for the very first owner, who says who they are. */
  email: string | null;
  name: string | null;
  role: UserRole;
  staff: string | null;
  /** A user's id, or `command`; null for the link in the server's log. */
  invited_by: string | null;
  expires_at: number;
  created_at: number;
}

/** Append-only, each row chained to the one before it: who saw, did or changed what. */
export interface AuditRow {
  /** 1, 2, 3 and so on without a gap. */
  seq: number;
  at: number;
  /** A user's id, or `command` for the owner's command line; null for nobody known. */
  who: string | null;
  /** A code such as `signed_in`. */
  what: string;
  /** The id of what it was done to. */
  about: string | null;
  /** JSON of ids, codes and counts; never words of a client. */
  details: string;
  /** SHA-256 over the row before and this one; see `appendAudit`. */
  hash: string;
}

/** The one row that knows where the audit log ends, so that rows missing there are noticed. */
export interface AuditHeadRow {
  one: 1;
  seq: number;
  hash: string;
  /** The last row that `keep.audit` has erased, and its hash, from which the chain goes on; 0 and '' while none was. */
  erased_to: Generated<number>;
  erased_hash: Generated<string>;
}
