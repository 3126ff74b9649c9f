const MINUTE = 60_000;

/** So many ordinary alerts a person gets in `ALERT_WINDOW` one by one; what comes beyond that is folded into one. */
export const ALERTS_IN_WINDOW = 4;
export const ALERT_WINDOW = 10 * MINUTE;

/** Repeats to one person have at least so much time between them, however many entries wait, in milliseconds. */
export const REPEAT_EVERY = 15 * MINUTE;
/** Less than the five minutes between repeats of one crisis, so that their own pace is never stretched. */
export const CRISIS_REPEAT_EVERY = 4 * MINUTE;

/**
 * When the next ordinary alert to a person may go, given when the last ones went (newest first, epoch milliseconds).
 * What falls due until then goes out with it as one text.
 */
export function nextAlertAt(sent: readonly number[], now: number): number {
  const oldest = sent[ALERTS_IN_WINDOW - 1];
  return oldest === undefined ? now : Math.max(now, oldest + ALERT_WINDOW);
}

/** When the next repeat to a person may go, given when the last of the same urgency went. */
export function nextRepeatAt(last: number | undefined, urgent: boolean, now: number): number {
  return last === undefined ? now : Math.max(now, last + (urgent ? CRISIS_REPEAT_EVERY : REPEAT_EVERY));
}
