import type { AnswerName, Answers } from './answers.ts';

/** One question, in the words that a person reads. */
export interface Question {
  name: AnswerName;
  asks: string;
  /** What helps to answer it. */
  hint?: string;
  /** Is not shown while it is typed, and never again. */
  secret?: true;
  choices?: readonly { value: string; says: string }[];
  /** What an empty line stands for. */
  guess?: (known: Partial<Answers>) => string | undefined;
}

/** The few things that must be asked, in the order in which people think of them. All else has a default. */
export const QUESTIONS: readonly Question[] = [
  {
    name: 'name',
    asks: 'What is the practice called?',
    hint: 'On web pages and to staff, such as Willow Street Counseling.',
  },
  {
    name: 'sender',
    asks: 'How should texts to callers begin?',
    hint: 'Others may see the phone, so no word that tells what the practice does: Willow Street, not Willow Street Therapy.',
  },
  {
    name: 'time_zone',
    asks: 'In which time zone is it?',
    hint: 'Such as America/New_York, America/Chicago, America/Denver, America/Los_Angeles.',
    guess: () => zoneHere(),
  },
  {
    name: 'address',
    asks: 'Under which name will this server be reached?',
    hint: 'A name whose DNS entry points here, such as calls.willowstreet.example. Callers see it in texts: no telling word here either.',
  },
  {
    name: 'account_sid',
    asks: "What is your Twilio account's SID?",
    hint: 'On the first page of console.twilio.com: AC and 32 digits and letters.',
  },
  {
    name: 'auth_token',
    asks: 'And its auth token?',
    hint: 'Beside the SID. It is not shown while you type or paste it, and goes into a file of its own.',
    secret: true,
  },
  {
    name: 'line',
    asks: 'Which number at Twilio do callers reach?',
    hint: 'Such as (212) 555-0123.',
  },
  {
    name: 'kept',
    asks: 'How does your practice come by this number?',
    choices: [
      {
        value: 'forwarded',
        says: 'you keep your number where it is, and it forwards to this one when nobody answers',
      },
      { value: 'ported', says: 'your number was moved (ported) to Twilio' },
      { value: 'new', says: 'it is a new number' },
    ],
  },
  {
    name: 'registered',
    asks: 'Is it registered with carriers for texting (A2P 10DLC, or toll-free verification)?',
    hint: 'If not, or if you do not know: no. Calls and voicemail work without it; no text is promised until you say texting: on.',
    guess: () => 'no',
  },
  {
    name: 'staff_name',
    asks: 'Who is told first when somebody called? Their name:',
    hint: 'One person for now; more are added in config.yaml.',
  },
  {
    name: 'staff_phone',
    asks: 'Their mobile phone, for alerts:',
    hint: 'Not the number that callers call.',
  },
  {
    name: 'staff_email',
    asks: "The owner's email address:",
    hint: 'For what the system has to tell its owner.',
  },
];

/** The machine's own zone, unless it is none that a practice lives in. */
function zoneHere(): string | undefined {
  const zone = Temporal.Now.timeZoneId();
  return /^America\//.test(zone) ? zone : undefined;
}
