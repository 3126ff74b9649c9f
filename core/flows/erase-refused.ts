/** Why something is not erased, in words that an owner can act on. */
const WHY = {
  no_such_contact: 'There is no such contact here, or not any more.',
  no_such_entry: 'There is no such entry here, or not any more.',
  held: 'There is a legal hold on this contact: nothing of theirs may be erased until it is lifted.',
  all_held: 'There is a legal hold on everything here: nothing may be erased until it is lifted.',
  on_the_phone: 'There is a call with them going on. Erase them once it is over.',
  under_way: 'Something for them is being sent or fetched at this moment. Try again in a minute.',
  not_handled: 'This is not handled yet. What is open is not erased by its age.',
  looked_at_less: 'More has come from them since you looked. Nothing was erased: look again.',
  not_over: 'Its time is not over yet: the rules of keep do not erase it so far.',
} as const;

export type WhyNotErased = keyof typeof WHY;

/** Nothing was erased. The message says why, and what to do. */
export class EraseRefused extends Error {
  override name = 'EraseRefused';
  readonly why: WhyNotErased;

  constructor(why: WhyNotErased) {
    super(WHY[why]);
    this.why = why;
  }
}
