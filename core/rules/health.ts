import { KEEPING_LATE } from './keeping.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So late the oldest effect may be before somebody should look, and before nothing moves any more, in milliseconds. */
const LATE = MINUTE;
const STUCK = 5 * MINUTE;
/** The worker says each minute that it runs. */
export const SILENT = 3 * MINUTE;
/** Twilio's lists are read every ten minutes. */
const UNREAD = 30 * MINUTE;
const LONG_UNREAD = 6 * HOUR;
/** A practice is closed at weekends and holidays; a week without one call or text is worth a trial call. */
const QUIET = 7 * DAY;
/** Bytes. A backup needs as much room again as the database has. */
const LITTLE_ROOM = 1_000_000_000;
export const NO_ROOM = 100_000_000;
const OLD_BACKUP = 2 * DAY;
const VERY_OLD_BACKUP = 8 * DAY;
/** Nothing can have happened later than now; two processes agree to within this, in milliseconds. */
const AHEAD = 2 * MINUTE;
/** So many texts that fail one after the other are no accident. */
const IN_A_ROW = 3;
/** So far our clock may be from Twilio's: a code of an authenticator app is right for half a minute. */
export const APART = 30_000;
export const FAR_APART = 5 * MINUTE;
/** A comparison of clocks says how it is for so long. */
const COMPARED = HOUR;
/** Certificates are made anew a month before their end, so one that has less left is not being made. */
export const ENDS_SOON = 14 * DAY;
export const ENDS_NOW = 3 * DAY;

/** What is known of an installation. Moments are epoch milliseconds; null: never. */
export interface HealthFacts {
  now: number;
  /** When the oldest effect that nobody has performed fell due, or a lease ran out; null when none waits. */
  oldestDue: number | null;
  workerSeen: number | null;
  /** When the server last said that it runs. */
  serverSeen: number | null;
  /** When Twilio last reached us with a signature that matched. */
  twilioHeard: number | null;
  /** When the last thing happened that Twilio's lists told and no webhook did. */
  heardLate: number | null;
  /** When a signature last did not match, and how many did not since the first of them that day. */
  twilioRefused: { at: number; count: number } | null;
  /** When Twilio last took our account SID and auth token, and since when it takes them no more. */
  token: { accepted: number | null; refused: number | null };
  /** Up to when Twilio's lists have been compared with what we heard. */
  knownUntil: number | null;
  /** Texts of the last day that did not arrive, by why: a code of `notes` without its `text_`. */
  failedTexts: readonly { why: string; count: number }[];
  /** Texts that went wrong for a reason of ours since the last one that arrived, within a day. */
  failedInARow: number;
  /** Names of staff whose phones refuse our alerts. */
  alertsStopped: readonly string[];
  /** Null when it is not configured. */
  redis: { seen: number | null } | null;
  /** Bytes. */
  database: { size: number; room: number };
  backup: number | null;
  /** When the `keep` rules were last gone through; since when a legal hold stops all erasing; crises whose time is over, which wait for an owner; what Twilio has often refused to erase. */
  keeping: { ran: number | null; held: number | null; crises: number; refused: number };
  /** Until when the certificate of `public_url` is good; since when it is one that nobody should trust. */
  certificate: { until: number | null; untrusted: number | null };
  /** By how many milliseconds our clock is ahead of Twilio's, and when they were compared. */
  ahead: { at: number; by: number } | null;
  /** Who is told when something is wrong; since when none of them can be reached. Null: nobody, and no heartbeat. */
  watch: { names: readonly string[]; unreachable: number | null } | null;
  /** Since when a file with errors waits to be the configuration. */
  configBroken: number | null;
  version: string;
}

export type HealthState = 'ok' | 'look' | 'wrong';

