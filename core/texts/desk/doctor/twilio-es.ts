import type { TwilioTexts } from './shape.ts';

/** What the doctor says in Spanish of the account at Twilio. */
export const twilioEs: TwilioTexts = {};
