import { type AlertTiming, earliestOf, type Recipient } from './alerting.ts';

/** One line of `digest` in the YAML file. */
export interface DigestRule {
  to: readonly string[];
  by: string;
  during: string | null;
}

/** A digest that comes later than this after the opening tells of a morning that is over, in milliseconds. */
export const DIGEST_LATE = 2 * 3_600_000;

/** What hours a digest needs of a day. */
export type DigestTiming = Pick<AlertTiming, 'now' | 'isOpen' | 'nextOpening' | 'hoursOf' | 'nextDay'> & {
  /** When the day of now began, where the practice is. */
  today: number;
};

/** Who gets a digest, each way to each person once. */
export function digestRecipients(rules: readonly DigestRule[]): Recipient[] {
  const all = rules.flatMap(rule => rule.to.map(staff => ({ staff, target: rule.by })));
  return [...new Map(all.map(one => [`${one.staff} ${one.target}`, one])).values()];
}

/** When the digest of a day that begins at `day` is due: at the first opening from there; null for never. */
function opening(
  rules: readonly DigestRule[],
  { staff, target }: Recipient,
  day: number,
  timing: DigestTiming,
): number | null {
  const hours = rules
    .filter(rule => rule.by === target && rule.to.includes(staff))
    .map(rule => rule.during ?? timing.hoursOf(staff));
  return earliestOf(
    hours.map(name => {
      if (name === null) return null;
      return timing.isOpen(name, day) ? day : timing.nextOpening(name, day);
    }),
  );
}

/** When somebody's next digest is due, from now on: today's if it is still to come, else that of the next open day. */
export function nextDigest(
  rules: readonly DigestRule[],
  one: Recipient,
  timing: DigestTiming,
): number | null {
  const first = opening(rules, one, timing.today, timing);
  if (first === null || first > timing.now) return first;
  return opening(rules, one, timing.nextDay(timing.now), timing);
}

/** What becomes of a digest that is due. */
export type DigestNow = { say: true; opened: number } | { say: false; next: number | null };

/**
 * A digest is said at the opening or soon after, once a day. `last` is when the person's last one went. Else it goes with
 * the next one; alerts of the night that it would have told of then go on their own.
 */
export function digestNow(
  rules: readonly DigestRule[],
  one: Recipient,
  last: number | undefined,
  timing: DigestTiming,
): DigestNow {
  const opened = opening(rules, one, timing.today, timing);
  const onTime = opened !== null && opened <= timing.now && timing.now - opened <= DIGEST_LATE;
  const saidToday = last !== undefined && last >= timing.today;
  if (onTime && !saidToday) return { say: true, opened };
  return { say: false, next: nextDigest(rules, one, timing) };
}
