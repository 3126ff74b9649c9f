import { z } from 'zod';
import type { ArrivingCall } from '../../core/flows/call-arrives.ts';
import type { LegRef } from '../../core/flows/legs.ts';
import type { StaffCallStep } from '../../core/flows/staff-call-steps.ts';
import type { TestCallStep } from '../../core/flows/test-calls.ts';
import type { CallId, EffectId, StaffCallId, TestCallId } from '../../core/ids.ts';
import type { Parameters } from './signed-form.ts';

/** A signed webhook lacks what it must have, or has something absurd in its place. Names the parameter, not its value. */
export class BadWebhook extends Error {
  override name = 'BadWebhook';
}

/** A SIP address is no longer than an email address. */
const MOST_ADDRESS = 320;

const sid = z.string().regex(/^[A-Za-z0-9]{2,64}$/);
const number = z.string().max(MOST_ADDRESS);

function read<T>(schema: z.ZodType<T, string>, name: string, value: string): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new BadWebhook(`${name} is missing or not valid.`);
  return result.data;
}

export function readSid(parameters: Parameters, name: string): string {
  return read(sid, name, parameters.get(name));
}

export function readCall(parameters: Parameters): ArrivingCall {
  return {
    sid: readSid(parameters, 'CallSid'),
    line: read(number, 'To', parameters.get('To')),
    // Whatever stands here, the caller must be answered: what is no number is withheld.
    from: parameters.get('From').slice(0, MOST_ADDRESS),
    forwardedFrom: parameters.get('ForwardedFrom') || null,
  };
}

/** The leg that our own URL names. */
export function readLeg(query: (name: string) => string | undefined): LegRef {
  return {
    call: read(z.uuid(), 'call', query('call') ?? '') as string as CallId,
    position: read(
      z
        .string()
        .regex(/^\d{1,2}$/)
        .transform(Number),
      'leg',
      query('leg') ?? '',
    ),
  };
}

/**
 * The step of a staff member's call that our own URL names.
 *
 * @param carriersName what the carrier calls the call to their own phone
 */
export function readStaffCall(
  query: (name: string) => string | undefined,
  carriersName: string,
): StaffCallStep {
  return {
    call: read(z.uuid(), 'call', query('call') ?? '') as string as StaffCallId,
    sid: read(sid, 'CallSid or ParentCallSid', carriersName),
  };
}

/** The step of a test call that our own URL names. */
export function readTestCall(
  query: (name: string) => string | undefined,
  carriersName: string,
): TestCallStep {
  return {
    test: read(z.uuid(), 'test', query('test') ?? '') as string as TestCallId,
    sid: read(sid, 'CallSid', carriersName),
  };
}

export function readEffect(query: (name: string) => string | undefined): EffectId {
  return read(z.uuid(), 'effect', query('effect') ?? '') as string as EffectId;
}

/** What was keyed; Twilio's `hangup` in place of digits is no key. */
export function readDigits(parameters: Parameters): string {
  return parameters
    .get('Digits')
    .replace(/[^0-9*#]/g, '')
    .slice(0, 64);
}

/** A whole number of a parameter, or null when it is absent or none. */
export function readCount(parameters: Parameters, name: string): number | null {
  const written = parameters.get(name);
  return /^\d{1,9}$/.test(written) ? Number(written) : null;
}

/** Call statuses after which nobody is on the line any more. https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const ENDED: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export function hasEnded(parameters: Parameters): boolean {
  return ENDED.has(parameters.get('CallStatus'));
}

/** The status in a parameter; one that is none of those after which a call is over says no more than that it is. */
export function readEnding(parameters: Parameters, name: string): string {
  const status = parameters.get(name);
  return ENDED.has(status) ? status : 'completed';
}
