import { hereEs } from './here-es.ts';
import type { DoctorTexts } from './shape.ts';
import { twilioEs } from './twilio-es.ts';

/** What `second-ring doctor` and the page about health say in Spanish of what was looked at. */
export const es: DoctorTexts = { ...hereEs, ...twilioEs };
