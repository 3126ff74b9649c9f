import { fill, type Language, textsOf } from '../texts/texts.ts';

/** What HELP should be answered, whoever answers it, and the numbers that it must name. */
export function helpReply(
  language: Language,
  overrides: Parameters<typeof textsOf>[1],
  { sender, discreet }: { sender: string; discreet: boolean },
): { words: string; names: readonly string[] } {
  const { help, help_discreet } = textsOf(language, overrides).sms;
  return {
    words: fill(discreet ? help_discreet : help, { sender }),
    names: discreet ? ['911'] : ['911', '988'],
  };
}
