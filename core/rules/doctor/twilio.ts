import type { Kinds } from './kinds.ts';

/** What `second-ring doctor` can find at Twilio. */
export const AT_TWILIO = {} as const satisfies Kinds;
