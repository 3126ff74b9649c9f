import type { CallId, EffectId, StaffCallId, TestCallId } from '../ids.ts';
import type { Language } from '../texts/texts.ts';

/** Where Twilio reaches us. The first three are set at the number; our own TwiML and REST calls name the rest. */
export const WEBHOOKS = {
  voice: '/webhooks/twilio/voice',
  message: '/webhooks/twilio/message',
  callStatus: '/webhooks/twilio/call-status',
  leg: '/webhooks/twilio/voice/leg',
  legStatus: '/webhooks/twilio/voice/leg-status',
  askStaff: '/webhooks/twilio/voice/ask',
  staffKey: '/webhooks/twilio/voice/ask/key',
  staffCall: '/webhooks/twilio/voice/staff-call',
  staffCallKey: '/webhooks/twilio/voice/staff-call/key',
  staffCallOver: '/webhooks/twilio/voice/staff-call/over',
  staffCallPhone: '/webhooks/twilio/voice/staff-call/phone',
  staffCallNumber: '/webhooks/twilio/voice/staff-call/number',
  testCall: '/webhooks/twilio/voice/test-call',
  testCallKey: '/webhooks/twilio/voice/test-call/key',
  testCallOver: '/webhooks/twilio/voice/test-call/over',
  callerKey: '/webhooks/twilio/voice/key',
  recorded: '/webhooks/twilio/voice/recorded',
  recording: '/webhooks/twilio/recording',
  messageStatus: '/webhooks/twilio/message-status',
  greeting: '/webhooks/twilio/voice/greeting',
} as const;

/**
 * Twilio's own policy is one retry, and only when no connection came about: an answer of 5xx would be the last. The
 * fragment is not sent and not signed. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const RETRIES = '#rc=2&rp=ct,rt,5xx';

/** The three that are set at a number, as Twilio is to know them. */
export function numberUrls(publicUrl: string): { voice: string; status: string; message: string } {
  const at = (path: string) => `${publicUrl}${path}${RETRIES}`;
  return { voice: at(WEBHOOKS.voice), status: at(WEBHOOKS.callStatus), message: at(WEBHOOKS.message) };
}

/**
 * Absolute URLs of the steps, as Twilio signs them but for the retries they ask for. Steps of the caller's own leg know it by its signed CallSid; those
 * of an office leg, or of a call that staff make, carry the call's id. Ids only: nothing in a URL tells of a person.
 */
export function stepUrls(publicUrl: string) {
  const at = (path: string, query: Record<string, string | number> = {}) => {
    const asked = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    return `${publicUrl}${path}${asked.size > 0 ? `?${asked}` : ''}${RETRIES}`;
  };
  return {
    leg: (call: CallId, leg: number) => at(WEBHOOKS.leg, { call, leg }),
    legStatus: (call: CallId, leg: number) => at(WEBHOOKS.legStatus, { call, leg }),
    askStaff: (call: CallId, leg: number) => at(WEBHOOKS.askStaff, { call, leg }),
    staffKey: (call: CallId, leg: number) => at(WEBHOOKS.staffKey, { call, leg }),
    staffCall: (call: StaffCallId) => at(WEBHOOKS.staffCall, { call }),
    staffCallKey: (call: StaffCallId) => at(WEBHOOKS.staffCallKey, { call }),
    staffCallOver: (call: StaffCallId) => at(WEBHOOKS.staffCallOver, { call }),
    staffCallPhone: (call: StaffCallId) => at(WEBHOOKS.staffCallPhone, { call }),
    staffCallNumber: (call: StaffCallId) => at(WEBHOOKS.staffCallNumber, { call }),
    testCall: (test: TestCallId) => at(WEBHOOKS.testCall, { test }),
    testCallKey: (test: TestCallId) => at(WEBHOOKS.testCallKey, { test }),
    testCallOver: (test: TestCallId) => at(WEBHOOKS.testCallOver, { test }),
    callerKey: (language: Language) => at(WEBHOOKS.callerKey, { in: language }),
    recorded: () => at(WEBHOOKS.recorded),
    recording: () => at(WEBHOOKS.recording),
    messageStatus: (effect: EffectId) => at(WEBHOOKS.messageStatus, { effect }),
    greeting: (line: number) => `${publicUrl}${WEBHOOKS.greeting}/${line}`,
  };
}
