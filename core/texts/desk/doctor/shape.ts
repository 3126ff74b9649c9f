import type { DoctorCode, DoctorTopic, DoctorTrouble } from '../../../rules/doctor/findings.ts';
import type { HERE } from '../../../rules/doctor/here.ts';
import type { AT_TWILIO } from '../../../rules/doctor/twilio.ts';

type Sentences<Codes extends PropertyKey> = {
  [Code in (Codes & DoctorCode) | `${Codes & DoctorTrouble & string}_do`]: string;
};
type Topics<T extends DoctorTopic> = { [Topic in `about_${T}`]: string };

/** A sentence for every finding by its code, what to do about those that ask for it, and a name for what it is about. */
export type HereTexts = Sentences<keyof typeof HERE> & Topics<(typeof HERE)[keyof typeof HERE]['about']>;
export type TwilioTexts = Sentences<keyof typeof AT_TWILIO> &
  Topics<(typeof AT_TWILIO)[keyof typeof AT_TWILIO]['about']>;
export type DoctorTexts = HereTexts & TwilioTexts;
