import type { Kinds } from './kinds.ts';

/** What `second-ring doctor` can find at Twilio. */
export const AT_TWILIO = {
  account_good: { about: 'twilio_account', state: 'ok' },
  account_trial: { about: 'twilio_account', state: 'look' },
  account_stopped: { about: 'twilio_account', state: 'wrong' },
  account_refused: { about: 'twilio_account', state: 'wrong' },
  account_unread: { about: 'twilio_account', state: 'look' },

  line_connected: { about: 'line_at_twilio', state: 'ok' },
  line_elsewhere: { about: 'line_at_twilio', state: 'wrong' },
  line_not_there: { about: 'line_at_twilio', state: 'wrong' },
  line_without_calls: { about: 'line_at_twilio', state: 'wrong' },
  line_without_texts: { about: 'line_at_twilio', state: 'wrong' },
  line_texts_kept: { about: 'line_at_twilio', state: 'wrong' },
  numbers_unread: { about: 'line_at_twilio', state: 'look' },

  fallback_set: { about: 'fallback', state: 'ok' },
  fallback_none: { about: 'fallback', state: 'look' },
  fallback_here: { about: 'fallback', state: 'look' },

  registered: { about: 'registration', state: 'ok' },
  registration_not_needed: { about: 'registration', state: 'ok' },
  texting_off: { about: 'registration', state: 'ok' },
  registered_but_off: { about: 'registration', state: 'look' },
  registration_waits: { about: 'registration', state: 'wrong' },
  registration_refused: { about: 'registration', state: 'wrong' },
  registration_missing: { about: 'registration', state: 'wrong' },
  registration_unread: { about: 'registration', state: 'look' },

  help_good: { about: 'help_reply', state: 'ok' },
  help_lacks: { about: 'help_reply', state: 'look' },

  media_closed: { about: 'recordings_at_twilio', state: 'ok' },
  media_open: { about: 'recordings_at_twilio', state: 'wrong' },

  console_checked: { about: 'console', state: 'ok' },
  console_checked_long_ago: { about: 'console', state: 'look' },
  console_never_checked: { about: 'console', state: 'look' },

  no_loop: { about: 'forwarding', state: 'ok' },
  loop_seen: { about: 'forwarding', state: 'wrong' },

  alert_phones_good: { about: 'alert_phones', state: 'ok' },
  alert_phone_refused: { about: 'alert_phones', state: 'wrong' },
  alert_phone_landline: { about: 'alert_phones', state: 'wrong' },
  alert_phones_unread: { about: 'alert_phones', state: 'look' },
} as const satisfies Kinds;
