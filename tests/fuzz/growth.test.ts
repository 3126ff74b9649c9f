import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCallbackDetails } from '../../core/rules/callback-details.ts';
import { readCaller } from '../../core/rules/callers.ts';
import { ENGLISH } from '../../core/rules/crisis/english.ts';
import { findCrisisWords } from '../../core/rules/crisis/find-crisis-words.ts';
import { SPANISH } from '../../core/rules/crisis/spanish.ts';
import { readForm } from '../../core/rules/form.ts';
import { asksToStopTexts, saysMoreThanStop, saysWrongNumber } from '../../core/rules/opt-out.ts';
import { parsePhone } from '../../core/rules/phone.ts';
import { countSegments, withoutForeignAccents } from '../../core/rules/segments.ts';
import { readText } from '../../core/rules/text-reading.ts';
import { isSigned } from '../../core/twilio/signature.ts';
import { senderOf } from '../../server/pages/rate-limit.ts';
import { readBody } from '../../server/pages/read-body.ts';
import { groupedFields } from '../../server/webhooks/signed-form.ts';
import { hold, RUNS } from './volume.ts';

/** What a request may hold at most, in characters; and a quarter of it. */
const MOST = 64_000;
/** Four times the text may take some more than four times as long; sixteen times would be quadratic. */
const STEEPEST = 9;
/** Below this nobody waits, and the clock of the processor says little: milliseconds. */
const NOTHING = 8;

const rules: Record<string, (text: string) => unknown> = {
  'crisis words': findCrisisWords,
  'what a text means': text => readText(text, 0),
  'stop in free words': asksToStopTexts,
  'more than stop': saysMoreThanStop,
  'wrong number': saysWrongNumber,
  'details of a callback': text => readCallbackDetails(text, 'US'),
  segments: countSegments,
  accents: withoutForeignAccents,
  'a phone number': text => parsePhone(text, 'US'),
  'a caller': text =>
    readCaller(
      { from: text, forwardedFrom: text, onlyForwarded: false },
      { lines: [], staff: [], blocked: [], country: 'US' },
    ),
  'an address': senderOf,
  'a form': text =>
    readForm(
      {
        wants: text,
        message: text,
        best_time: text,
        name_to_ask: [text, `${text}.`],
        number: text,
        text_me: text,
      },
      {
        token: null,
        source: 'page',
        languages: ['en'],
        language: 'en',
        country: 'US',
        freshKey: 'k',
        consentWords: null,
      },
    ),
};

const END = 'q!';

/** What regular expressions stumble over: repetitions of what they almost match. */
const PUMPS = [
  'a',
  ' ',
  '\n',
  '-',
  '/ ',
  '. ',
  '1a',
  '1-',
  '2125550123 ',
  '(212) ',
  'e\u0301',
  '\u0301',
  '\ufdfa',
  '\u200d',
  '🙂',
  'k i l l ',
  'i want to ',
  'no no ',
  'stop ',
  'do not send me ',
  'take me off of ',
  'I’m driving ',
  'after 3 ',
  'ask for Robin Robin ',
  'A',
  'A ',
  "'",
  ':',
  '::ffff:',
  'Reacted ',
  '“',
];

describe.each(Object.entries(rules))('%s', (_, rule) => {
  test('takes time that grows with the text, and no faster', () => {
    const steep = PUMPS.map(pump => ({ pump, ...growth(length => rule(filled(pump, length))) })).filter(
      isSteep,
    );
    expect(steep).toEqual([]);
  });
});

test(
  'crisis words do so in whatever order their words come',
  async () => {
    const words = [...ENGLISH.rules, ...SPANISH.rules]
      .flatMap(({ phrases }) => phrases)
      .flatMap(phrase => phrase.split(/[ |]/))
      .filter(word => /^[a-z]+$/.test(word));
    const pumps = fc.array(fc.constantFrom(...new Set(words)), { minLength: 1, maxLength: 5 });
    await hold(
      fc.asyncProperty(pumps, async some => {
        const grown = growth(length => findCrisisWords(filled(`${some.join(' ')} `, length)), MOST / 4);
        if (isSteep(grown)) throw new Error(JSON.stringify(grown));
      }),
      Math.ceil(RUNS / 5),
    );
  },
  RUNS * 2_000,
);

test('a webhook’s parameters do so, before the signature is known', () => {
  const steep = ['same', 'different'].map(names => {
    const grown = growth(length => {
      const form = new URLSearchParams();
      for (let index = 0; index < length / 5; index += 1) {
        form.append(names === 'same' ? 'a' : index.toString(36), '');
      }
      return isSigned(['one', 'other'], 'https://calls.willowstreet.example/', groupedFields(form), 'x');
    });
    return { names, ...grown };
  });
  expect(steep.filter(isSteep)).toEqual([]);
});

test.each<[string, string, (length: number) => string]>([
  [
    'many parts',
    'multipart/form-data; boundary=b',
    length => filled('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n', length),
  ],
  [
    'almost boundaries',
    'multipart/form-data; boundary=bb',
    length => `--bb\r\nContent-Disposition: form-data; name="a"\r\n\r\n${filled('\r\n--b', length)}`,
  ],
  ['a depth of brackets', 'application/json', length => '['.repeat(length / 2) + ']'.repeat(length / 2)],
  [
    'many names',
    'application/x-www-form-urlencoded',
    length => Array.from({ length: length / 5 }, (_, index) => index.toString(36)).join('=&'),
  ],
  ['broken escapes', 'application/x-www-form-urlencoded', length => filled('%', length)],
])('a body of %s does so', async (_, type, body) => {
  const small = await costOf(() => read(type, body(MOST / 4)));
  const large = await costOf(() => read(type, body(MOST)));
  expect(large < NOTHING * 4 || large / small < STEEPEST).toBe(true);
});

function read(type: string, body: string): Promise<unknown> {
  const init = { method: 'POST', body, headers: { 'content-type': type } };
  return readBody(new Request('https://calls.willowstreet.example/', init), { json: true });
}

/** A pump as often as it fits, and then something that it is not: only who fails in the end looks back. */
function filled(pump: string, length: number): string {
  return `${pump.repeat(Math.ceil(length / pump.length)).slice(0, length - END.length)}${END}`;
}

interface Growth {
  small: number;
  large: number;
}

/**
 * What a text and one of four times its length cost, the longest or the first that is too steep: what takes for ever
 * should be told before it is asked for all.
 */
function growth(work: (length: number) => unknown, most = MOST): Growth {
  let grown = { small: 0, large: 0 };
  for (let length = most / 16; length <= most && !isSteep(grown); length *= 4) grown = step(work, length);
  return grown;
}

/** Measured again where the machine may have been in the way. */
function step(work: (length: number) => unknown, length: number): Growth {
  let grown = { small: 0, large: 0 };
  for (let tries = 0; tries < 4; tries += 1) {
    const large = cost(() => work(length));
    if (large < NOTHING) return { small: large, large };
    grown = { small: Math.min(...[1, 2, 3].map(() => cost(() => work(length / 4)))), large };
    if (!isSteep(grown)) break;
  }
  return grown;
}

function isSteep({ small, large }: Growth): boolean {
  return large >= NOTHING && large / Math.max(small, 0.1) > STEEPEST;
}

function cost(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function costOf(work: () => Promise<unknown>): Promise<number> {
  const costs: number[] = [];
  for (let tries = 0; tries < 4; tries += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1_000);
  }
  return Math.min(...costs);
}
