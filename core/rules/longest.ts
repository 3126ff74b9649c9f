/** How long what staff type may be, in characters. */

/** A note for whoever works an entry next: a sentence or two, no record. */
export const LONGEST_NOTE = 500;
/** Whom to ask for: as many as the form takes. */
export const LONGEST_NAME = 100;
/** What somebody said about being texted, for the consent record. */
export const LONGEST_CONSENT = 300;
/** Some minutes of a voicemail, typed. */
export const LONGEST_WORDS = 5_000;
