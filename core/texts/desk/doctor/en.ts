import { hereEn } from './here-en.ts';
import type { DoctorTexts } from './shape.ts';
import { twilioEn } from './twilio-en.ts';

/** What `second-ring doctor` and the page about health say in English of what was looked at. */
export const en: DoctorTexts = { ...hereEn, ...twilioEn };
