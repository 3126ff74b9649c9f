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
    failure:
      'Nobody could pick up. If you or someone else is in danger, hang up and call 911, or call or text 988. After the tone leave your name, a number, and whether we may leave a message there.',
  },
  staff: {
    alert: '{sender}: new entry. Reply TAKE to take it.\nAlerts only: replies reach no client.',
    alert_many:
      '{sender}: {count} new entries. Reply TAKE to take the newest.\nAlerts only: replies reach no client.',
    alert_urgent: '{sender}: URGENT entry, please open now. Reply TAKE to take it.',
    took: '{sender}: taken, the newest entry is yours.',
    nothing_open: '{sender}: nothing is open right now.',
    only_alerts:
      '{sender}: this number only sends alerts; no client sees this. Reply TAKE to take the newest entry.',
  },
} as const;
