/**
 * When a person first answered what was asked in an entry, kept with what they did, so that counting it for months reads
 * one index. An answer is a text that staff wrote, a call of theirs that somebody here took, a call from the desk that was
 * answered there, or that staff say how they called back: reached, left a message, booked. What was undone is no answer, unless it is done again.
 */
const CALLED_BACK = "('reached', 'left_message', 'booked')";

export const firstAnswers = `
CREATE TRIGGER acts_answer AFTER INSERT ON acts WHEN new.what = 'reply'
BEGIN
  UPDATE entries SET answered_at = new.at WHERE id = new.entry_id AND answered_at IS NULL;
END;
CREATE TRIGGER entries_answered AFTER UPDATE OF outcome ON entries
WHEN new.answered_at IS NULL AND new.outcome IN ${CALLED_BACK}
BEGIN
  UPDATE entries SET answered_at = new.handled_at WHERE id = new.id;
END;
CREATE TRIGGER acts_answer_no_more AFTER INSERT ON acts
WHEN new.what = 'undo' AND new.before ->> '$.entry.outcome' IN ${CALLED_BACK}
BEGIN
  UPDATE entries
    SET answered_at = (SELECT min(at) FROM acts WHERE entry_id = new.entry_id AND what = 'reply')
    WHERE id = new.entry_id AND answered_at = new.before ->> '$.entry.handled_at';
END;
CREATE TRIGGER calls_answer AFTER UPDATE OF state ON calls WHEN new.state = 'taken' AND old.state <> 'taken'
BEGIN
  UPDATE entries SET answered_at = new.decided_at
    WHERE contact_id = new.contact_id AND state <> 'handled' AND answered_at IS NULL;
END;
CREATE TRIGGER staff_calls_answer AFTER UPDATE OF answered_at ON staff_calls WHEN new.answered_at IS NOT NULL
BEGIN
  UPDATE entries SET answered_at = new.answered_at WHERE id = new.entry_id AND answered_at IS NULL;
END;
`;
