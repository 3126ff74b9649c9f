/**
 * What staff can search for: words of people (not of automation), names, and numbers that somebody typed. Kept by
 * triggers, in the transaction of what is written, so that no store function can forget it. `findable` knows whose each
 * find is, so that a search reads no row of what was found. The words lie in the index alone once more (no second copy).
 *
 * A row's words are taken out of the index by naming them again, which `secure-delete` makes final: with
 * `contentless_delete` they would stay in it, marked as deleted, until their part is merged some day. So what is taken
 * out must be what was put in: whoever changes these columns must have the index built anew.
 * https://www.sqlite.org/fts5.html#the_delete_command, https://www.sqlite.org/fts5.html#the_secure_delete_configuration_option
 *
 * Nothing is merged within a commit (`automerge`) unless nobody has done it for long (`crisismerge`): see ../found-words.ts.
 */
export const searchIndex = `
CREATE TABLE findable (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, entry_id TEXT, contact_id TEXT) STRICT;

CREATE VIRTUAL TABLE found_words USING fts5 (
  words, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
);
INSERT INTO found_words (found_words, rank) VALUES ('secure-delete', 1), ('automerge', 0), ('crisismerge', 64);
CREATE VIRTUAL TABLE found_terms USING fts5vocab (found_words, instance);

CREATE INDEX contacts_by_ten_digits ON contacts (substr(phone, -10));
CREATE INDEX contacts_by_seven_digits ON contacts (substr(phone, -7));
CREATE INDEX contacts_by_four_digits ON contacts (substr(phone, -4));

${found('messages', ['body'], {
  whose: 'new.entry_id, new.contact_id',
  when: "new.author <> 'automation' AND coalesce(new.contact_id, new.entry_id) IS NOT NULL",
})}
${found('forms', ['message', 'name_to_ask', 'number'], { whose: 'new.entry_id, NULL', when: 'true' })}
${found('asks', ['name_to_ask', 'number'], {
  whose: 'new.entry_id, NULL',
  when: 'new.name_to_ask IS NOT NULL OR new.number IS NOT NULL',
})}
${found('contacts', ['name_to_ask'], { whose: 'NULL, new.id', when: 'new.name_to_ask IS NOT NULL' })}
${found('voicemails', ['words'], {
  whose:
    '(SELECT entry_id FROM calls WHERE id = new.call_id), (SELECT contact_id FROM calls WHERE id = new.call_id)',
  when: 'new.words IS NOT NULL',
})}
${found('entries', ['handover', 'name_to_ask'], {
  whose: 'new.id, NULL',
  when: 'new.handover IS NOT NULL OR new.name_to_ask IS NOT NULL',
})}

${moved('messages', ['entry_id', 'contact_id'], 'id = new.id')}
${moved('forms', ['entry_id'], 'id = new.id')}
${moved('asks', ['entry_id'], 'id = new.id')}
${moved('calls', ['entry_id', 'contact_id'], 'id IN (SELECT id FROM voicemails WHERE call_id = new.id)')}
`;

interface Kept {
  /** The entry's and the contact's id, of which one may be null. */
  whose: string;
  /** Which rows are found. */
  when: string;
}

/** Triggers that keep one table's words in the index: those of `columns`. */
function found(table: string, columns: readonly string[], { whose, when }: Kept): string {
  const put = `
  INSERT INTO findable (id, entry_id, contact_id) VALUES (new.id, ${whose});
  INSERT INTO found_words (rowid, words) SELECT seq, ${wordsOf('new', columns)} FROM findable WHERE id = new.id;`;
  const drop = `
  INSERT INTO found_words (found_words, rowid, words)
    SELECT 'delete', seq, ${wordsOf('old', columns)} FROM findable WHERE id = old.id;
  DELETE FROM findable WHERE id = old.id;`;
  const changed = columns.map(column => `old.${column} IS NOT new.${column}`).join(' OR ');
  return `
CREATE TRIGGER ${table}_found AFTER INSERT ON ${table} WHEN ${when}
BEGIN${put}
END;
CREATE TRIGGER ${table}_dropped AFTER DELETE ON ${table}
BEGIN${drop}
END;
CREATE TRIGGER ${table}_lost AFTER UPDATE OF ${columns.join(', ')} ON ${table}
WHEN (${changed}) AND NOT (${when})
BEGIN${drop}
END;
CREATE TRIGGER ${table}_found_anew AFTER UPDATE OF ${columns.join(', ')} ON ${table}
WHEN (${changed}) AND (${when})
BEGIN${drop}${put}
END;`;
}

/** A trigger that lets what is found follow its row to another entry or contact. */
function moved(table: string, columns: readonly string[], which: string): string {
  return `
CREATE TRIGGER ${table}_moved AFTER UPDATE OF ${columns.join(', ')} ON ${table}
WHEN ${columns.map(column => `old.${column} IS NOT new.${column}`).join(' OR ')}
BEGIN
  UPDATE findable SET ${columns.map(column => `${column} = new.${column}`).join(', ')} WHERE ${which};
END;`;
}

function wordsOf(row: 'old' | 'new', columns: readonly string[]): string {
  const words = columns.map(column =>
    column === 'number'
      ? `coalesce(${row}.number, '') || ' ' || ${ends(`${row}.number`)}`
      : `coalesce(${row}.${column}, '')`,
  );
  return words.join(" || ' ' || ");
}

/** A typed number's digits, and their ends from each place on, so that any part of it is the beginning of a word. */
function ends(number: string): string {
  const digits = [' ', '-', '(', ')', '.', '/', '+'].reduce(
    (text, separator) => `replace(${text}, '${separator}', '')`,
    `coalesce(${number}, '')`,
  );
  return Array.from({ length: 12 }, (_, n) => `substr(${digits}, ${n + 1})`).join(" || ' ' || ");
}
