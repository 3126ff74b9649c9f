/** What a contact can ask for, weakest first; the strongest is what an entry shows. */
export const ASK_KINDS = ['missed_call', 'voicemail', 'message', 'callback', 'crisis'] as const;
export type AskKind = (typeof ASK_KINDS)[number];

export function strongestAsk(kinds: readonly AskKind[]): AskKind {
  return kinds.reduce((strongest, kind) =>
    ASK_KINDS.indexOf(kind) > ASK_KINDS.indexOf(strongest) ? kind : strongest,
  );
}

const MINUTE = 60_000;

/** How long a person may wait in open hours before an ask is late, in milliseconds. */
const WITHIN: Readonly<Record<AskKind, number>> = {
  crisis: 0,
  callback: 30 * MINUTE,
  message: 60 * MINUTE,
  voicemail: 60 * MINUTE,
  missed_call: 120 * MINUTE,
};

/**
 * When an ask falls due, in epoch milliseconds: counted from now while open, else from the next opening. A crisis is due
 * now at any hour, and so is what can't wait for an opening because there is none.
 */
export function dueAt(kind: AskKind, now: number, open: boolean, nextOpening: number | null): number {
  if (kind === 'crisis') return now;
  return (open ? now : (nextOpening ?? now)) + WITHIN[kind];
}

/** Three calls in fifteen minutes: someone needs us, and every delay is skipped. */
export const URGENT_CALLS = 3;
export const URGENT_WITHIN = 15 * MINUTE;

export function callsUrgently(callsInWindow: number): boolean {
  return callsInWindow >= URGENT_CALLS;
}