/** Every finding there can be, what it is about, and whether it concerns whoever runs the machine alone. */
export const FINDINGS = {
  effects_moving: { about: 'effects', state: 'ok' },
  effects_late: { about: 'effects', state: 'look' },
  effects_stuck: { about: 'effects', state: 'wrong' },
  worker_running: { about: 'worker', state: 'ok' },
  worker_silent: { about: 'worker', state: 'wrong' },
  worker_never: { about: 'worker', state: 'wrong' },
  server_running: { about: 'server', state: 'ok' },
  server_silent: { about: 'server', state: 'wrong' },
  twilio_heard: { about: 'twilio', state: 'ok' },
  twilio_never: { about: 'twilio', state: 'look' },
  twilio_quiet: { about: 'twilio', state: 'look' },
  twilio_forged: { about: 'twilio', state: 'look' },
  twilio_refused: { about: 'twilio', state: 'wrong' },
  token_accepted: { about: 'token', state: 'ok' },
  token_refused: { about: 'token', state: 'wrong' },
  lists_read: { about: 'lists', state: 'ok' },
  lists_unread: { about: 'lists', state: 'look' },
  lists_long_unread: { about: 'lists', state: 'wrong' },
  texts_arrive: { about: 'texts', state: 'ok' },
  texts_fail: { about: 'texts', state: 'look' },
  texts_not_registered: { about: 'texts', state: 'wrong' },
  texts_fail_in_a_row: { about: 'texts', state: 'wrong' },
  alerts_on: { about: 'alerts', state: 'ok' },
  alerts_stopped: { about: 'alerts', state: 'look' },
  watch_on: { about: 'watch', state: 'ok' },
  watch_heartbeat: { about: 'watch', state: 'ok' },
  watch_nobody: { about: 'watch', state: 'look' },
  watch_unreachable: { about: 'watch', state: 'wrong' },
  redis_unused: { about: 'redis', state: 'ok' },
  redis_reached: { about: 'redis', state: 'ok' },
  redis_lost: { about: 'redis', state: 'look' },
  encrypted: { about: 'encryption', state: 'ok' },
  room_enough: { about: 'room', state: 'ok' },
  room_little: { about: 'room', state: 'look' },
  room_none: { about: 'room', state: 'wrong' },
  backup_never: { about: 'backup', state: 'look' },
  backup_fresh: { about: 'backup', state: 'ok' },
  backup_old: { about: 'backup', state: 'look' },
  backup_very_old: { about: 'backup', state: 'wrong' },
  certificate_good: { about: 'certificate', state: 'ok' },
  certificate_ends_soon: { about: 'certificate', state: 'look' },
  certificate_ends_now: { about: 'certificate', state: 'wrong' },
  certificate_untrusted: { about: 'certificate', state: 'wrong' },
  keeping_yet: { about: 'keeping', state: 'ok' },
  keeping_runs: { about: 'keeping', state: 'ok' },
  keeping_crises: { about: 'keeping', state: 'look' },
  keeping_refused: { about: 'keeping', state: 'look' },
  keeping_late: { about: 'keeping', state: 'look' },
  keeping_held: { about: 'keeping', state: 'look' },
  clock_right: { about: 'clock', state: 'ok' },
  clock_set_back: { about: 'clock', state: 'wrong' },
  clock_off: { about: 'clock', state: 'look' },
  clock_far_off: { about: 'clock', state: 'wrong' },
  config_in_force: { about: 'config', state: 'ok' },
  config_broken: { about: 'config', state: 'look' },
  version_is: { about: 'version', state: 'ok' },
} as const satisfies Readonly<Record<string, { about: string; state: HealthState }>>;

export type FindingCode = keyof typeof FINDINGS;
export type HealthTopic = (typeof FINDINGS)[FindingCode]['about'];

/** What concerns whoever works here; all else is for whoever runs the machine. */
export const FOR_STAFF: readonly HealthTopic[] = [
  'effects',
  'worker',
  'twilio',
  'token',
  'lists',
  'texts',
  'alerts',
];

/** One thing about an installation, as a code whose sentence is in core/texts/desk/health. */
export interface Finding {
  what: FindingCode;
  about: HealthTopic;
  state: HealthState;
  /** Since when, or when it last was. Epoch milliseconds. */
  at?: number;
  count?: number;
  /** By how many two clocks differ. */
  seconds?: number;
  names?: readonly string[];
  /** Bytes. */
  size?: number;
  room?: number;
  version?: string;
  texts?: HealthFacts['failedTexts'];
}

/** What there is to say about each part of an installation, one finding a topic, in the order of `FINDINGS`. */
export function judgeHealth(facts: HealthFacts): Finding[] {
  return [
    effects(facts),
    worker(facts),
    ...server(facts),
    twilio(facts),
    ...token(facts),
    ...lists(facts),
    texts(facts),
    alerts(facts),
    watch(facts),
    redis(facts),
    finding('encrypted'),
    room(facts),
    backup(facts),
    keeping(facts),
    ...certificate(facts),
    clock(facts),
    config(facts),
    finding('version_is', { version: facts.version }),
  ];
}

/** The worst of some findings. */
export function worstOf(findings: readonly Pick<Finding, 'state'>[]): HealthState {
  if (findings.some(({ state }) => state === 'wrong')) return 'wrong';
  return findings.some(({ state }) => state === 'look') ? 'look' : 'ok';
}

function finding(what: FindingCode, more: Omit<Finding, 'what' | 'about' | 'state'> = {}): Finding {
  return { what, ...FINDINGS[what], ...more };
}

function effects({ now, oldestDue }: HealthFacts): Finding {
  const late = oldestDue === null ? 0 : now - oldestDue;
  if (oldestDue === null || late < LATE) return finding('effects_moving');
  return finding(late < STUCK ? 'effects_late' : 'effects_stuck', { at: oldestDue });
}

function worker({ now, workerSeen }: HealthFacts): Finding {
  if (workerSeen === null) return finding('worker_never');
  return finding(now - workerSeen < SILENT ? 'worker_running' : 'worker_silent', { at: workerSeen });
}

function server({ now, serverSeen }: HealthFacts): Finding[] {
  // None has ever run: nobody has asked it anything either.
  if (serverSeen === null) return [];
  return [finding(now - serverSeen < SILENT ? 'server_running' : 'server_silent', { at: serverSeen })];
}

