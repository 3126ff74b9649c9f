import { expect, test } from 'vitest';
import type { CallId, EffectId } from '../../../core/ids.ts';
import { stepUrls, WEBHOOKS } from '../../../core/twilio/urls.ts';

const urls = stepUrls('https://calls.willowstreet.example');
const CALL = '01a208eb-c980-7000-8002-b6f11cc82ab4' as CallId;
const EFFECT = '01a208eb-c980-7000-8002-b6f11cc82ab5' as EffectId;

const STEPS = {
  leg: urls.leg(CALL, 1),
  legStatus: urls.legStatus(CALL, 1),
  askStaff: urls.askStaff(CALL, 1),
  staffKey: urls.staffKey(CALL, 1),
  callerKey: urls.callerKey('es'),
  recorded: urls.recorded(),
  recording: urls.recording(),
  messageStatus: urls.messageStatus(EFFECT),
};

test('the three addresses that are set at the number are fixed', () => {
  expect([WEBHOOKS.voice, WEBHOOKS.message, WEBHOOKS.callStatus]).toEqual([
    '/webhooks/twilio/voice',
    '/webhooks/twilio/message',
    '/webhooks/twilio/call-status',
  ]);
});

test.each(Object.entries(STEPS))('%s asks for retries and says nothing but ids', (_, url) => {
  const { origin, hash, searchParams } = new URL(url);
  expect(origin).toBe('https://calls.willowstreet.example');
  expect(hash).toBe('#rc=2&rp=ct,rt,5xx');
  for (const value of searchParams.values()) expect([CALL, EFFECT, '1', 'es']).toContain(value);
});

test('no two steps share an address', () => {
  expect(new Set(Object.values(STEPS).map(url => new URL(url).pathname)).size).toBe(8);
});

test('the greeting is fetched as a file, without retries', () => {
  expect(urls.greeting(0)).toBe('https://calls.willowstreet.example/webhooks/twilio/voice/greeting/0');
});
