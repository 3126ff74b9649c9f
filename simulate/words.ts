/** What a text or a form means, as the person meant it: what the invariants judge the product by. */
export interface Words {
  body: string;
  /** `asks`: a person must see it. `stop`: no more texts. `crisis`: 911 and 988 at once. `none`: nobody needs to. */
  means: 'asks' | 'stop' | 'start' | 'crisis' | 'none';
  weight: number;
}

/** All that callers text in a simulation. Longer ones are looked for in the logs. */
export const TEXTS: readonly Words[] = [
  { body: '1', means: 'none', weight: 6 },
  { body: '2', means: 'none', weight: 4 },
  { body: '3', means: 'none', weight: 3 },
  { body: 'Could somebody look at my appointment on Tuesday', means: 'asks', weight: 6 },
  { body: 'It is about the form that I left with you', means: 'asks', weight: 4 },
  { body: 'and the second page of it as well', means: 'asks', weight: 4 },
  { body: 'Quisiera hablar con alguien de mi cita por favor', means: 'asks', weight: 3 },
  { body: 'after 3pm please, ask for Marisol', means: 'asks', weight: 3 },
  { body: 'STOP', means: 'stop', weight: 3 },
  { body: 'CANCEL', means: 'stop', weight: 1 },
  { body: 'please stop texting me', means: 'stop', weight: 2 },
  { body: 'wrong number', means: 'stop', weight: 1 },
  { body: 'START', means: 'start', weight: 3 },
  { body: 'YES', means: 'start', weight: 1 },
  { body: 'HELP', means: 'asks', weight: 1 },
  { body: 'ayuda', means: 'asks', weight: 1 },
  { body: 'I want to kill myself', means: 'crisis', weight: 3 },
  { body: 'my brother says that he wants to die', means: 'crisis', weight: 1 },
  { body: 'ya no quiero vivir', means: 'crisis', weight: 1 },
  { body: 'thanks', means: 'none', weight: 2 },
  { body: 'Liked "Sorry we missed your call"', means: 'none', weight: 1 },
  { body: "I'm driving with Do Not Disturb While Driving turned on.", means: 'none', weight: 1 },
];

export const FORM_WORDS: readonly Words[] = [
  { body: 'A question about the paperwork of last spring', means: 'asks', weight: 4 },
  { body: 'Please write to me about the waiting list', means: 'asks', weight: 2 },
  { body: 'I want to end my life', means: 'crisis', weight: 1 },
];

export const STAFF_TEXTS = ['TAKE', 'TAKE', 'take', 'ok', 'who is this', 'STOP', 'START', 'START'] as const;

export const SPOKEN = 'This is a long voicemail about the sister of Marisol';
export const STAFF_WORDS = 'Would Thursday at ten suit you?';
export const NAMES_TO_ASK = ['Marisol Quintero', 'Ephraim Oduya'] as const;
