import { LANGUAGES, type Language, placesIn } from '../../texts/texts.ts';
import type { Finding, Path } from '../problem.ts';
import type { Config } from '../schema.ts';
import type { Check } from './check.ts';

/** Places that must stay wherever the built-in words have them; others may be left out. */
const LASTING = ['sender', 'link'];

/** Carriers act on these when a person sends them alone, so no text may ask for one. STOP is asked for on purpose. */
const RESERVED = 'CANCEL|END|QUIT|YES|HELP|INFO|START|UNSTOP|STOPALL|UNSUBSCRIBE|REVOKE|OPTOUT';
const IN_CAPITALS = new RegExp(`\\b(?:${RESERVED})\\b`);
const ASKED_FOR = new RegExp(
  `\\b(?:reply|responda|conteste)\\s+(?:with\\s+|con\\s+)?["']?(?:${RESERVED})\\b`,
  'i',
);

interface Override {
  readonly path: Path;
  readonly group: string;
  readonly key: string;
  readonly sentence: string;
  readonly builtIn: string;
}

/** Words for a language that callers cannot choose are never said. */
export const overridesAreUsed: Check = {
  reads: ['texts', 'practice.languages'],
  severity: 'warning',
  find: ({ texts, practice }) =>
    (Object.keys(texts) as Language[])
      .filter(language => !practice.languages.includes(language))
      .map(language => ({
        path: ['texts', language],
        on: 'key' as const,
        message: `these words are never used: practice.languages has no ${language}`,
      })),
};

export const overridesKeepPlaces: Check = {
  reads: ['texts'],
  find: config =>
    overridesOf(config).flatMap(override => [...unknownPlaces(override), ...lostPlaces(override)]),
};

export const overridesKeepRules: Check = {
  reads: ['texts'],
  find: config => overridesOf(config).flatMap(brokenRules),
};

function overridesOf({ texts }: Config): Override[] {
  return Object.entries(texts).flatMap(([language, groups]) => {
    const builtIn: Readonly<Record<string, Readonly<Record<string, string>>>> =
      LANGUAGES[language as Language];
    return Object.entries(groups ?? {}).flatMap(([group, sentences]) =>
      Object.entries(sentences ?? {}).map(([key, sentence]) => ({
        path: ['texts', language, group, key],
        group,
        key,
        sentence: String(sentence),
        builtIn: builtIn[group]?.[key] ?? '',
      })),
    );
  });
}

function unknownPlaces({ path, sentence, builtIn }: Override): Finding[] {
  const known = placesIn(builtIn);
  const named =
    known.length > 0 ? `here: ${known.map(place => `{${place}}`).join(', ')}` : 'this one has no places';
  const unknown = placesIn(sentence).filter(place => !known.includes(place));
  const stray = /[{}]/.test(sentence.replaceAll(/\{\w+\}/g, ''));
  return [
    ...unknown.map(place => ({ path, message: `{${place}} is no place in this sentence`, hint: named })),
    ...(stray ? [{ path, message: 'a brace stands alone, and would be sent as it is', hint: named }] : []),
  ];
}

function lostPlaces({ path, sentence, builtIn }: Override): Finding[] {
  const kept = placesIn(sentence);
  return placesIn(builtIn)
    .filter(place => LASTING.includes(place) && !kept.includes(place))
    .map(place => ({ path, message: `{${place}} must stay in this sentence` }));
}

/** What carriers, phones and safety ask of a text. */
function brokenRules({ path, group, key, sentence, builtIn }: Override): Finding[] {
  const broken: string[] = [];
  if (/\{link\}[^\n]/.test(sentence))
    broken.push('nothing but a line break may follow {link}, or phones break the link');
  if (/[^\s]\{link\}/.test(sentence)) broken.push('{link} needs a space or a line break before it');
  if (/\b911\b/.test(builtIn) && !/\b911\b/.test(sentence)) broken.push('911 must stay in this sentence');
  if (group === 'sms') {
    if (/\bSTOP\b/.test(builtIn) && !/\bSTOP\b/.test(sentence)) {
      broken.push('STOP must stay in this sentence: carriers ask that every first text says how to opt out');
    }
    const invited = (IN_CAPITALS.exec(sentence) ?? ASKED_FOR.exec(sentence))?.[0];
    if (invited !== undefined) broken.push(`"${invited}" belongs to the carriers; do not ask for it`);
    if (key.startsWith('continuation') && !/\b1\b.*\b2\b/s.test(sentence)) {
      broken.push('the choices 1 and 2 must stay in this sentence');
    }
  }
  return broken.map(message => ({ path, message }));
}
