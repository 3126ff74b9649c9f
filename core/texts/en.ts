/**
 * Every English sentence that a client or a staff member can see or hear. Any of them can be changed in the YAML file
 * under `texts.en`. Words in braces are filled in; see `fill` in texts.ts.
 *
 * Texts stay within GSM-7 (no curly quotes) and two segments; nothing follows a link but a line break; CANCEL END QUIT
 * YES HELP INFO START STOP belong to the carriers and are never menu words.
 */
export const en = {
  sms: {
    continuation:
      '{sender}: Sorry we missed your call. Reply 1 for a call back, 2 to leave a message (or just write it here), or use {link}\nEspañol: 3\nNot for emergencies: call 911, or call/text 988. STOP to opt out.',
    continuation_discreet:
      '{sender}: Sorry we missed your call. Reply 1 for a call back, 2 to leave a message (or just write it here), or use {link}\nEspañol: 3\nNot for emergencies: call 911. STOP to opt out.',
    crisis:
      '{sender}, automatic reply. A person may not see your text right away. If you or someone near you is in danger now, call 911. Day or night you can call or text 988 and reach a person.',
    callback_closed:
      '{sender}: Thank you. A person will call this number after we open {opens}. If you like, reply with a good time, another number, or a name to ask for.',
    callback_open:
      '{sender}: Thank you. A person will call this number as soon as one is free. If you like, reply with a good time, another number, or a name to ask for.',
    message_prompt:
      '{sender}: Please write your message here. Texts are not fully private; details can wait for the call.',
    message_closed:
      '{sender}: Got it, thank you. A person will read this after we open {opens}. Texts are not fully private; details can wait for the call.',
    message_open:
      '{sender}: Got it, thank you. A person will read this as soon as one is free. Texts are not fully private; details can wait for the call.',
    details_noted: '{sender}: Noted, thank you.',
    help: '{sender}: Write here or call this number. In danger: call 911, or call/text 988 any hour. Msg and data rates may apply. STOP to opt out.',
    help_discreet:
      '{sender}: Write here or call this number. In danger: call 911. Msg and data rates may apply. STOP to opt out.',
  },
  voice: {
    opening: "You've reached {spoken_name}.",
    other_language: 'For English, press two.',
    recording: 'This is a recording; nobody could pick up.',
    closed: 'We open {opens}; messages are not heard before then.',
    emergency: 'If you or someone else is in danger, hang up and call 911, or call or text 988.',
    text_on_its_way:
      'If this is a mobile phone, a text with other ways to reach us is on its way; for no texts, press star.',
    leave_message_or:
      'Or after the tone leave your name, a number, and whether we may leave a message there.',
    leave_message: 'After the tone leave your name, a number, and whether we may leave a message there.',
    withheld: 'We cannot see your number. Key one in and press pound, or say it after the tone.',
    number_noted: 'Thank you. We have noted the number.',
    no_texts: 'All right, no texts.',
    goodbye: 'Thank you. A person will hear this. Goodbye.',
    goodbye_empty: 'We saw that you called. Goodbye.',
    staff_leg: 'Call for {sender}. Press 1 to take it.',
    staff_call: 'Here is the call you asked {sender} for. Press 1, and the other phone rings.',
    test_call: 'This is a test call from {sender}. Press 1 to say that you hear it.',
    test_call_heard: 'Thank you. This phone works. Goodbye.',
    failure:
      'Nobody could pick up. If you or someone else is in danger, hang up and call 911, or call or text 988. After the tone leave your name, a number, and whether we may leave a message there.',
  },
  staff: {
    alert: '{sender}: new entry. Reply TAKE to take it.\nAlerts only: replies reach no client.',
    alert_many:
      '{sender}: {count} new entries. Reply TAKE to take the newest.\nAlerts only: replies reach no client.',
    alert_urgent: '{sender}: URGENT entry, please open now. Reply TAKE to take it.',
    notice_title: '{sender}: new entry',
    notice_title_many: '{sender}: {count} new entries',
    notice_title_urgent: '{sender}: URGENT entry',
    notice: 'There is a new entry. Please open the queue.',
    notice_many: 'There are {count} new entries. Please open the queue.',
    notice_urgent: 'There is an URGENT entry. Please open the queue now.',
    digest:
      '{sender}: good morning. Entries waiting: {count}, since closing: {new}. Reply TAKE to take the newest.\nAlerts only: replies reach no client.',
    notice_title_digest: '{sender}: {count} waiting this morning',
    notice_digest: 'Good morning. Entries waiting: {count}, since closing: {new}. Please open the queue.',
    notice_title_again: '{sender}: an entry still waits',
    notice_title_many_again: '{sender}: {count} entries still wait',
    notice_again: 'An entry still waits, and nobody has taken it. Please open the queue.',
    notice_many_again: '{count} entries still wait, and nobody has taken them. Please open the queue.',
    notice_urgent_again: 'An URGENT entry still waits, and nobody has taken it. Please open the queue now.',
    notice_ending: 'This is only an alert: an answer to it reaches no client.',
    alert_again:
      '{sender}: an entry still waits, nobody has taken it. Reply TAKE to take it.\nAlerts only: replies reach no client.',
    alert_many_again:
      '{sender}: {count} entries still wait, nobody has taken them. Reply TAKE to take the newest.\nAlerts only: replies reach no client.',
    alert_urgent_again:
      '{sender}: URGENT entry still waits, nobody has taken it. Please open now. Reply TAKE to take it.',
    health_wrong: '{sender}: something is wrong: {what}. See Health at the desk.',
    health_look: '{sender}: please have a look: {what}. See Health at the desk.',
    health_still: '{sender}: still not well: {what}. See Health at the desk.',
    health_over: '{sender}: well again: {what}.',
    health_unwritable:
      '{sender}: nothing can be written down here. The disk may be full or broken: calls are answered, but not kept. Please look now.',
    notice_title_health: '{sender}: something needs you',
    notice_title_health_over: '{sender}: well again',
    notice_health_wrong: 'Something is wrong: {what}. Health at the desk says what to do.',
    notice_health_look: 'Please have a look: {what}. Health at the desk says what to do.',
    notice_health_still: 'Still not well: {what}. Health at the desk says what to do.',
    notice_health_over: 'Well again: {what}.',
    notice_health_unwritable:
      'Nothing can be written down. The disk may be full or broken: calls are answered, but not kept. Please look now.',
    took: '{sender}: taken, the newest entry is yours.',
    nothing_open: '{sender}: nothing is open right now.',
    only_alerts:
      '{sender}: this number only sends alerts; no client sees this. Reply TAKE to take the newest entry.',
  },
  /** What the system tells staff about an entry: one sentence a note, by its code. Never sent to anybody. */
  notes: {
    nobody_alerted: 'Nobody was alerted about this: no alert rule covers it.',
    alert_failed: 'An alert could not reach its person; the next one was told.',
    alert_delayed: 'An alert did not go out in time; it is tried again, and the next person was told.',
    crisis_alert_failed: 'A crisis alert could not reach its person; the next one was told.',
    crisis_alert_delayed:
      'A crisis alert did not go out at once; it is tried again, and the next person was told.',
    alert_moved: 'An alert did not reach its person the first way; it went to them another way.',
    alert_unknown: 'An alert may or may not have reached its person; the next one was told.',
    no_one_left_to_alert: 'There was nobody left to alert.',
    everybody_alerted: 'Nobody took this in time; everybody in the alert rules is being told.',
    alerts_ended: 'Nobody took this, and alerts about it have ended. It still waits here.',
    texts_paused: 'No text was sent: more went out than continuation.text_at_most allows.',
    country_not_texted: 'No text was sent: this country is not in continuation.text_countries.',
    call_taken: 'They called again, and a person took the call.',
    heard_late:
      'We heard of this late: our server could not be reached when it happened. See its time in the conversation.',
    spoke_since:
      'Staff have spoken with them, or handled their entry, since that call: no text was sent for it.',
    perhaps_taken: 'A phone was lifted on a call of theirs. Nobody knows whether a person spoke with them.',

    text_landline: 'A text did not arrive: landline. Call instead.',
    text_bad_number: 'A text did not arrive: this is no working number.',
    text_region_off: 'A text did not arrive: texts to this country are switched off at Twilio.',
    text_opted_out: 'A text was not sent: this person opted out. Call instead.',
    text_carrier_opt_out: 'A text was not sent: this person opted out with their carrier. Call instead.',
    text_unreachable: 'A text did not arrive: the phone is off, out of reach or unknown to its carrier.',
    text_filtered: 'A text did not arrive: the carrier filtered it.',
    text_not_registered:
      'A text did not arrive: carriers have not registered this line yet (A2P or toll-free verification pending).',
    text_being_set_up: 'A text did not arrive: Twilio is still setting up this line.',
    text_reply_limit: 'A text did not arrive: Twilio allows no more automatic replies for now.',
    text_not_delivered: 'A text did not arrive; the carrier did not say why.',
    text_unknown: 'A text may or may not have gone out. It is not sent again by itself.',
    text_not_found: 'A text may not have gone out: Twilio does not know of it. Call or write to this person.',
    text_too_late: 'A text was not sent: it would have come too late.',
    text_no_number: 'A text was not sent: there is no number for it.',
    text_daily_limit: 'A text was not sent: this person had the most automatic texts for one day.',
    text_quiet: 'A text was not sent: a person was writing with them.',
    text_star: 'A text was not sent: they pressed star on the line.',
    text_slip: 'A text was not sent: the call was over almost at once.',
    crisis_reply_not_sent: 'The reply that names 911 and 988 could not be sent. CALL this person.',
    crisis_reply_delayed: 'The reply that names 911 and 988 did not go out at once. CALL this person.',

    voicemail_not_fetched: 'A voicemail could not be fetched from Twilio; it is still there.',
    recording_not_deleted: 'A recording is stored here but could not be deleted at Twilio.',

    may_have_meant_appointment:
      'They texted CANCEL or END, which ended the texts. They may have meant an appointment: call.',
    opted_out: 'They asked not to be texted. Call instead.',
    opted_in: 'They asked for texts again.',
    asked_for_help: 'They asked for help (HELP, INFO or AYUDA).',
    wrong_number: 'They say that this is the wrong number. It is not texted any more.',
    reaction: 'They reacted to a text of ours.',
    auto_reply: 'Their phone answered by itself.',
    picture: 'They sent a picture. It was not fetched.',

    number_confirmed: 'Staff confirmed the number that was typed in.',
    joined: 'Another entry of the same person was joined with this one.',
  },
  fates: {
    promised: 'waits to be sent',
    on_its_way: 'on its way',
    sent: 'sent; no word yet whether it arrived',
    delivered: 'delivered',
    cancelled: 'not sent',
  },
  page: {
    language_name: 'English',
    skip: 'Skip to the main part',
    leave: 'Leave this page',
    leave_link: 'https://www.weather.gov/',
    nav_form: 'Write to us',
    nav_terms: 'Text message terms',
    nav_privacy: 'Privacy',
    nav_home: 'How we answer calls',

    emergency_title: 'In danger now?',
    emergency:
      'If you or someone near you is in danger, call 911. Day or night you can call or text 988 and reach a person.',
    emergency_unwatched: 'There may be nobody watching this page right now.',
    call_911: 'Call 911',
    call_988: 'Call 988',
    text_988: 'Text 988',
    text_988_link: 'sms:988',

    home_title: 'When you call and nobody can pick up',
    home_lead:
      'We answer the phone ourselves whenever we can. When we cannot, you are not left hanging: here is what happens, and how a person gets back to you.',
    home_call: 'Call {number}',
    ways_title: 'Three ways on',
    ways_lead:
      'After a missed call we send one short text to your mobile phone. Take whichever way is easiest for you, now or later.',
    way_callback_title: 'Ask for a call back',
    way_callback: 'Reply 1. A person calls you, at a good time if you name one.',
    way_message_title: 'Leave a message',
    way_message: 'Reply 2, or simply write. A person reads it and follows up.',
    way_form_title: 'Use the web form',
    way_form:
      'Open the link in the text, or {form} from here. No account, no app, and it works on any phone.',
    way_form_link: 'write to us',
    way_voicemail:
      'Would you rather speak? The voicemail stays open: after the tone leave your name and a number.',
    sample_title: 'The text, word for word',
    sample_note:
      'It comes once after a missed call, from {number}. The link in yours is your own, and it runs out after a while.',
    sample_off: 'For now we send no texts; the voicemail and the web form are open.',
    automated_title: 'What is automated, and what never is',
    automated_yes: 'Automated',
    automated_1:
      'The recorded greeting, the voicemail, the text after a missed call and short confirmations.',
    automated_2: 'The notice to our staff that somebody tried to reach us.',
    automated_3:
      'A program looks for words that may mean danger, only so that 911 and 988 are named at once. It judges nothing.',
    automated_no: 'Always a person',
    never_1: 'Whoever calls you back, answers your message or talks with you is a person who works here.',
    never_2: 'No computer voice pretends to be somebody. No program gives advice.',
    never_3: 'While a person is writing with you, the automatic texts keep quiet.',

    form_title: 'How can we get back to you?',
    form_lead_link:
      'We are sorry we missed your call. Tell us what you would like, and a person will follow up.',
    form_lead_page: 'Tell us what you would like, and a person will follow up.',
    form_lead_expired:
      'The link you opened has run out, but you can still reach us here. Please add your number, so that we can call you.',
    form_details: 'Share only what feels right. Details can wait for the call.',
    form_optional: '(optional)',
    wants_label: 'What would you like?',
    wants_callback: 'Please call me back',
    wants_message: 'I want to leave a message',
    message_label: 'Your message',
    message_hint: 'You can leave this empty if you asked for a call. Up to {limit} characters.',
    best_time_label: 'A good time to call',
    best_time_hint: 'For example: weekdays after 4',
    name_label: 'Who should we ask for?',
    name_hint: 'A first name is enough.',
    number_label: 'Your phone number',
    number_hint: 'With the area code. We call this number.',
    number_hint_texts: 'We do not text it unless you ask for that below.',
    text_me:
      'Yes, {sender} may text this number about what I ask here, usually a few texts. Message and data rates may apply. Reply STOP to opt out or HELP for help. I can leave this unticked; it changes nothing else.',
    text_me_more: 'See the {terms} and {privacy}.',
    new_here_label: 'Have you been in touch with us before?',
    new_here_new: 'No, I am new',
    new_here_known: 'Yes, you know me',
    new_here_unsaid: 'I would rather not say',
    language_label: 'Which language should we use with you?',
    empty_label: 'Leave this field empty',
    send: 'Send',
    switch_keeping: 'Show this in English and keep what I wrote',

    errors_title: 'One more look, please',
    error_wants: 'Choose a call back or a message.',
    error_message_missing: 'Write your message, or choose a call back instead.',
    error_number_missing: 'Add your phone number, so that we can reach you.',
    error_number_invalid: 'This does not look like a whole phone number. Write it with its area code.',
    error_consent_words: 'Send the words shown beside the box in consent_words.',
    error_too_long: 'This is {length} characters long; {limit} fit here.',
    error_repeated: 'This arrived more than once with different content. Please check it.',
    error_invalid: 'Choose one of the answers shown.',

    limited_title: 'Not sent yet',
    limited:
      'Much is coming in right now, so we could not take this. What you wrote is still here: send it again in {minutes} min, or call {number}.',
    unsaved_title: 'Not sent',
    unsaved:
      'We could not save this. What you wrote is still here: send it again in a moment, or call {number}.',

    thanks_title: 'Thank you',
    thanks:
      'What you sent is saved. A person will read it and follow up, but perhaps not right away. You can close this page now.',
    crisis_title: 'You can reach a person right now',
    crisis:
      'There may be nobody watching this page right now, and what you sent may not be read right away. If you or someone near you is in danger, call 911. Day or night you can call or text 988 and reach a person.',
    crisis_saved: 'What you sent is saved for a person here to read.',

    terms_title: 'Text message terms',
    terms_lead: 'What it means when {practice} texts you, and how to stop it.',
    terms_who_title: 'Who texts you, and why',
    terms_who:
      'The texts come from {practice}; automatic ones begin with "{sender}". They answer a call of yours that we missed, confirm what you asked for, and carry our replies to what you write. There is no advertising in them.',
    terms_consent_title: 'How you agree',
    terms_consent_call:
      'When you call us from a mobile phone and nobody can pick up, the recorded greeting says that a text follows. Press star during the greeting if you want no texts.',
    terms_consent_form: 'When you ask for texts in our web form, by ticking a box that is empty at first.',
    terms_consent_write: 'When you text us first.',
    terms_optional:
      'Agreeing is optional. You do not have to agree in order to call, be called back, or receive any service.',
    terms_often_title: 'How often',
    terms_often:
      'How often varies with what you ask for: one text after a missed call, and never more than six automatic texts in a day.',
    terms_cost_title: 'What it costs',
    terms_cost:
      'We charge nothing. Message and data rates may apply, as your plan says. Carriers are not liable for texts that come late or not at all.',
    terms_stop_title: 'Stop, and help',
    terms_stop:
      'Reply STOP at any time and the texts end. Reply START to have them again. Reply HELP for help, call {number}, or write to {contact}.',
    terms_stop_nobody:
      'Reply STOP at any time and the texts end. Reply START to have them again. Reply HELP for help, or call {number}.',
    terms_shared_title: 'Not shared',
    terms_shared:
      'Your number and your consent are never sold, and never shared with anybody for marketing. More under {privacy}.',
    terms_emergency: 'Texts are not for emergencies, and there may be nobody reading them when you write.',

    privacy_title: 'Privacy',
    privacy_lead:
      'What we keep when you call, text or write to {practice}, where it is, and how to have it erased.',
    privacy_who_title: 'Who answers for it',
    privacy_contact: 'Questions and wishes about your data: {contact}',
    privacy_call: 'Questions and wishes about your data: call {number}',
    privacy_what_title: 'What we keep',
    privacy_what:
      'Your number, when you called, your voicemail, your texts, and what you write in the form: only what it takes to get back to you.',
    privacy_where_title: 'Where it is',
    privacy_where:
      'In one encrypted database that {practice} runs itself. Only people who work here see it. Calls and texts travel through your phone company and through Twilio, which carries them for us. Ordinary texts can be read on the way and on the phones they reach, so details can wait for the call.',
    privacy_long_title: 'How long',
    privacy_long: 'Then it is erased, for good.',
    privacy_keep_items: 'Messages and requests, once they are dealt with',
    privacy_keep_recordings: 'Voicemail recordings',
    privacy_keep_at_twilio: 'The words of texts at Twilio',
    privacy_keep_consent: 'Proof that you agreed to texts, or ended them',
    privacy_keep_audit: 'The record of who looked at what',
    privacy_erase_title: 'How to have it erased',
    privacy_erase:
      'Ask us, and we erase what we hold about you, except what the law tells us to keep. We also tell you what we hold, if you ask.',
    privacy_sharing_title: 'Never sold',
    privacy_sharing:
      'We do not sell your data and do not share it for marketing: not your number, and not your consent to texts.',
    privacy_site_title: 'These pages',
    privacy_site:
      'They set no cookies, run no scripts, load nothing from other companies and count no visits. On a shared phone, remember that the browser keeps the address of every page in its history.',

    notice_not_found_title: 'There is nothing here',
    notice_not_found: 'The address may have lost a letter on the way. You can still reach us.',
    notice_method_title: 'That does not work here',
    notice_method: 'This address does not take what was sent to it. Nothing was saved.',
    notice_too_large_title: 'That was too much at once',
    notice_too_large: 'Nothing was saved. Please go back, shorten it and send it again.',
    notice_unreadable_title: 'We could not read that',
    notice_unreadable: 'Nothing was saved. Please go back and send the form again.',
    notice_failed_title: 'Something went wrong on our side',
    notice_failed: 'Nothing was saved just now. Please try again in a moment, or call {number}.',
  },
} as const;
