import type { AskKind } from './asks.ts';

/** One line of `alerts` in the YAML file. `after` in milliseconds. */
export interface AlertRule {
  to: readonly string[];
  by: string;
  about: readonly AskKind[];
  during: string | null;
  after: number;
}

export interface PlannedAlert {
  staff: string;
  target: string;
  dueAt: number;
}

export interface AlertTiming {
  now: number;
  /** Three calls in fifteen minutes: `after` is skipped. */
  urgently: boolean;
  /** Whether the named hours are open at a time, and when they open next (null: never). */
  isOpen(hours: string, at: number): boolean;
  nextOpening(hours: string, at: number): number | null;
}

/**
 * Who is told about an ask, how, and when; each person once a way, at the earliest time that applies. An ordinary alert
 * outside its hours waits for them. A crisis waits for nothing: it goes at once to all whose hours it is, and to all it
 * is configured for if it is nobody's.
 */
export function planAlerts(rules: readonly AlertRule[], about: AskKind, timing: AlertTiming): PlannedAlert[] {
  const matching = rules.filter(rule => rule.about.includes(about));
  const reachable = matching.filter(rule => rule.during === null || timing.isOpen(rule.during, timing.now));
  const chosen = about === 'crisis' && reachable.length > 0 ? reachable : matching;
  const earliest = new Map<string, PlannedAlert>();
  for (const rule of chosen) {
    const due = dueAt(rule, about, timing);
    if (due === null) continue;
    for (const staff of rule.to) {
      const key = `${staff} ${rule.by}`;
      const known = earliest.get(key);
      if (!known || due < known.dueAt) earliest.set(key, { staff, target: rule.by, dueAt: due });
    }
  }
  return [...earliest.values()];
}

function dueAt(rule: AlertRule, about: AskKind, timing: AlertTiming): number | null {
  const after = timing.urgently ? 0 : rule.after;
  const { during } = rule;
  if (about === 'crisis' || during === null) return timing.now + after;
  const within = (at: number) => (timing.isOpen(during, at) ? at : timing.nextOpening(during, at));
  // Nobody could take it before the hours began: `after` counts from there.
  const begins = within(timing.now);
  return begins === null ? null : within(begins + after);
}

/**
 * When and how the owner of an entry is told of something new in it: they have begun, so `after` does not count, but
 * their hours do. An owner whom no rule about this ask names is told in the hours of those whom it names.
 */
export function planForOwner(
  rules: readonly AlertRule[],
  owner: string,
  about: AskKind,
  timing: AlertTiming,
): PlannedAlert {
  const matching = rules.filter(rule => rule.about.includes(about));
  const own = matching.filter(rule => rule.to.includes(owner));
  const [first] = own.length > 0 ? own : rules.filter(rule => rule.to.includes(owner));
  const times = (own.length > 0 ? own : matching).map(rule => dueAt({ ...rule, after: 0 }, about, timing));
  const due = times.filter(time => time !== null);
  return {
    staff: owner,
    target: first?.by ?? 'sms',
    dueAt: due.length > 0 ? Math.min(...due) : timing.now,
  };
}

/** Who is told next when an alert could not reach its person: those of the same ask first, then anyone in any rule. */
export function nextTarget(
  rules: readonly AlertRule[],
  about: AskKind,
  tried: readonly { staff: string; target: string }[],
): { staff: string; target: string } | null {
  const inOrder = [...rules.filter(rule => rule.about.includes(about)), ...rules];
  for (const rule of inOrder) {
    for (const staff of rule.to) {
      if (!tried.some(one => one.staff === staff && one.target === rule.by))
        return { staff, target: rule.by };
    }
  }
  return null;
}

/** So many alerts a person gets in `ALERT_WINDOW` one by one; what comes beyond that is folded into one. */
export const ALERTS_IN_WINDOW = 4;
export const ALERT_WINDOW = 60_000;

/**
 * When the next ordinary alert to a person may go, given when the last ones went (newest first, epoch milliseconds).
 * What falls due until then goes out with it as one text.
 */
export function nextAlertAt(sent: readonly number[], now: number): number {
  const oldest = sent[ALERTS_IN_WINDOW - 1];
  return oldest === undefined ? now : Math.max(now, oldest + ALERT_WINDOW);
}
