import { longestOpening } from '../../rules/opening-words.ts';
import { countSegments, unitsOver, withoutForeignAccents } from '../../rules/segments.ts';
import { fill, type Language, placesIn, textsOf } from '../../texts/texts.ts';
import { valueAt } from '../messages.ts';
import type { Config } from '../schema.ts';
import type { Check } from './check.ts';

/** Two segments cost twice and arrive together; of three, carriers deliver the parts late or not at all. */
const MOST_SEGMENTS = 2;

/** Three parts of an installation by their longest names, in any language: see core/alerts/trouble.ts. */
const LONGEST_WHAT = 100;

/** `/c/` and a token of 22 characters. */
const LINK_PATH = `/c/${'x'.repeat(22)}`;

interface LongText {
  readonly path: readonly string[];
  readonly segments: number;
  readonly over: number;
  readonly firstOutside: string | null;
}

/** The sender stands in every text; one letter of it outside GSM-7 would more than halve them all. */
export const senderIsPlain: Check = {
  reads: ['practice.sender'],
  find: ({ practice: { sender } }) => {
    const { firstOutside } = countSegments(sender);
    if (firstOutside === null) return [];
    const message = `"${firstOutside}" is not in the plain alphabet of texts; in the sender it halves what fits in each of them`;
    const plain = withoutForeignAccents(sender);
    const hint = plain === sender ? `write it without "${firstOutside}"` : `write "${plain}"`;
    return [{ path: ['practice', 'sender'], message, hint }];
  },
};

/** Every text in every language of the practice, with the real sender and link and the longest opening time. */
export const textsFitTwoSegments: Check = {
  reads: ['practice.sender', 'practice.public_url', 'practice.languages', 'texts'],
  find: config => {
    const long = config.practice.languages.flatMap(language => longTexts(config, language));
    const builtIn = long.filter(({ path }) => !isOwn(config, path));
    const named = builtIn.map(({ path, over }) => `${path.join('.')} (${over} over)`).join(', ');
    return [
      ...(builtIn.length > 0
        ? [
            {
              path: ['practice', 'sender'],
              message: `with this sender and public_url, texts take more than two segments: ${named}`,
              hint: 'shorten either, or write shorter texts under `texts`',
            },
          ]
        : []),
      ...long
        .filter(({ path }) => isOwn(config, path))
        .map(({ path, segments, over, firstOutside }) => ({
          path: ['texts', ...path],
          message: `this text takes ${segments} segments, ${over} ${over === 1 ? 'character' : 'characters'} over two${
            firstOutside === null
              ? ''
              : `; "${firstOutside}" is not in the plain alphabet of texts, which halves what fits`
          }`,
          hint: firstOutside === null ? 'shorten it' : `write it without "${firstOutside}"`,
        })),
    ];
  },
};

function longTexts({ practice, texts }: Config, language: Language): LongText[] {
  const values: Readonly<Record<string, string>> = {
    // Said by senderIsPlain.
    sender: withoutForeignAccents(practice.sender),
    link: practice.public_url + LINK_PATH,
    opens: longestOpening(language),
    count: '999',
    new: '999',
    what: 'x'.repeat(LONGEST_WHAT),
  };
  const { sms, staff } = textsOf(language, texts);
  return Object.entries({ sms, staff }).flatMap(([group, sentences]) =>
    Object.entries(sentences).flatMap(([key, sentence]) => {
      // Said by overridesKeepPlaces.
      if (placesIn(sentence).some(place => values[place] === undefined)) return [];
      const count = countSegments(fill(sentence, values));
      const over = unitsOver(count, MOST_SEGMENTS);
      const { segments, firstOutside } = count;
      return over === 0 ? [] : [{ path: [language, group, key], segments, over, firstOutside }];
    }),
  );
}

function isOwn({ texts }: Config, path: readonly string[]): boolean {
  return valueAt(texts, path) !== undefined;
}
