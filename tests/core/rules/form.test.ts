import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORM_FIELDS, type FormContext, readForm } from '../../../core/rules/form.ts';

const STRANGER: FormContext = {
  token: null,
  source: 'page',
  languages: ['en', 'es'],
  language: 'en',
  country: 'US',
  freshKey: 'fresh-key-fresh-key-00',
  consentWords: 'Yes, text me.',
};
const BY_LINK: FormContext = { ...STRANGER, token: 'A'.repeat(22), source: 'link' };
const WEBSITE: FormContext = { ...STRANGER, source: 'intake', consentWords: null };
const CALL = { wants: 'callback', number: '(212) 555-0123' };

function errorsOf(fields: Record<string, unknown>, context = STRANGER) {
  const reading = readForm(fields, context);
  return reading.ok ? {} : reading.errors;
}

function accepted(fields: Record<string, unknown>, context = STRANGER) {
  const reading = readForm(fields, context);
  if (!reading.ok) throw new Error(`refused: ${JSON.stringify(reading.errors)}`);
  return reading.submission;
}

describe('a complete form', () => {
  test('is read into one submission', () => {
    const fields = {
      wants: 'message',
      message: ' Hello,\r\nit is Ana. ',
      best_time: 'after\t 4',
      name_to_ask: 'Ana',
      new_here: 'known',
      language: 'es',
      number: '212-555-0123',
      text_me: 'yes',
      submission_key: 'key-key-key-key-key-01',
      unknown: 'ignored',
    };
    expect(accepted(fields)).toEqual({
      token: null,
      source: 'page',
      wants: 'message',
      message: 'Hello,\nit is Ana.',
      bestTime: 'after 4',
      nameToAsk: 'Ana',
      newHere: 'known',
      language: 'es',
      number: '+12125550123',
      textMe: true,
      submissionKey: 'key-key-key-key-key-01',
      consentWords: 'form 1: Yes, text me.',
    });
  });

  test('with a link has no number and no consent, whatever came along', () => {
    const { number, textMe, consentWords, token } = accepted({ ...CALL, text_me: 'yes' }, BY_LINK);
    expect({ number, textMe, consentWords, token }).toEqual({
      number: null,
      textMe: false,
      consentWords: '',
      token: BY_LINK.token,
    });
  });

  test('with a link is not refused for fields that it does not show', () => {
    const odd = {
      wants: 'callback',
      number: ['1', '2'],
      text_me: 'perhaps',
      consent_words: 'x'.repeat(2_000),
    };
    expect(errorsOf(odd, BY_LINK)).toEqual({});
  });

  test('without a box has no tick', () => {
    const { textMe, consentWords } = accepted({ ...CALL, text_me: 'yes' }, { ...STRANGER, consentWords: '' });
    expect({ textMe, consentWords }).toEqual({ textMe: false, consentWords: '' });
  });

  test('records the words of another website, which it must send with the tick', () => {
    expect(errorsOf({ ...CALL, text_me: true }, WEBSITE)).toEqual({ consent_words: 'missing' });
    const fields = { ...CALL, text_me: true, consent_words: 'You may text me' };
    expect(accepted(fields, WEBSITE).consentWords).toBe('form 1: You may text me');
    expect(accepted(CALL, WEBSITE)).toMatchObject({ textMe: false, consentWords: '' });
  });
});

describe('what is refused, field by field', () => {
  test.each([
    ['nothing at all', {}, { wants: 'missing', number: 'missing' }],
    ['no choice', { number: '2125550123' }, { wants: 'missing' }],
    ['an unknown choice', { ...CALL, wants: 'visit' }, { wants: 'invalid' }],
    ['a message without words', { ...CALL, wants: 'message' }, { message: 'missing' }],
    ['a message of blanks', { ...CALL, wants: 'message', message: ' \n\u200b' }, { message: 'missing' }],
    ['a long message', { ...CALL, message: 'x'.repeat(2_001) }, { message: 'too_long' }],
    ['a long name', { ...CALL, name_to_ask: 'x'.repeat(101) }, { name_to_ask: 'too_long' }],
    ['a long time', { ...CALL, best_time: 'x'.repeat(201) }, { best_time: 'too_long' }],
    ['no number', { wants: 'callback' }, { number: 'missing' }],
    ['half a number', { ...CALL, number: '555-0123' }, { number: 'invalid' }],
    ['911', { ...CALL, number: '911' }, { number: 'invalid' }],
    ['two numbers', { ...CALL, number: ['2125550123', '2125550124'] }, { number: 'repeated' }],
    ['an object', { ...CALL, message: { $gt: '' } }, { message: 'invalid' }],
    ['a nested list', { ...CALL, message: [['a']] }, { message: 'invalid' }],
    ['a language we lack', { ...CALL, language: 'fr' }, { language: 'invalid' }],
    ['an odd answer', { ...CALL, new_here: 'maybe' }, { new_here: 'invalid' }],
    ['an odd tick', { ...CALL, text_me: 'perhaps' }, { text_me: 'invalid' }],
  ] as const)('%s', (_, fields, errors) => {
    expect(errorsOf(fields)).toEqual(errors);
  });

  test('keeps everything that was typed', () => {
    const reading = readForm({ wants: 'message', message: 'a'.repeat(3_000), number: '12' }, STRANGER);
    expect(reading.kept).toMatchObject({ wants: 'message', message: 'a'.repeat(3_000), number: '12' });
  });
});

describe('what is forgiven', () => {
  test.each([
    ['the same value twice', { ...CALL, wants: ['callback', 'callback'] }],
    ['a number as a number', { ...CALL, number: 2_125_550_123 }],
    ['null', { ...CALL, message: null, language: null, text_me: null }],
    ['exactly the limit', { ...CALL, message: 'x'.repeat(2_000) }],
    ['line breaks counted once', { ...CALL, message: 'x\r\n'.repeat(700) }],
  ])('%s', (_, fields) => {
    expect(errorsOf(fields)).toEqual({});
  });

  test('control characters go, other scripts and emoji stay', () => {
    expect(accepted({ ...CALL, message: 'a\u0000b\u001b[31m 👋🏽 ñ \ud800 العربية' }).message).toBe(
      'ab[31m 👋🏽 ñ \ufffd العربية',
    );
  });

  test('an unusable key is replaced', () => {
    expect(accepted({ ...CALL, submission_key: '<x>' }).submissionKey).toBe(STRANGER.freshKey);
    expect(accepted({ ...CALL, submission_key: ['a', 'b'] }).submissionKey).toBe(STRANGER.freshKey);
  });
});

test('reads anything without throwing, and either accepts or names an error', () => {
  const fields = fc.dictionary(
    fc.oneof(fc.constantFrom(...FORM_FIELDS, 'submission_key', '__proto__', 'constructor'), fc.string()),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('callback', 'message', '2125550123'),
      fc.jsonValue(),
    ),
  );
  fc.assert(
    fc.property(fields, fc.constantFrom(STRANGER, BY_LINK, WEBSITE), (value, context) => {
      const reading = readForm(value, context);
      if (!reading.ok) {
        expect(Object.keys(reading.errors).length).toBeGreaterThan(0);
        return;
      }
      const form = reading.submission;
      expect(form.message.length).toBeLessThanOrEqual(2_000);
      expect(form.message).not.toMatch(/\p{Cs}|\0/u);
      expect(form.number === null).toBe(context.token !== null);
      if (form.textMe) expect(form.consentWords).not.toBe('');
    }),
    { numRuns: 1_000 },
  );
});
