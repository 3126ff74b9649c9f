import type { TwilioTexts } from './shape.ts';

/** What the doctor says in English of the account at Twilio. */
export const twilioEn: TwilioTexts = {
  about_twilio_account: 'Twilio account',
  account_good: '{name} is active.',
  account_trial:
    '{name} is a trial account: it reaches verified numbers alone, and says so in every text and call.',
  account_trial_do: 'Upgrade it in the Twilio Console (Billing) before real calls come.',
  account_stopped: '{name} is {status}: nothing comes in or goes out.',
  account_stopped_do: 'Sign in to the Twilio Console, it says why; most often a payment failed.',
  account_refused: 'Twilio does not take the account SID and auth token.',
  account_refused_do: 'Copy both again from the first page of the Twilio Console. An API key does not do.',
  account_unread: 'The account could not be read ({error}).',
  account_unread_do:
    'See whether this machine reaches api.twilio.com, and status.twilio.com whether Twilio has trouble.',

  about_line_at_twilio: 'Line at Twilio',
  line_connected: '{line}: calls and texts come here.',
  line_elsewhere: '{line}: not set up for this installation. Settings that differ: {count}.',
  line_elsewhere_do: 'See them, then say yes: second-ring connect',
  line_not_there: '{line}: the account has no number {number}.',
  line_not_there_do: 'See whether the account is the one that has it, or whether it is still being ported.',
  line_without_calls: '{line}: the number takes no calls.',
  line_without_calls_do: 'Use a number that takes calls: its capabilities stand in the Twilio Console.',
  line_without_texts: '{line}: the number has no texts, and texting is on.',
  line_without_texts_do: 'Say "texting: off" for this line, or use a number that has texts.',
  line_texts_kept: '{line}: texts to it are kept by the messaging service {service}, and do not come here.',
  line_texts_kept_do: 'Have them go to the number’s own address: second-ring connect',
  numbers_unread: 'The numbers could not be read ({error}).',
  numbers_unread_do: 'Run the doctor again in a few minutes; see status.twilio.com.',

  about_fallback: 'If we are down',
  fallback_set: '{line}: callers get something else.',
  fallback_none: '{line}: callers hear that an application error has occurred.',
  fallback_none_do:
    'Make a TwiML Bin that says the emergency words; what to put in it: second-ring connect --fallback',
  fallback_here: '{line}: the fallback leads to this installation itself, which is down then too.',
  fallback_here_do: 'Use a TwiML Bin instead; what to put in it: second-ring connect --fallback',

  about_registration: 'Registered to text',
  registered: '{line}: yes.',
  registration_not_needed: '{line}: not needed for numbers of its country.',
  texting_off: '{line}: not yet. Texting is off, so no text is promised to anybody.',
  registered_but_off: '{line}: yes, but texting is off.',
  registered_but_off_do: 'Say "texting: on" for this line, and missed calls get their text.',
  registration_waits: '{line}: still being looked at. Until then carriers deliver none of its texts.',
  registration_waits_do: 'Say "texting: off" for this line until it is done.',
  registration_refused: '{line}: refused. Carriers deliver none of its texts.',
  registration_refused_do:
    'The Twilio Console says why. Mend it and send it in again; say "texting: off" for this line until then.',
  registration_missing: '{line}: never asked for. Carriers deliver none of its texts.',
  registration_missing_do:
    'Register it (A2P 10DLC, or toll-free verification) as docs/twilio.md says; "texting: off" until then.',
  registration_unread: '{line}: could not be read ({error}).',
  registration_unread_do: 'Run the doctor again in a few minutes; see status.twilio.com.',

  about_help_reply: 'What HELP gets',
  help_good: 'The campaign of {service} names the emergency numbers.',
  help_lacks: 'The campaign of {service} lacks an emergency number. It should say: {words}',
  help_lacks_do:
    'Paste that in the Twilio Console: the campaign’s help message, and Opt-Out Management of the service.',

  about_recordings_at_twilio: 'Recordings at Twilio',
  media_closed: 'Whoever has no token hears none.',
  media_open: 'Whoever has the address of a recording hears it, without any password.',
  media_open_do: 'Twilio Console, Voice, Settings, General: turn on HTTP basic authentication for media.',

  about_console: 'Twilio Console',
  console_checked: 'What only it shows was looked at on {date}.',
  console_checked_long_ago: 'What only it shows was last looked at on {date}.',
  console_checked_long_ago_do:
    'Look again (docs/twilio.md, "What only the Console shows"), then change twilio.console_checked.',
  console_never_checked:
    'Nobody can ask Twilio for it: the BAA, the account marked for HIPAA, authentication for media, what HELP gets.',
  console_never_checked_do:
    'Look at each (docs/twilio.md, "What only the Console shows"), then write the day as twilio.console_checked.',

  about_forwarding: 'Forwarded calls',
  no_loop: 'None came back to a line in thirty days.',
  loop_seen: '{line}: calls came back from a phone that it rings, last {at}. Times in thirty days: {count}.',
  loop_seen_do:
    'Turn off forwarding to the line on the phones that the line rings, or take them from its "ring".',

  about_alert_phones: 'Phones for alerts',
  alert_phones_good: 'None of those that are texted alerts is a landline.',
  alert_phone_refused: 'The phone of {name} cannot have texts, so alerts do not arrive.',
  alert_phone_refused_do: 'Give them a mobile number, or alert them by email or ntfy.',
  alert_phone_landline: 'The phone of {name} is a landline: texted alerts do not arrive.',
  alert_phone_landline_do: 'Give them a mobile number, or alert them by email or ntfy.',
  alert_phones_unread: 'What kind of phones they are could not be read ({error}).',
  alert_phones_unread_do: 'Run it again in a few minutes: second-ring doctor --lookups',
};
