/** How far a text has come. A callback never takes it back: Twilio sends them unordered. */
const RANK = {
  promised: 0,
  unknown: 1,
  not_found: 2,
  accepted: 3,
  scheduled: 3,
  queued: 4,
  sending: 5,
  sent: 6,
  cancelled: 7,
  failed: 7,
  undelivered: 7,
  delivered: 8,
  received: 9,
} as const;

type Status = keyof typeof RANK;

/** Whether a callback's status moves a text on. Unknown words do not. */
export function advances(from: string, to: string): boolean {
  const before = RANK[from as Status];
  const after = RANK[to as Status];
  return before !== undefined && after !== undefined && after > before;
}

/** Whether nothing more is to be heard of a text. `sent` may be the last word of a carrier that confirms nothing. */
export function isFinal(status: string): boolean {
  return (RANK[status as Status] ?? 0) >= RANK.cancelled;
}

/** What staff are told when a text did not arrive: a code of `staff.notes` in core/texts. */
export type DeliveryProblem =
  | 'bad_number'
  | 'region_off'
  | 'opted_out'
  | 'landline'
  | 'unreachable'
  | 'filtered'
  | 'not_registered'
  | 'being_set_up'
  | 'reply_limit'
  | 'not_delivered';

/** Twilio's error codes in our words. https://www.twilio.com/docs/api/errors */
const PROBLEMS: Readonly<Record<number, DeliveryProblem>> = {
  21211: 'bad_number',
  21217: 'bad_number',
  21408: 'region_off',
  21610: 'opted_out',
  21612: 'unreachable',
  21614: 'landline',
  30003: 'unreachable',
  30004: 'filtered',
  30005: 'unreachable',
  30006: 'landline',
  30007: 'filtered',
  30008: 'unreachable',
  30024: 'being_set_up',
  30032: 'not_registered',
  30034: 'not_registered',
  14107: 'reply_limit',
  14109: 'reply_limit',
};

export function deliveryProblem(code: number | null): DeliveryProblem {
  return (code !== null && PROBLEMS[code]) || 'not_delivered';
}

/** "Attempt to send to unsubscribed recipient": the carrier knows of a STOP. https://www.twilio.com/docs/api/errors/21610 */
export function isCarrierOptOut(code: number | null): boolean {
  return code === 21610;
}

/**
 * Why a text did not arrive or was not sent, or null: with `text_` before it a code of `notes` in core/texts. `error` is
 * why its effect was cancelled, `code` Twilio's.
 */
export function textProblem(status: string, error: string | null, code: number | null): string | null {
  if (status === 'failed' || status === 'undelivered') return deliveryProblem(code);
  if (status === 'unknown' || status === 'not_found') return status;
  return status === 'cancelled' ? error : null;
}

/** What became of a text of ours, as a code: of `fates` in core/texts or, where something is wrong, of `notes`. */
export function textFate(status: string, error: string | null, code: number | null): string {
  const problem = textProblem(status, error, code);
  if (problem !== null) return `text_${problem}`;
  switch (status) {
    case 'promised':
    case 'sent':
    case 'delivered':
    case 'cancelled':
      return status;
    default:
      return 'on_its_way';
  }
}
