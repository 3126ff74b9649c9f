/**
 * What staff can search for: words of people (not of automation), names, and numbers that somebody typed. Kept by
 * triggers, in the transaction of what is written, so that no store function can forget it. The words lie in the index
 * alone once more (no second copy), and are really gone from it when their row is erased.
 * https://www.sqlite.org/fts5.html#contentless_delete_tables
 */
export const searchIndex = `
CREATE TABLE findable (
  seq INTEGER PRIMARY KEY, noun TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (noun, id)
) STRICT;

CREATE VIRTUAL TABLE found_words USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
);
INSERT INTO found_words (found_words, rank) VALUES ('secure-delete', 1);

CREATE INDEX contacts_by_ten_digits ON contacts (substr(phone, -10));
CREATE INDEX contacts_by_seven_digits ON contacts (substr(phone, -7));
CREATE INDEX contacts_by_four_digits ON contacts (substr(phone, -4));

${found('messages', 'message', ['body'], "new.author <> 'automation' AND coalesce(new.contact_id, new.entry_id) IS NOT NULL")}
${found('forms', 'form', ['message', 'name_to_ask', 'number'], 'true')}
${found('asks', 'ask', ['name_to_ask', 'number'], 'new.name_to_ask IS NOT NULL OR new.number IS NOT NULL')}
${found('contacts', 'contact', ['name_to_ask'], 'new.name_to_ask IS NOT NULL')}
${found('voicemails', 'voicemail', ['words'], 'new.words IS NOT NULL')}
${found('entries', 'entry', ['handover', 'name_to_ask'], 'new.handover IS NOT NULL OR new.name_to_ask IS NOT NULL')}
`;

/** Triggers that keep one table's words in the index: those of `columns`, where `when` holds of a row. */
function found(table: string, noun: string, columns: readonly string[], when: string): string {
  const words = columns.map(column =>
    column === 'number'
      ? `coalesce(new.number, '') || ' ' || ${ends('new.number')}`
      : `coalesce(new.${column}, '')`,
  );
  const put = `
  INSERT INTO findable (noun, id) VALUES ('${noun}', new.id);
  INSERT INTO found_words (rowid, words)
    SELECT seq, ${words.join(" || ' ' || ")} FROM findable WHERE noun = '${noun}' AND id = new.id;`;
  const drop = `
  DELETE FROM found_words WHERE rowid IN (SELECT seq FROM findable WHERE noun = '${noun}' AND id = old.id);
  DELETE FROM findable WHERE noun = '${noun}' AND id = old.id;`;
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

/** A typed number's digits, and their ends from each place on, so that any part of it is the beginning of a word. */
function ends(number: string): string {
  const digits = [' ', '-', '(', ')', '.', '/', '+'].reduce(
    (text, separator) => `replace(${text}, '${separator}', '')`,
    `coalesce(${number}, '')`,
  );
  return Array.from({ length: 12 }, (_, n) => `substr(${digits}, ${n + 1})`).join(" || ' ' || ");
}
