import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../../core/config/load.ts';
import type { Config } from '../../../core/config/schema.ts';
import type { CallId, Phone } from '../../../core/ids.ts';
import type { CallAnswer, Greeting } from '../../../core/rules/call-answer.ts';
import { renderFailure, renderVoice } from '../../../core/twilio/voice.ts';
import { parseTwiml } from '../../../simulator/core/twiml.ts';

const CALL = '01a208eb-c980-7000-8002-b6f11cc82ab4' as CallId;
const LINE = '+12125550100' as Phone;
const DANA = '+12125550112' as Phone;
const HOST = 'https://calls.willowstreet.example/webhooks/twilio';

function configWith(change: (yaml: string) => string = yaml => yaml): Config {
  const yaml = readFileSync(new URL('../../scenarios/practice.yaml', import.meta.url), 'utf8');
  const reading = readConfig(change(yaml), {
    folder: '/',
    env: { KEY: 'a5'.repeat(32) },
    readFile: () => ({ problem: 'missing' as const }),
    exists: () => true,
  });
  if (!('config' in reading)) throw new Error(reading.errors.map(error => error.message).join('\n'));
  return reading.config;
}

const GREETING: Greeting = {
  language: 'en',
  other: 'es',
  opens: null,
  promisesText: true,
  withheld: false,
  plays: false,
};

const greet = (greeting: Partial<Greeting> = {}): CallAnswer => ({
  do: 'greet',
  call: CALL,
  line: LINE,
  greeting: { ...GREETING, ...greeting },
});

const leg = (accept: 'any' | 'press_1'): CallAnswer => ({
  do: 'ring',
  call: CALL,
  position: 1,
  leg: { who: 'dana', phone: DANA, for: 15_000, accept },
  line: LINE,
});

const ANSWERS: CallAnswer[] = [
  leg('any'),
  leg('press_1'),
  greet(),
  greet({ language: 'es', other: 'en' }),
  greet({ other: null, promisesText: false }),
  greet({ withheld: true, promisesText: false }),
  greet({ opens: { en: 'tomorrow at 9 AM', es: 'mañana a las 9' } }),
  { do: 'record', language: 'en', after: 'no_texts' },
  { do: 'record', language: 'es', after: 'number_noted' },
  { do: 'goodbye', language: 'en', heard: true, noTexts: true },
  { do: 'goodbye', language: 'es', heard: false, noTexts: false },
  { do: 'ask_staff', call: CALL, position: 1, language: 'es' },
  { do: 'bridge' },
  { do: 'reject', reason: 'busy' },
  { do: 'reject', reason: 'rejected' },
  { do: 'hang_up' },
];

test.each(ANSWERS.map(answer => [JSON.stringify(answer), answer] as const))(
  'Twilio can run %s',
  (_, answer) => {
    expect(parseTwiml(renderVoice(configWith(), answer))).toMatchObject({ ok: true });
  },
);

test('a leg rings under the number of the line, and its action says which one it was', () => {
  const twiml = renderVoice(configWith(), leg('any'));
  expect(twiml).toContain(
    `<Dial action="${HOST}/voice/leg?call=${CALL}&amp;leg=1#rc=2&amp;rp=ct,rt,5xx" method="POST" timeout="10" callerId="${LINE}" answerOnBridge="true">`,
  );
  expect(twiml).toContain(`statusCallbackEvent="answered completed"`);
  expect(twiml).not.toContain('/voice/ask');
});

test('a leg that asks for a key names where, and <Dial> is the first verb, or the caller would hear no ringing', () => {
  const twiml = renderVoice(configWith(), leg('press_1'));
  expect(twiml).toContain(`<Number url="${HOST}/voice/ask?call=${CALL}&amp;leg=1#`);
  expect(twiml).toMatch(/<Response><Dial /);
});

test('who is asked for a key is hung up unless a key comes: no voicemail is ever bridged', () => {
  const twiml = renderVoice(configWith(), { do: 'ask_staff', call: CALL, position: 1, language: 'en' });
  expect(twiml).toContain('actionOnEmptyResult="true"');
  expect(twiml).toMatch(
    /Call for Willow Street\. Press 1 to take it\.<\/Say><\/Gather><Hangup\/><\/Response>$/,
  );
});

test('bridging is an answer without <Hangup/>', () => {
  expect(renderVoice(configWith(), { do: 'bridge' })).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response/>',
  );
});

test.each([
  { says: 'a number that we see', greeting: {}, gather: 'numDigits="1" finishOnKey="" timeout="1"' },
  { says: 'one that we do not see', greeting: { withheld: true }, gather: 'finishOnKey="#" timeout="5"' },
])('keys in the greeting, for $says', ({ greeting, gather }) => {
  expect(renderVoice(configWith(), greet(greeting))).toContain(gather);
});

test('a recording ends on pound or star, tells when its file is there or will never be, and something follows it', () => {
  const config = configWith(yaml => `${yaml}\ncontinuation: {voicemail: {longest: 90s}}\n`);
  const twiml = renderVoice(config, greet());
  expect(twiml).toContain('maxLength="90" timeout="8" finishOnKey="#*" playBeep="true"');
  expect(twiml).toContain('recordingStatusCallbackEvent="completed absent"');
  expect(twiml).toMatch(
    /<\/Gather><Record [^>]*\/><Say [^>]*>We saw that you called\. Goodbye\.<\/Say><Hangup\/>/,
  );
});

test('words of the configuration are escaped', () => {
  const config = configWith(yaml => yaml.replace('sender: Willow Street', 'sender: "A & B <i>"'));
  const twiml = renderVoice(config, greet());
  expect(twiml).toContain("You've reached A &amp; B &lt;i&gt;.");
  expect(parseTwiml(twiml)).toMatchObject({ ok: true });
});

test('an own recording is played; one that has left the file since is spoken', () => {
  const own = configWith(yaml =>
    yaml.replace('    hours: office\n', '    hours: office\n    greeting: {play: hello.wav}\n'),
  );
  expect(renderVoice(own, greet({ plays: true }))).toContain(`<Play>${HOST}/voice/greeting/0</Play>`);
  expect(renderVoice(configWith(), greet({ plays: true }))).toContain('This is a recording');
});

test('the spare greeting needs nothing of the database: 911, 988 and a voicemail', () => {
  const twiml = renderFailure(configWith());
  expect(twiml).toMatch(/call 911, or call or text 988\..*<Record /);
  expect(parseTwiml(twiml)).toMatchObject({ ok: true });
});
