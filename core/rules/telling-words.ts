/**
 * Words that tell somebody who sees a phone what the office does. English and Spanish share most stems; accents are
 * taken off first (`plainWords`). In a host, words run together, so stems are looked for anywhere.
 */
export const TELLING =
  /counsel|consejer|therap|terap|psych|psico|psiq|\bmental|mental-?health|salud-?mental|behaviou?ral|clinic|recovery|rehab|addict|adicci|trauma|depress|depresi|anxiety|ansiedad|suicid|crisis|grief|sobriety|eating-?disorder/;

/** Words that other kinds of business use as well. */
export const PERHAPS = /wellness|bienestar|healing|mindful|health|salud/;

/** Small letters without accents, as the tables here are written. */
export function plainWords(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