function twilio({ now, twilioHeard: heard, twilioRefused: refused, heardLate: late }: HealthFacts): Finding {
  const lately = (at: number | null) => at !== null && now - at < DAY;
  if (refused && lately(refused.at)) {
    // Anybody can send us a wrong signature. While Twilio's own match, it was somebody else. But what its lists tell of the
    // time since one matched did not come, while something was refused: those were its own.
    const twilios = late !== null && late > (heard ?? 0) && refused.at > late - AHEAD;
    return finding(lately(heard) && !twilios ? 'twilio_forged' : 'twilio_refused', refused);
  }
  if (heard === null) return finding('twilio_never');
  return finding(now - heard < QUIET ? 'twilio_heard' : 'twilio_quiet', { at: heard });
}

function token({ token: { accepted, refused } }: HealthFacts): Finding[] {
  if (refused !== null) return [finding('token_refused', { at: refused })];
  return accepted === null ? [] : [finding('token_accepted', { at: accepted })];
}

function lists({ now, knownUntil }: HealthFacts): Finding[] {
  // No worker has ever run: that is said already.
  if (knownUntil === null) return [];
  const unread = now - knownUntil;
  if (unread < UNREAD) return [finding('lists_read', { at: knownUntil })];
  return [finding(unread < LONG_UNREAD ? 'lists_unread' : 'lists_long_unread', { at: knownUntil })];
}

function texts({ failedTexts, failedInARow }: HealthFacts): Finding {
  if (failedTexts.length === 0) return finding('texts_arrive');
  const registered = failedTexts.every(({ why }) => why !== 'not_registered');
  const count = failedTexts.reduce((sum, one) => sum + one.count, 0);
  if (!registered) return finding('texts_not_registered', { count, texts: failedTexts });
  return finding(failedInARow < IN_A_ROW ? 'texts_fail' : 'texts_fail_in_a_row', {
    count,
    texts: failedTexts,
  });
}

function alerts({ alertsStopped: names }: HealthFacts): Finding {
  return names.length === 0 ? finding('alerts_on') : finding('alerts_stopped', { names });
}

function watch({ watch: told }: HealthFacts): Finding {
  if (!told) return finding('watch_nobody');
  const { names, unreachable } = told;
  if (unreachable !== null) return finding('watch_unreachable', { at: unreachable, names });
  return names.length === 0 ? finding('watch_heartbeat') : finding('watch_on', { names });
}

function redis({ now, redis: configured }: HealthFacts): Finding {
  if (!configured) return finding('redis_unused');
  const { seen } = configured;
  if (seen === null) return finding('redis_lost');
  return finding(now - seen < SILENT ? 'redis_reached' : 'redis_lost', { at: seen });
}

function room({ database: { size, room } }: HealthFacts): Finding {
  if (room < NO_ROOM) return finding('room_none', { size, room });
  return finding(roomIsLittle({ size, room }) ? 'room_little' : 'room_enough', { size, room });
}

/** Whether room should be made soon. Bytes: of the database, and left on its disk. */
export function roomIsLittle({ size, room }: HealthFacts['database']): boolean {
  return room < Math.max(LITTLE_ROOM, 2 * size);
}

function keeping({ now, keeping: { ran, held, crises, refused } }: HealthFacts): Finding {
  // Whoever set the hold knows what waits because of it.
  if (held !== null) return finding('keeping_held', { at: held });
  if (ran !== null && now - ran > KEEPING_LATE) return finding('keeping_late', { at: ran });
  if (refused > 0) return finding('keeping_refused', { count: refused });
  if (crises > 0) return finding('keeping_crises', { count: crises });
  return ran === null ? finding('keeping_yet') : finding('keeping_runs', { at: ran });
}

function backup({ now, backup: at }: HealthFacts): Finding {
  if (at === null) return finding('backup_never');
  const age = now - at;
  if (age < OLD_BACKUP) return finding('backup_fresh', { at });
  return finding(age < VERY_OLD_BACKUP ? 'backup_old' : 'backup_very_old', { at });
}

function certificate({ now, certificate: { until, untrusted } }: HealthFacts): Finding[] {
  if (untrusted !== null) return [finding('certificate_untrusted', { at: untrusted })];
  if (until === null) return [];
  const left = until - now;
  if (left >= ENDS_SOON) return [finding('certificate_good', { at: until })];
  return [finding(left < ENDS_NOW ? 'certificate_ends_now' : 'certificate_ends_soon', { at: until })];
}

function clock({ now, workerSeen, twilioHeard, knownUntil, backup: saved, ahead }: HealthFacts): Finding {
  const latest = Math.max(...[workerSeen, twilioHeard, knownUntil, saved].map(at => at ?? 0));
  if (latest > now + AHEAD) return finding('clock_set_back', { at: latest });
  const apart = ahead && Math.abs(now - ahead.at) < COMPARED ? Math.abs(ahead.by) : 0;
  if (apart < APART) return finding('clock_right');
  return finding(apart < FAR_APART ? 'clock_off' : 'clock_far_off', { seconds: Math.round(apart / 1000) });
}

function config({ configBroken: at }: HealthFacts): Finding {
  return at === null ? finding('config_in_force') : finding('config_broken', { at });
}
