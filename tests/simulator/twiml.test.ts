import { describe, expect, test } from 'vitest';
import { parseTwiml } from '../../simulator/core/twiml.ts';
import { response } from './practice.ts';

describe('what is understood', () => {
  test.each([
    [
      '<Say voice="Polly.Joanna-Neural" language="es-US">Hola &amp; adi&#243;s</Say>',
      { text: 'Hola & adiós', language: 'es-US' },
    ],
    [
      '<Play>https://a.example/g.wav?x=1&amp;y=2</Play>',
      { verb: 'Play', url: 'https://a.example/g.wav?x=1&y=2' },
    ],
    ['<Pause length="2"/>', { seconds: 2 }],
    [
      '<Gather input="dtmf" numDigits="1" timeout="4" finishOnKey="" action="/g" actionOnEmptyResult="true"><Say>One</Say></Gather>',
      { numDigits: 1, finishOnKey: '', actionOnEmptyResult: true },
    ],
    [
      '<Record action="/r" maxLength="180" timeout="0" finishOnKey="#" trim="do-not-trim" recordingStatusCallback="/s" recordingStatusCallbackEvent="completed absent"/>',
      { timeoutSeconds: 0, statusCallbackEvents: ['completed', 'absent'] },
    ],
    [
      '<Dial action="/d" timeout="13" callerId="+12125550100" answerOnBridge="true"><Number url="/w" statusCallback="/l" statusCallbackEvent="answered completed">+12125550111</Number></Dial>',
      { answerOnBridge: true, timeoutSeconds: 13 },
    ],
    ['<Hangup/>', { verb: 'Hangup' }],
    ['<Reject reason="busy"/>', { reason: 'busy' }],
    ['<Redirect method="POST">/again</Redirect>', { url: '/again' }],
  ])('%s', (source, expected) => {
    const parsed = parseTwiml(response(source));
    expect(parsed).toMatchObject({ ok: true, verbs: [expected] });
  });
});

describe('what is refused', () => {
  test.each([
    ['', 'the document is empty'],
    ['hello', 'text outside the root element'],
    ['<Response><Say>x</Response>', '</Response> closes <Say>'],
    ['<Response><Say>Tom & Ann</Say></Response>', 'a bare "&"'],
    ['<!DOCTYPE x><Response/>', 'a name is missing'],
    ['<Response/><Response/>', 'something follows'],
    ['<Message/>', 'not <Response>'],
    [response('<Conference>x</Conference>'), '<Conference> is not a verb'],
    [response('hello'), 'bare text'],
    [response('<Say loop="2">x</Say>'), 'unknown attribute loop'],
    [response('<Say language="english">x</Say>'), 'is not a value'],
    [response('<Say></Say>'), '<Say> is empty'],
    [response('<Say>x<break/></Say>'), '<break> may not stand inside <Say>'],
    [response(`<Say>${'x'.repeat(4097)}</Say>`), '4,096'],
    [response('<Gather input="speech"/>'), 'is not a value'],
    [response('<Gather timeout="0"/>'), 'is not a value'],
    [response('<Gather><Record/></Gather>'), 'may not stand inside <Gather>'],
    [response('<Gather actionOnEmptyResult="true"/>', '<Say>x</Say>'), 'never reached'],
    [response('<Record><Say>x</Say></Record>'), 'takes no content'],
    [response('<Record finishOnKey="x"/>'), 'is not a value'],
    [response('<Dial/>'), 'no <Number>'],
    [response('<Dial>+12125550111</Dial>'), 'bare text'],
    [response('<Dial timeout="4"><Number>+12125550111</Number></Dial>'), 'is not a value'],
    [response('<Dial><Number>212 555 0111</Number></Dial>'), 'E.164'],
    [response('<Dial action="/d"><Number>+12125550111</Number></Dial>', '<Hangup/>'), 'never reached'],
    [response('<Hangup/>', '<Say>x</Say>'), 'never reached'],
    [response('<Redirect>/x</Redirect>', '<Say>x</Say>'), 'never reached'],
    [response('<Say>x</Say>', '<Reject/>'), 'must be the first verb'],
    [response('<Redirect></Redirect>'), 'is empty'],
    [response('<Say voice="alice" voice="man">x</Say>'), 'given twice'],
  ])('%s', (source, problem) => {
    const parsed = parseTwiml(source);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : parsed.problem).toContain(problem);
  });
});

test('a <Hangup/> may bolt the door behind a <Gather> that is always answered', () => {
  const parsed = parseTwiml(response('<Gather actionOnEmptyResult="true" action="/a"/>', '<Hangup/>'));
  expect(parsed).toMatchObject({ ok: true, verbs: [{ verb: 'Gather' }, { verb: 'Hangup' }] });
});

test('what the vendor library writes is understood', async () => {
  const { default: VoiceResponse } = await import('twilio/lib/twiml/VoiceResponse.js');
  const twiml = new VoiceResponse();
  const dial = twiml.dial({ action: '/d?a=1&b=2', answerOnBridge: true, timeout: 13 });
  dial.number(
    { url: '/w', statusCallback: '/l', statusCallbackEvent: ['answered', 'completed'] },
    '+12125550111',
  );
  expect(parseTwiml(twiml.toString())).toMatchObject({ ok: true, verbs: [{ action: '/d?a=1&b=2' }] });
});
