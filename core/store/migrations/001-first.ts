import { firstAnswers } from './first-answers.ts';
import { searchIndex } from './search-index.ts';

/** The first schema. Notes on each column are in ../schema.ts. */
export const first = `
CREATE TABLE contacts (
  id TEXT PRIMARY KEY, phone TEXT UNIQUE, name_to_ask TEXT, language TEXT NOT NULL,
  texting TEXT NOT NULL, stopped_how TEXT, voicemail_ok INTEGER, may_name_us INTEGER, staff_wrote_at INTEGER,
  crisis_replied_at INTEGER, continuation_at INTEGER, created_at INTEGER NOT NULL, held_at INTEGER, erasing_at INTEGER
) STRICT;
CREATE INDEX contacts_erasing ON contacts (erasing_at) WHERE erasing_at IS NOT NULL;

CREATE TABLE consents (
  id TEXT PRIMARY KEY, contact_id TEXT NOT NULL REFERENCES contacts (id), kind TEXT NOT NULL, how TEXT NOT NULL,
  words TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX consents_by_contact ON consents (contact_id, at);
CREATE INDEX consents_by_time ON consents (at);

CREATE TABLE opt_outs (hash TEXT PRIMARY KEY, how TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE erasures (
  sid TEXT PRIMARY KEY, what TEXT NOT NULL, due_at INTEGER, tries INTEGER NOT NULL, error TEXT, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_due ON erasures (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX erasures_over ON erasures (until) WHERE due_at IS NULL;

CREATE TABLE entries (
  id TEXT PRIMARY KEY, contact_id TEXT REFERENCES contacts (id), line TEXT NOT NULL, state TEXT NOT NULL, owner TEXT,
  strongest TEXT NOT NULL, language TEXT NOT NULL, opened_at INTEGER NOT NULL, asked_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL, waits_until INTEGER, handled_at INTEGER, outcome TEXT, copied_to_chart INTEGER, handover TEXT,
  takes INTEGER NOT NULL, version INTEGER NOT NULL, apart INTEGER NOT NULL DEFAULT 0, name_to_ask TEXT, answered_at INTEGER,
  calm INTEGER GENERATED ALWAYS AS (strongest <> 'crisis') VIRTUAL
) STRICT;
CREATE UNIQUE INDEX entries_one_unhandled ON entries (contact_id)
  WHERE state <> 'handled' AND contact_id IS NOT NULL AND apart = 0;
CREATE INDEX entries_apart ON entries (contact_id) WHERE state <> 'handled' AND apart = 1;
CREATE INDEX entries_handled_of ON entries (contact_id, handled_at) WHERE handled_at IS NOT NULL;
CREATE INDEX entries_unhandled ON entries (asked_at, opened_at, line, state) WHERE state <> 'handled';
CREATE INDEX entries_opened ON entries (opened_at, line, answered_at, outcome);
CREATE INDEX entries_queue ON entries (calm, due_at, opened_at, id) WHERE state <> 'handled';
CREATE INDEX entries_handled ON entries (handled_at, id) WHERE state = 'handled';
CREATE INDEX entries_erasable ON entries (handled_at, id) WHERE state = 'handled' AND strongest <> 'crisis';
CREATE INDEX entries_crises_over ON entries (handled_at, id) WHERE state = 'handled' AND strongest = 'crisis';
CREATE INDEX entries_by_contact ON entries (contact_id, opened_at);

CREATE TABLE acts (
  id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entries (id), staff TEXT NOT NULL, what TEXT NOT NULL,
  version INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, undone_at INTEGER, at INTEGER NOT NULL
) STRICT;
CREATE INDEX acts_by_entry ON acts (entry_id, version);

CREATE TABLE seen (
  user TEXT NOT NULL, entry_id TEXT NOT NULL REFERENCES entries (id), asked_at INTEGER NOT NULL,
  PRIMARY KEY (user, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_by_entry ON seen (entry_id);

CREATE TABLE asks (
  id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entries (id), kind TEXT NOT NULL, source TEXT NOT NULL,
  source_id TEXT NOT NULL, times INTEGER NOT NULL, best_time TEXT, number TEXT, name_to_ask TEXT, at INTEGER NOT NULL
) STRICT;
CREATE INDEX asks_by_entry ON asks (entry_id, at);

CREATE TABLE calls (
  id TEXT PRIMARY KEY, provider_sid TEXT NOT NULL UNIQUE, line TEXT NOT NULL, contact_id TEXT REFERENCES contacts (id),
  caller TEXT NOT NULL, from_number TEXT, forwarded_from TEXT, language TEXT NOT NULL, state TEXT NOT NULL,
  plan TEXT NOT NULL, greeting TEXT, no_texts INTEGER NOT NULL, keyed_number TEXT,
  entry_id TEXT REFERENCES entries (id), arrived_at INTEGER NOT NULL, decided_at INTEGER, ended_at INTEGER
) STRICT;
CREATE INDEX calls_by_contact ON calls (contact_id, arrived_at);
CREATE INDEX calls_by_entry ON calls (entry_id);
CREATE INDEX calls_loose ON calls (arrived_at) WHERE entry_id IS NULL;
CREATE INDEX calls_missed ON calls (arrived_at, line, caller) WHERE state = 'missed';

CREATE TABLE legs (
  call_id TEXT NOT NULL REFERENCES calls (id), position INTEGER NOT NULL, who TEXT NOT NULL, accept TEXT NOT NULL,
  started_at INTEGER NOT NULL, answered_at INTEGER, key_at INTEGER, ended_at INTEGER, bridged INTEGER,
  PRIMARY KEY (call_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_calls (
  id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entries (id), staff TEXT NOT NULL, line TEXT NOT NULL,
  number TEXT NOT NULL, typed INTEGER NOT NULL, request TEXT NOT NULL, state TEXT NOT NULL, provider_sid TEXT UNIQUE,
  not_placed TEXT, lifted_at INTEGER, key_at INTEGER, phone_ended TEXT, answered_at INTEGER, number_ended TEXT,
  talked INTEGER, ended_at INTEGER, at INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_calls_by_entry ON staff_calls (entry_id, at);
CREATE UNIQUE INDEX staff_calls_by_request ON staff_calls (staff, request);
CREATE UNIQUE INDEX staff_calls_one_at_a_time ON staff_calls (staff) WHERE ended_at IS NULL;
CREATE INDEX staff_calls_going_on ON staff_calls (number) WHERE ended_at IS NULL;

CREATE TABLE test_calls (
  id TEXT PRIMARY KEY, staff TEXT NOT NULL, line TEXT NOT NULL, provider_sid TEXT UNIQUE, not_placed TEXT,
  error_code INTEGER, lifted_at INTEGER, key_at INTEGER, ended TEXT, at INTEGER NOT NULL
) STRICT;
CREATE INDEX test_calls_by_time ON test_calls (at);

CREATE TABLE messages (
  id TEXT PRIMARY KEY, contact_id TEXT REFERENCES contacts (id), staff TEXT, entry_id TEXT REFERENCES entries (id),
  call_id TEXT REFERENCES calls (id), line TEXT NOT NULL, direction TEXT NOT NULL, author TEXT NOT NULL, kind TEXT,
  body TEXT NOT NULL, media INTEGER NOT NULL, provider_sid TEXT UNIQUE, status TEXT NOT NULL, error_code INTEGER,
  retry_of TEXT REFERENCES messages (id), at INTEGER NOT NULL, at_provider INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX messages_at_provider ON messages (at) WHERE at_provider = 1 AND provider_sid IS NOT NULL;
CREATE INDEX messages_loose ON messages (at) WHERE entry_id IS NULL;
CREATE INDEX messages_by_contact ON messages (contact_id, at);
CREATE INDEX messages_by_entry ON messages (entry_id, at);
CREATE INDEX messages_told ON messages (entry_id, at, author, status, error_code) WHERE direction = 'out';
CREATE INDEX messages_by_call ON messages (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX messages_retries ON messages (retry_of) WHERE retry_of IS NOT NULL;
CREATE INDEX messages_failed ON messages (at) WHERE status IN ('failed', 'undelivered', 'not_found', 'unknown');
CREATE INDEX messages_by_kind ON messages (kind, at, status);

CREATE TABLE alerts (
  id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entries (id), staff TEXT NOT NULL, target TEXT NOT NULL,
  about TEXT NOT NULL, urgent INTEGER NOT NULL, state TEXT NOT NULL, folded_into TEXT, provider_sid TEXT UNIQUE,
  error_code INTEGER, at INTEGER NOT NULL, sent_at INTEGER, held_at INTEGER, tells INTEGER, digest INTEGER NOT NULL,
  since_closing INTEGER, reminder_id TEXT
) STRICT;
CREATE INDEX alerts_by_entry ON alerts (entry_id);
CREATE INDEX alerts_by_staff ON alerts (staff, sent_at);
CREATE INDEX alerts_promised ON alerts (staff, target) WHERE state = 'promised';
CREATE INDEX alerts_folded ON alerts (folded_into) WHERE folded_into IS NOT NULL;
CREATE INDEX alerts_repeats ON alerts (staff, target, urgent, sent_at) WHERE reminder_id IS NOT NULL;
CREATE INDEX alerts_digests ON alerts (staff, target, sent_at) WHERE since_closing IS NOT NULL;

CREATE TABLE reminders (
  id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entries (id), about TEXT NOT NULL, takes INTEGER NOT NULL,
  rounds INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX reminders_by_entry ON reminders (entry_id, about);

CREATE TABLE voicemails (
  id TEXT PRIMARY KEY, call_id TEXT NOT NULL REFERENCES calls (id), recording_sid TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL, seconds INTEGER NOT NULL, bytes INTEGER NOT NULL, content_type TEXT, words TEXT,
  at_provider INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX voicemails_by_call ON voicemails (call_id);
CREATE INDEX voicemails_stored ON voicemails (at) WHERE state = 'stored';
CREATE INDEX voicemails_at_provider ON voicemails (at) WHERE at_provider = 1;

CREATE TABLE voicemail_chunks (
  voicemail_id TEXT NOT NULL REFERENCES voicemails (id), position INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (voicemail_id, position)
) STRICT;

CREATE TABLE forms (
  id TEXT PRIMARY KEY, contact_id TEXT REFERENCES contacts (id), entry_id TEXT NOT NULL REFERENCES entries (id),
  submission_key TEXT NOT NULL UNIQUE, source TEXT NOT NULL, wants TEXT NOT NULL, message TEXT NOT NULL,
  best_time TEXT NOT NULL, name_to_ask TEXT NOT NULL, new_here TEXT, language TEXT NOT NULL, number TEXT,
  text_me INTEGER NOT NULL, consent_words TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX forms_by_entry ON forms (entry_id);
CREATE INDEX forms_by_contact ON forms (contact_id, at);

CREATE TABLE form_links (
  token_hash TEXT PRIMARY KEY, contact_id TEXT NOT NULL REFERENCES contacts (id), line TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX form_links_by_contact ON form_links (contact_id);
CREATE INDEX form_links_by_end ON form_links (expires_at);

CREATE TABLE dialogues (
  contact_id TEXT NOT NULL REFERENCES contacts (id), line TEXT NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (contact_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
  id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entries (id), code TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_by_entry ON notes (entry_id, at);

CREATE TABLE effects (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, key TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
  priority INTEGER NOT NULL, due_at INTEGER NOT NULL, expires_at INTEGER, attempts INTEGER NOT NULL,
  lease_until INTEGER, provider_sid TEXT, error TEXT, created_at INTEGER NOT NULL,
  begun_at INTEGER
) STRICT;
CREATE INDEX effects_due ON effects (priority, due_at) WHERE state = 'pending';
CREATE INDEX effects_next ON effects (due_at) WHERE state = 'pending';
CREATE INDEX effects_leased ON effects (lease_until) WHERE state = 'sending';
CREATE INDEX effects_about ON effects (payload);
CREATE INDEX effects_sid ON effects (provider_sid) WHERE provider_sid IS NOT NULL;
CREATE INDEX effects_unknown ON effects (kind) WHERE state = 'unknown';
CREATE INDEX effects_failed ON effects (kind) WHERE state = 'failed';

CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, noun TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER changes_kept AFTER INSERT ON changes WHEN new.seq % 100 = 0
BEGIN
  DELETE FROM changes WHERE seq <= new.seq - 10000;
END;

CREATE TABLE closures (line TEXT PRIMARY KEY, until INTEGER NOT NULL, set_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE marks (name TEXT PRIMARY KEY, at INTEGER NOT NULL, count INTEGER) STRICT, WITHOUT ROWID;

CREATE TABLE looked (n INTEGER PRIMARY KEY, what TEXT NOT NULL, facts TEXT NOT NULL) STRICT;

CREATE TABLE root_secret (one INTEGER PRIMARY KEY CHECK (one = 1), secret TEXT NOT NULL) STRICT;
INSERT INTO root_secret (one, secret) VALUES (1, lower(hex(randomblob(32))));

CREATE TABLE troubles (
  about TEXT PRIMARY KEY, state TEXT NOT NULL, since INTEGER NOT NULL, told_at INTEGER, told_state TEXT,
  calm_since INTEGER, ended_at INTEGER, times INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
  id TEXT PRIMARY KEY, at INTEGER NOT NULL, staff TEXT NOT NULL, target TEXT NOT NULL, telling TEXT NOT NULL,
  urgent INTEGER NOT NULL, about TEXT NOT NULL
) STRICT;
CREATE INDEX notices_by_time ON notices (at);

CREATE TABLE pacing (number TEXT PRIMARY KEY, next_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE staff_states (
  staff TEXT PRIMARY KEY, alerts_stopped_at INTEGER, active_at INTEGER, no_calls_until INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT, what TEXT NOT NULL, about TEXT,
  details TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_who ON audit (who, at);
CREATE INDEX audit_by_what ON audit (what, at);
CREATE INDEX audit_by_about ON audit (about, at);
CREATE TABLE audit_head (
  one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL,
  erased_to INTEGER NOT NULL DEFAULT 0, erased_hash TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, '');
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END;
CREATE TRIGGER audit_goes_from_its_beginning BEFORE DELETE ON audit WHEN OLD.seq > (SELECT erased_to FROM audit_head)
  BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END;
CREATE TRIGGER audit_goes_on_at_its_end BEFORE INSERT ON audit WHEN NEW.seq <> (SELECT seq + 1 FROM audit_head)
  BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END;
CREATE TRIGGER audit_moves_its_head AFTER INSERT ON audit
  BEGIN UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash; END;
CREATE TRIGGER audit_head_only_follows BEFORE UPDATE OF seq, hash ON audit_head
  WHEN NOT EXISTS (SELECT 1 FROM audit WHERE audit.seq = NEW.seq AND audit.hash = NEW.hash AND NEW.seq = OLD.seq + 1)
  BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END;
CREATE TRIGGER audit_head_moves_its_beginning_on BEFORE UPDATE OF erased_to, erased_hash ON audit_head
  WHEN NEW.erased_to >= OLD.seq OR NOT EXISTS (
    SELECT 1 FROM audit WHERE audit.seq = NEW.erased_to AND audit.hash = NEW.erased_hash AND NEW.erased_to > OLD.erased_to)
  BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END;
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
  BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END;

CREATE TABLE users (
  id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, staff TEXT,
  second_factor INTEGER NOT NULL DEFAULT 0, signed_in_at INTEGER, disabled_at INTEGER, created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL UNIQUE REFERENCES users (id), account_id TEXT NOT NULL,
  provider_id TEXT NOT NULL, password TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL REFERENCES users (id),
  second_factor INTEGER NOT NULL, acted_at INTEGER NOT NULL, covered_at INTEGER, expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE second_factors (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL UNIQUE REFERENCES users (id), secret TEXT NOT NULL,
  recovery_codes TEXT NOT NULL, verified INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, locked_until INTEGER
) STRICT;

CREATE TABLE passkeys (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), credential TEXT NOT NULL UNIQUE,
  public_key BLOB NOT NULL, counter INTEGER NOT NULL, transports TEXT NOT NULL, name TEXT NOT NULL,
  created_at INTEGER NOT NULL, used_at INTEGER
) STRICT;
CREATE INDEX passkeys_by_user ON passkeys (user_id);

CREATE TABLE challenges (
  bound_to TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX challenges_by_user ON challenges (user_id);
CREATE INDEX challenges_by_end ON challenges (expires_at);

CREATE TABLE verifications (
  id TEXT PRIMARY KEY, identifier TEXT NOT NULL UNIQUE, value TEXT NOT NULL, expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX verifications_by_end ON verifications (expires_at);

CREATE TABLE invitations (
  token_hash TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, user_id TEXT REFERENCES users (id), email TEXT, name TEXT, role TEXT NOT NULL,
  staff TEXT, invited_by TEXT, expires_at INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${searchIndex}${firstAnswers}`;
