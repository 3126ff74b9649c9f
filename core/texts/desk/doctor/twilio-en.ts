import type { TwilioTexts } from './shape.ts';

/** What the doctor says in English of the account at Twilio. */
export const twilioEn: TwilioTexts = {};
