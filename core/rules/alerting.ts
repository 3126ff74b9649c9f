import type { AskKind } from './asks.ts';

/** One line of `alerts` in the YAML file. Times in milliseconds. */
export interface AlertRule {
  to: readonly string[];
  by: string;
  about: readonly AskKind[];
  during: string | null;
  after: number;
  /** How often it is said again until somebody takes the entry; null: as reminding.ts says. */
  again: number | 'off' | null;
}

/** Somebody, and a way to reach them. */
export interface Recipient {
  staff: string;
  target: string;
}

export interface PlannedAlert extends Recipient {
  dueAt: number;
}

export interface AlertTiming {
  now: number;
  /** Three calls in fifteen minutes: `after` is skipped. */
  urgently: boolean;
  /** Whether the named hours are open at a time, and when they open next (null: never). */
  isOpen(hours: string, at: number): boolean;
  nextOpening(hours: string, at: number): number | null;
  /** The hours in which a staff member may be alerted; null for always. */
  hoursOf(staff: string): string | null;
  /** The hours of the line that the ask came by. */
  lineHours: string;
  /** When the day after a moment begins, where the practice is. */
  nextDay(at: number): number;
}

/**
 * Who is told about an ask, how, and when; each person once a way, at the earliest time that applies. An ordinary alert
 * outside its hours waits for them. A crisis waits for nothing: it goes at once to all whose hours it is, and to all it
 * is configured for if it is nobody's.
 */
export function planAlerts(rules: readonly AlertRule[], about: AskKind, timing: AlertTiming): PlannedAlert[] {
  const named = namedFor(rules, about);
  const on = named.filter(({ rule, staff }) => isOn(hoursFor(rule, staff, timing), timing.now, timing));
  const atOnce = on.some(({ rule }) => rule.after === 0);
  const earliest = new Map<string, PlannedAlert>();
  for (const { rule, staff } of about === 'crisis' && atOnce ? on : named) {
    const due = dueAt(rule, staff, about, timing);
    if (due === null) continue;
    const key = `${staff} ${rule.by}`;
    const known = earliest.get(key);
    if (!known || due < known.dueAt) earliest.set(key, { staff, target: rule.by, dueAt: due });
  }
  return [...earliest.values()];
}

function namedFor(rules: readonly AlertRule[], about: AskKind): { rule: AlertRule; staff: string }[] {
  return rules
    .filter(rule => rule.about.includes(about))
    .flatMap(rule => rule.to.map(staff => ({ rule, staff })));
}

/** A rule's own hours, else those of the person; null for always. */
function hoursFor(rule: AlertRule, staff: string, timing: AlertTiming): string | null {
  return rule.during ?? timing.hoursOf(staff);
}

function isOn(hours: string | null, at: number, timing: AlertTiming): boolean {
  return hours === null || timing.isOpen(hours, at);
}

/** The first moment from `at` on that lies within hours; null if there is none. */
function within(hours: string | null, at: number, timing: AlertTiming): number | null {
  return hours === null || timing.isOpen(hours, at) ? at : timing.nextOpening(hours, at);
}

/** The first moment that lies within both; null where none is found within some weeks. */
function withinBoth(one: string | null, other: string | null, at: number, timing: AlertTiming) {
  let moment: number | null = at;
  for (let round = 0; round < 60 && moment !== null; round += 1) {
    const first: number | null = within(one, moment, timing);
    const both: number | null = first === null ? null : within(other, first, timing);
    if (both === first) return both;
    moment = both;
  }
  return null;
}

function dueAt(rule: AlertRule, staff: string, about: AskKind, timing: AlertTiming): number | null {
  const after = timing.urgently ? 0 : rule.after;
  const hours = about === 'crisis' ? null : hoursFor(rule, staff, timing);
  // Nobody could take it before the hours began: `after` counts from there.
  const begins = within(hours, timing.now, timing);
  return begins === null ? null : within(hours, begins + after, timing);
}

/**
 * When and how the owner of an entry is told of something new in it: they have begun, so `after` does not count, but
 * their hours do. An owner whom no rule about this ask names is told in the hours of those whom it names; one whom no rule
 * names at all, by the first of their `ways`.
 */
export function planForOwner(
  rules: readonly AlertRule[],
  owner: string,
  about: AskKind,
  timing: AlertTiming,
  ways: readonly string[] = [],
): PlannedAlert {
  const named = namedFor(rules, about);
  const own = named.filter(({ staff }) => staff === owner);
  const first = own[0]?.rule ?? rules.find(rule => rule.to.includes(owner));
  const due = (own.length > 0 ? own : named)
    .map(({ rule, staff }) => dueAt({ ...rule, after: 0 }, staff, about, timing))
    .filter(time => time !== null);
  return {
    staff: owner,
    target: first?.by ?? ways[0] ?? 'sms',
    dueAt: due.length > 0 ? Math.min(...due) : timing.now,
  };
}

/**
 * From when on somebody may be told of an ordinary ask at the earliest; null for never. Somebody whom no rule names for
 * it is told while the line is open only, and within their own hours.
 */
export function mayBeTold(
  rules: readonly AlertRule[],
  { staff, target }: Recipient,
  about: AskKind,
  timing: AlertTiming,
  at = timing.now,
): number | null {
  const theirs = namedFor(rules, about).filter(one => one.staff === staff);
  const byTarget = theirs.filter(one => one.rule.by === target);
  const own = byTarget.length > 0 ? byTarget : theirs;
  if (own.length === 0) return withinBoth(timing.lineHours, timing.hoursOf(staff), at, timing);
  const times = own.map(({ rule }) => within(hoursFor(rule, staff, timing), at, timing));
  return earliestOf(times);
}

export function earliestOf(times: readonly (number | null)[]): number | null {
  const some = times.filter(time => time !== null);
  return some.length > 0 ? Math.min(...some) : null;
}

/** Everybody in some rules and how they are reached, in the order of the rules, each way to each person once. */
export function recipientsOf(rules: readonly AlertRule[]): Recipient[] {
  const all = rules.flatMap(rule => rule.to.map(staff => ({ staff, target: rule.by })));
  return [...new Map(all.map(one => [`${one.staff} ${one.target}`, one])).values()];
}

/**
 * Who is told next when an alert could not reach its person: another way to the same person, be it one of theirs (`ways`)
 * that no rule names, then those of the same ask, then anyone in any rule. Of an ordinary ask the first whose hours it is; when it is nobody's, the first to be on again.
 */
export function nextTarget(
  rules: readonly AlertRule[],
  about: AskKind,
  tried: readonly Recipient[],
  timing: AlertTiming,
  missed: string | null = null,
  ways: readonly string[] = [],
): PlannedAlert | null {
  const inOrder = recipientsOf([...rules.filter(rule => rule.about.includes(about)), ...rules]);
  const left = [
    ...inOrder.filter(({ staff }) => staff === missed),
    ...ways.flatMap(target => (missed === null ? [] : [{ staff: missed, target }])),
    ...inOrder.filter(({ staff }) => staff !== missed),
  ].filter(one => !tried.some(({ staff, target }) => one.staff === staff && one.target === target));
  const planned = left.flatMap(one => {
    const due = about === 'crisis' ? timing.now : mayBeTold(rules, one, about, timing);
    return due === null ? [] : [{ ...one, dueAt: due }];
  });
  const soonest = Math.min(...planned.map(one => one.dueAt));
  return planned.find(one => one.dueAt === soonest) ?? null;
}
