/** What the conversation says in English where something is opened in it. */
export const en = {
  replies: 'Saved replies',
  replies_coming: 'One moment …',
  no_replies: 'None are saved. The owner writes them into the configuration, under replies.',

  again: 'Send this text again?',
  again_unknown: 'Nobody knows whether it went out. If it did, they get it twice.',
  again_not_found:
    'Twilio does not know of it, so it most likely never went out. If it did, they get it twice.',
  again_failed: 'It did not arrive. It may fail for the same reason again: calling may be better.',
  again_now: 'Send it again',

  save: 'Save',
  name: 'Name to ask for',
  language: 'Language',
  english: 'English',
  spanish: 'Spanish',
  voicemail: 'Leave voicemail',
  name_us: 'Say our name',
  name_us_how:
    'Our name: whether a voicemail, or whoever answers, may hear who is calling. Not known means no.',
  yes: 'Yes',
  no: 'No',
  not_said: 'Not known',
  written: 'Written down.',
  texts_allowed: 'They want no more texts? What they said',
  texts_stopped: 'They want texts after all? What they said',
  texts_stop: 'Stop texts',
  texts_allow: 'Allow texts',
  texts_by_carrier:
    'They stopped texts with their carrier. Only they can start them again, by texting START to this line.',

  typed: 'Somebody typed {number}. If you know that it is theirs, say so: this cannot be undone.',
  confirm: 'Yes, this is their number',

  split: 'Somebody else asked some of this',
  split_which: 'What did the other person ask?',
  split_name: 'Whom to ask for',
  split_now: 'Set apart',
  split_how:
    'It becomes an entry of its own. The texts stay together: one number is one conversation, and one wish about texts.',
  join: 'This is the same person as in another entry',
  join_which: 'Which one?',
  join_choose: 'Choose',
  join_now: 'Join',
  join_how: 'Everything in this entry goes on in that one. You can undo it while that one waits.',

  consents: 'What they agreed to',
  no_consents: 'Nothing is recorded.',
  given: 'Texts allowed',
  ended: 'Texts ended',
  how_call: 'by calling, and being told of the text',
  how_form: 'with the form',
  how_keyword: 'by text',
  how_free_words: 'in their own words',
  how_wrong_number: 'as a wrong number',
  how_carrier: 'by their carrier',
  how_star: 'by pressing star',
  how_staff: 'told to staff',
} as const satisfies Record<string, string>;
