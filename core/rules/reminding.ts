import {
  type AlertRule,
  type AlertTiming,
  earliestOf,
  mayBeTold,
  type Recipient,
  recipientsOf,
} from './alerting.ts';
import type { AskKind } from './asks.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** An ordinary ask is said again so often, `again` apart, and then once a day for a week: it is never an endless page. */
const ROUNDS = 3;
const ROUND = 30 * MINUTE;
const DAYS = 7;

/**
 * A crisis: every five minutes for half an hour, since whoever is asleep or with a client needs more than one ring and a
 * person in danger has no more time; every fifteen until four hours; then hourly, until somebody takes it.
 */
const CRISIS = [
  { until: 6, every: 5 * MINUTE },
  { until: 20, every: 15 * MINUTE },
  { until: Infinity, every: 60 * MINUTE },
] as const;
/** After so many rounds a crisis is said hourly at most, whatever `again` says. */
const CRISIS_OFTEN = 20;

/** From this round on everybody in any rule is told, not only those whom a rule names for the ask. */
const ANYONE_FROM = { ordinary: 2, crisis: 3 } as const;

/** Whether an ask of which so many rounds were said is in the part in which repeats come close upon each other. */
export function isSaidOften(about: AskKind, rounds: number): boolean {
  return rounds < (about === 'crisis' ? CRISIS[0].until : ROUNDS);
}

/** Whether this round tells everybody. */
export function tellsAnyone(about: AskKind, round: number): boolean {
  return round >= ANYONE_FROM[about === 'crisis' ? 'crisis' : 'ordinary'];
}

/**
 * When round `round` (from 1) of saying an ask again is due, counted from `from`, the round before it or the first alert
 * (epoch milliseconds); null when nobody wants it or it was said often enough.
 */
export function nextRound(
  rules: readonly AlertRule[],
  about: AskKind,
  round: number,
  timing: AlertTiming,
  from = timing.now,
): number | null {
  const again = rules.filter(rule => rule.about.includes(about)).map(rule => rule.again);
  const waits = again.flatMap(own => (own === 'off' ? [] : [waitBefore(about, round, own)]));
  if (waits.length === 0) return null;
  if (about === 'crisis' || round <= ROUNDS) return from + Math.min(...waits);
  return round > ROUNDS + DAYS ? null : anotherDay(rules, about, round, timing, from);
}

function waitBefore(about: AskKind, round: number, own: number | null): number {
  if (about !== 'crisis') return own ?? ROUND;
  const built = CRISIS.find(({ until }) => round <= until)?.every ?? CRISIS[2].every;
  if (own === null) return built;
  return round > CRISIS_OFTEN ? Math.max(own, CRISIS[2].every) : own;
}

/** The first moment of another day at which somebody is on; a day later where that would be midnight. */
function anotherDay(
  rules: readonly AlertRule[],
  about: AskKind,
  round: number,
  timing: AlertTiming,
  from: number,
): number | null {
  const midnight = timing.nextDay(from);
  return earliestOf(
    circle(rules, about, round).map(one => {
      const first = mayBeTold(rules, one, about, timing, midnight);
      return first === midnight ? mayBeTold(rules, one, about, timing, from + DAY) : first;
    }),
  );
}

export interface Round {
  /** Who is told now. */
  told: Recipient[];
  /** When nobody may be told now: from when on somebody may; null for never. */
  waitsUntil: number | null;
}

/** Whom a round tells: a crisis everybody in its circle at any hour, an ordinary ask those whose hours it is. */
export function planRound(
  rules: readonly AlertRule[],
  about: AskKind,
  round: number,
  timing: AlertTiming,
): Round {
  const all = circle(rules, about, round);
  if (about === 'crisis') return { told: all, waitsUntil: null };
  const times = all.map(one => mayBeTold(rules, one, about, timing));
  const told = all.filter((_, index) => times[index] === timing.now);
  return { told, waitsUntil: told.length > 0 ? null : earliestOf(times) };
}

/** Those whom a rule names for the ask, later everybody; never those who are to be told of it once (`again: off`). */
function circle(rules: readonly AlertRule[], about: AskKind, round: number): Recipient[] {
  const named = rules.filter(rule => rule.about.includes(about));
  const again = recipientsOf(named.filter(rule => rule.again !== 'off'));
  const once = recipientsOf(named.filter(rule => rule.again === 'off')).filter(one => !isAmong(one, again));
  if (!tellsAnyone(about, round)) return again;
  const others = recipientsOf(rules.filter(rule => rule.again !== 'off'));
  return [...again, ...others.filter(one => !isAmong(one, again) && !isAmong(one, once))];
}

function isAmong({ staff, target }: Recipient, others: readonly Recipient[]): boolean {
  return others.some(other => other.staff === staff && other.target === target);
}
