import { longestOpening } from '../../rules/opening-words.ts';
import { countSegments, unitsOver } from '../../rules/segments.ts';
import { fill, type Language, placesIn, textsOf } from '../../texts/texts.ts';
import type { Finding } from '../problem.ts';
import type { Config } from '../schema.ts';
import type { Check } from './check.ts';

/** Two segments cost twice and arrive together; of three, carriers deliver the parts late or not at all. */
const MOST_SEGMENTS = 2;

/** `/c/` and a token of 22 characters. */
const LINK_PATH = `/c/${'x'.repeat(22)}`;

/** Every text in every language, with the real sender and link and the longest opening time. */
export const textsFitTwoSegments: Check = {
  reads: ['practice.sender', 'practice.public_url', 'practice.languages', 'texts'],
  find: config => config.practice.languages.flatMap(language => tooLong(config, language)),
};

function tooLong(config: Config, language: Language): Finding[] {
  const { practice, texts } = config;
  const values: Readonly<Record<string, string>> = {
    sender: practice.sender,
    link: practice.public_url + LINK_PATH,
    opens: longestOpening(language),
    count: '999',
  };
  const { sms, staff } = textsOf(language, texts);
  return Object.entries({ sms, staff }).flatMap(([group, sentences]) =>
    Object.entries(sentences).flatMap(([key, sentence]) => {
      // Said by overridesKeepPlaces.
      if (placesIn(sentence).some(place => values[place] === undefined)) return [];
      const count = countSegments(fill(sentence, values));
      const over = unitsOver(count, MOST_SEGMENTS);
      if (over === 0) return [];
      const why =
        count.firstOutside === null
          ? ''
          : `; "${count.firstOutside}" is not in the plain alphabet of texts, which halves what fits`;
      return [
        {
          path: isOwn(config, language, group, key)
            ? ['texts', language, group, key]
            : ['practice', 'sender'],
          message: `the text ${language}.${group}.${key} takes ${count.segments} segments, ${over} characters over two${why}`,
          hint:
            why === '' ? 'shorten it, the sender or public_url' : `write it without "${count.firstOutside}"`,
        },
      ];
    }),
  );
}

function isOwn({ texts }: Config, language: Language, group: string, key: string): boolean {
  const groups: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> =
    texts[language] ?? {};
  return groups[group]?.[key] !== undefined;
}
