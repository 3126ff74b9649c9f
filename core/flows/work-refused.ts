/** Why an entry can't be worked as asked: a code, and a sentence for the person who asked. */
export class WorkRefused extends Error {
  override name = 'WorkRefused';
  readonly code:
    | 'no_such_entry'
    | 'sent'
    | 'changed'
    | 'handled'
    | 'not_handled'
    | 'taken'
    | 'crisis'
    | 'asked_anew'
    | 'undone'
    | 'not_yours'
    | 'opted_out'
    | 'no_number'
    | 'no_words'
    | 'no_phone'
    | 'own_number'
    | 'costly'
    | 'country'
    | 'on_a_call'
    | 'being_called'
    | 'too_long'
    | 'past'
    | 'unknown_staff'
    | 'not_staff'
    | 'not_unknown'
    | 'no_asks'
    | 'two_numbers'
    | 'joined';
  /** What a screen may need beside the sentence: ids, short names of staff and times. */
  readonly facts: Readonly<Record<string, string | number | null>>;

  constructor(
    code: WorkRefused['code'],
    sentence: string,
    facts: Readonly<Record<string, string | number | null>> = {},
  ) {
    super(sentence);
    this.code = code;
    this.facts = facts;
  }
}
