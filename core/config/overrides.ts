import { z } from 'zod';
import { LANGUAGES, type TextOverrides } from '../texts/texts.ts';
import { text } from './values.ts';

/** One optional sentence for each place in the built-in words, so that an unknown key is refused by name. */
export function textOverrides(): z.ZodType<TextOverrides, TextOverrides> {
  const languages = Object.entries(LANGUAGES).map(([language, groups]) => [
    language,
    z
      .strictObject(
        Object.fromEntries(
          Object.entries(groups).map(([group, sentences]) => [
            group,
            z
              .strictObject(
                Object.fromEntries(Object.keys(sentences).map(key => [key, text().exactOptional()])),
              )
              .exactOptional(),
          ]),
        ),
      )
      .exactOptional(),
  ]);
  return z
    .strictObject(Object.fromEntries(languages))
    .prefault({})
    .describe('Your own sentences instead of the built-in ones.') as unknown as z.ZodType<
    TextOverrides,
    TextOverrides
  >;
}
