import type { Finding, FindingCode, HealthState, HealthTopic } from './health.ts';
import type { Trouble } from './health-words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * What the owner is told of without having asked, and for how long it must have been so, in milliseconds. Left out is what
 * a worker cannot tell of itself, what begins with an installation and is on its first page, and what is no trouble but
 * somebody's phone.
 */
export const TOLD = {
  effects_stuck: 0,
  server_silent: 2 * MINUTE,
  twilio_refused: 0,
  token_refused: 10 * MINUTE,
  lists_unread: 0,
  lists_long_unread: 0,
  texts_not_registered: 0,
  texts_fail_in_a_row: 0,
  alerts_stopped: 0,
  redis_lost: 30 * MINUTE,
  room_little: 10 * MINUTE,
  room_none: 0,
  backup_never: 3 * DAY,
  backup_old: 0,
  backup_very_old: 0,
  certificate_ends_soon: 0,
  certificate_ends_now: 0,
  certificate_untrusted: 0,
  clock_set_back: 10 * MINUTE,
  clock_off: HOUR,
  clock_far_off: 10 * MINUTE,
  config_broken: 10 * MINUTE,
} as const satisfies Partial<Record<Trouble, number>>;

/** What lasts is said again after so long, in milliseconds. */
const STILL = DAY;
/** So long it must be well before that is said. What comes and goes has to stay away for longer each time, up to a day. */
const CALM = 30 * MINUTE;
/** So long it is remembered how often something came and went. */
const REMEMBERED = DAY;

/** Something that the owner was or will be told of. Moments are epoch milliseconds. */
export interface Watched {
  about: string;
  state: Exclude<HealthState, 'ok'>;
  since: number;
  /** When it was last said, and how bad it was then; null while it has not lasted for long enough. */
  told: { at: number; state: Exclude<HealthState, 'ok'> } | null;
  /** Since when it is well, while that has not been said. */
  calmSince: number | null;
  /** When it was said that it is over. */
  endedAt: number | null;
  /** How often it has ended lately. */
  times: number;
}

/** What is said: what began or got worse, what lasts, what is over. */
export interface Telling {
  begun: HealthTopic[];
  still: HealthTopic[];
  over: HealthTopic[];
}

/**
 * What the owner is to be told now: once when something begins or gets worse, again each day while it lasts, and once
 * when it has been well for a while.
 *
 * @returns what is to be remembered until the next look as well
 */
export function watchOver(
  findings: readonly Finding[],
  before: readonly Watched[],
  now: number,
): { after: Watched[]; say: Telling } {
  const say: Telling = { begun: [], still: [], over: [] };
  const after: Watched[] = [];
  for (const finding of findings) {
    const known = before.find(({ about }) => about === finding.about);
    const next = isTold(finding) ? troubled(finding, known, now, say) : calmed(finding, known, now, say);
    if (next) after.push(next);
  }
  return { after, say };
}

type Told = Finding & { what: keyof typeof TOLD; state: Exclude<HealthState, 'ok'> };

function isTold(finding: Finding): finding is Told {
  return Object.hasOwn(TOLD, finding.what);
}

function troubled(finding: Told, known: Watched | undefined, now: number, say: Telling): Watched {
  const { about, state, what } = finding;
  const fresh = { since: now, told: null, times: known?.times ?? 0 };
  const { since, told, times } = known && known.endedAt === null ? known : fresh;
  const next: Watched = { about, state, since, told, times, calmSince: null, endedAt: null };
  const lasted = Math.abs(now - since) >= TOLD[what];
  const worse = told?.state === 'look' && state === 'wrong';
  if ((!told || worse) && lasted) {
    say.begun.push(about);
    next.told = { at: now, state };
  } else if (told && Math.abs(now - told.at) >= STILL) {
    say.still.push(about);
    next.told = { at: now, state };
  }
  return next;
}

function calmed({ about }: Finding, known: Watched | undefined, now: number, say: Telling): Watched | null {
  if (!known) return null;
  if (known.endedAt !== null) return Math.abs(now - known.endedAt) < REMEMBERED ? known : null;
  // Nobody has heard of it: nobody has to hear that it is over.
  if (!known.told) return known.times > 0 ? { ...known, endedAt: now } : null;
  const calmSince = known.calmSince ?? now;
  if (Math.abs(now - calmSince) < Math.min(CALM * 2 ** known.times, DAY)) return { ...known, calmSince };
  say.over.push(about);
  return { ...known, told: null, calmSince: null, endedAt: now, times: known.times + 1 };
}

/** Whether anything is said. */
export function isSilent({ begun, still, over }: Telling): boolean {
  return begun.length + still.length + over.length === 0;
}

/** Codes that are told, for whoever lists them. */
export const TOLD_CODES = Object.keys(TOLD) as readonly FindingCode[];
