import type { WebhookKind } from './webhook.ts';

/** A webhook made to go wrong: the next `count` that match. */
export interface WebhookFault {
  on: 'webhook';
  kind?: WebhookKind;
  /** A phone number that the webhook is about. */
  number?: string;
  /** A part of the URL. */
  url?: string;
  count: number;
  effect:
    | { type: 'slow'; milliseconds: number }
    | { type: 'lost' }
    /** Delivered again once answered; where TwiML is asked for, the second answer is the one that is run. */
    | { type: 'doubled' }
    /** Delivered only after the next of its kind was answered, or five seconds later. */
    | { type: 'reordered' };
}

/** A REST request made to go wrong: the next `count` that match. `accepted`: whether it took effect all the same. */
export interface RestFault {
  on: 'rest';
  method?: string;
  /** A part of the path, such as 'Messages'. */
  path?: string;
  /** The To of the request. */
  number?: string;
  count: number;
  effect:
    | { type: 'slow'; milliseconds: number }
    | { type: 'status'; status: number; accepted: boolean; retryAfterSeconds?: number }
    | { type: 'cut'; accepted: boolean }
    | { type: 'hang'; accepted: boolean };
}

export type Fault = WebhookFault | RestFault;

/** Takes the first fault that fits, counting it down; faults that are used up are gone. */
export function takeFault<On extends Fault['on']>(
  faults: Fault[],
  on: On,
  fits: (fault: Extract<Fault, { on: On }>) => boolean,
): Extract<Fault, { on: On }> | null {
  const index = faults.findIndex(fault => isOn(fault, on) && fits(fault));
  const fault = faults[index];
  if (fault === undefined || !isOn(fault, on)) return null;
  fault.count -= 1;
  if (fault.count <= 0) faults.splice(index, 1);
  return fault;
}

function isOn<On extends Fault['on']>(fault: Fault, on: On): fault is Extract<Fault, { on: On }> {
  return fault.on === on;
}
