import type { Fault } from './core/faults.ts';
import type { Adjustment, PhoneAction } from './core/input.ts';

type Fields = Record<string, unknown>;

/** What the page may ask for, checked field by field; null for anything else. */
export function readAction(json: unknown): PhoneAction | Adjustment | null {
  if (typeof json !== 'object' || json === null) return null;
  const fields: Fields = { ...json };
  if (fields.type === 'set-phone') return readPhoneSetting(fields);
  if (fields.type === 'fault') return readFault(fields);
  if (fields.type === 'clear-faults') return { type: 'clear-faults' };
  return readPhoneAction(fields);
}

function readPhoneAction({ type, phone, to, keys, body, withheld }: Fields): PhoneAction | null {
  if (typeof phone !== 'string') return null;
  switch (type) {
    case 'hang-up':
    case 'answer':
    case 'decline':
    case 'start-speaking':
      return { type, phone };
    case 'call':
      return typeof to === 'string' ? { type, phone, to, withheld: withheld === true } : null;
    case 'press':
      return typeof keys === 'string' ? { type, phone, keys } : null;
    case 'text':
      return typeof to === 'string' && typeof body === 'string'
        ? { type, phone, to, body: body.slice(0, 1600) }
        : null;
    default:
      return null;
  }
}

function readPhoneSetting({ number, voicemail, robot, textError }: Fields): Adjustment | null {
  if (typeof number !== 'string') return null;
  return {
    type: 'set-phone',
    number,
    phone: {
      ...(typeof voicemail === 'boolean' && { voicemailAfterSeconds: voicemail ? 8 : null }),
      ...(typeof robot === 'boolean' && { screening: robot ? { presses: null } : null }),
      ...((typeof textError === 'number' || textError === null) && { textError }),
    },
  };
}

/** The troubles that the page offers, by name. */
export const troubles: Readonly<Record<string, Fault>> = {
  'callback-lost': { on: 'webhook', kind: 'message-status', count: 1, effect: { type: 'lost' } },
  'callback-doubled': { on: 'webhook', kind: 'message-status', count: 1, effect: { type: 'doubled' } },
  'callback-slow': {
    on: 'webhook',
    kind: 'message-status',
    count: 1,
    effect: { type: 'slow', milliseconds: 20_000 },
  },
  'callback-reordered': { on: 'webhook', kind: 'message-status', count: 1, effect: { type: 'reordered' } },
  'voice-doubled': { on: 'webhook', kind: 'voice', count: 1, effect: { type: 'doubled' } },
  'rest-500': {
    on: 'rest',
    method: 'POST',
    count: 1,
    effect: { type: 'status', status: 500, accepted: false },
  },
  'rest-500-accepted': {
    on: 'rest',
    method: 'POST',
    count: 1,
    effect: { type: 'status', status: 500, accepted: true },
  },
  'rest-429': {
    on: 'rest',
    method: 'POST',
    count: 1,
    effect: { type: 'status', status: 429, accepted: false, retryAfterSeconds: 5 },
  },
  'rest-cut': { on: 'rest', method: 'POST', count: 1, effect: { type: 'cut', accepted: true } },
  'rest-slow': { on: 'rest', method: 'POST', count: 1, effect: { type: 'slow', milliseconds: 5_000 } },
};

function readFault({ trouble }: Fields): Adjustment | null {
  const fault =
    typeof trouble === 'string' && Object.hasOwn(troubles, trouble) ? troubles[trouble] : undefined;
  return fault === undefined ? null : { type: 'fault', fault };
}
