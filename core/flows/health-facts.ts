import type { Config } from '../config/schema.ts';
import { textProblem } from '../rules/delivery.ts';
import type { HealthFacts } from '../rules/health.ts';
import { erasedBefore, REFUSED_OFTEN } from '../rules/keeping.ts';
import { nextDue } from '../store/effects.ts';
import { countRefused } from '../store/erasures.ts';
import { crisesOver } from '../store/keeping.ts';
import { addToMark, type Mark, marksNamed, setMark, unsetMark } from '../store/marks.ts';
import { failedInARow, failedTextsSince } from '../store/messages.ts';
import { stoppedStaff } from '../store/staff-states.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/writer.ts';
import { VERSION } from '../version.ts';
import { BACKUP } from './backing-up.ts';
import { KNOWN_UNTIL } from './catch-up.ts';
import { HEARD_LATE } from './heard-late.ts';
import { KEPT } from './keeping.ts';
import { LEGAL_HOLD } from './legal-hold.ts';
import { OWNER_UNREACHABLE } from './owner-reached.ts';

const WORKER_SEEN = 'worker_seen';
const SERVER_SEEN = 'server_seen';
const REDIS_SEEN = 'redis_seen';
export const TWILIO_HEARD = 'twilio_heard';
const TWILIO_REFUSED = 'twilio_refused';
const TOKEN_ACCEPTED = 'token_accepted';
const TOKEN_REFUSED = 'token_refused';
const CLOCK_AHEAD = 'clock_ahead';
const CERTIFICATE_UNTIL = 'certificate_until';
const CERTIFICATE_UNTRUSTED = 'certificate_untrusted';
const CONFIG_BROKEN = 'config_broken';

const DAY = 86_400_000;
/** More than that are not counted: it is enough to know. */
const MOST_CRISES = 1_000;

/** The worker runs, and Redis answers it, if it has one. */
export async function workerIsWell(tx: Tx, redis: boolean): Promise<void> {
  await setMark(tx, WORKER_SEEN, tx.now);
  if (redis) await setMark(tx, REDIS_SEEN, tx.now);
}

/** The server runs. */
export async function serverIsWell(tx: Tx): Promise<void> {
  await setMark(tx, SERVER_SEEN, tx.now);
}

/** What Twilio's answers to the worker were like since this was last written down. */
export interface Answered {
  /** Whether the last of them took our token, and when it came (epoch milliseconds). */
  token: { accepted: boolean; at: number } | null;
  /** By how many milliseconds our clock was ahead of Twilio's, and when they were compared. */
  ahead: { at: number; by: number } | null;
}

/** Writes down what Twilio's answers say of our token and our clock. */
export async function twilioAnswered(tx: Tx, { token, ahead }: Answered): Promise<void> {
  if (token?.accepted) {
    await setMark(tx, TOKEN_ACCEPTED, token.at);
    await unsetMark(tx, TOKEN_REFUSED);
  } else if (token && !(await marksNamed(tx.db, [TOKEN_REFUSED])).has(TOKEN_REFUSED)) {
    await setMark(tx, TOKEN_REFUSED, token.at);
  }
  if (ahead) await setMark(tx, CLOCK_AHEAD, ahead.at, ahead.by);
}

/** What a look at the certificate of `public_url` found: until when it is good (epoch milliseconds), null for never. */
export async function certificateSeen(tx: Tx, until: number | null): Promise<void> {
  if (until === null) return setMark(tx, CERTIFICATE_UNTRUSTED, tx.now);
  await unsetMark(tx, CERTIFICATE_UNTRUSTED);
  await setMark(tx, CERTIFICATE_UNTIL, until);
}

/** The configuration's file was read: whether it could be put in force. */
export async function configRead(tx: Tx, whole: boolean): Promise<void> {
  if (whole) await unsetMark(tx, CONFIG_BROKEN);
  else await setMark(tx, CONFIG_BROKEN, tx.now);
}

/** What Twilio's webhooks were like since this was last written down. Moments are epoch milliseconds. */
export interface Heard {
  /** When a signature last matched. */
  good: number | null;
  /** When one last did not, and how many. */
  bad: { at: number; count: number } | null;
}

/** Writes down when Twilio was last heard; refused ones are counted together as long as no day goes by without one. */
export async function twilioIsHeard(tx: Tx, { good, bad }: Heard): Promise<void> {
  if (good !== null) await setMark(tx, TWILIO_HEARD, good);
  if (bad) await addToMark(tx, TWILIO_REFUSED, { ...bad, within: DAY });
}

/** What is known of this installation. `heard` is what has not been written down yet. */
export async function healthFacts(
  { store, config, now }: { store: Store; config: Config; now: number },
  heard: Heard = { good: null, bad: null },
): Promise<HealthFacts> {
  const marks = await marksNamed(store.read, [
    ...[WORKER_SEEN, REDIS_SEEN, TWILIO_HEARD, TWILIO_REFUSED],
    ...[KNOWN_UNTIL, BACKUP, SERVER_SEEN, TOKEN_ACCEPTED, TOKEN_REFUSED, CLOCK_AHEAD],
    ...[
      CERTIFICATE_UNTIL,
      CERTIFICATE_UNTRUSTED,
      CONFIG_BROKEN,
      OWNER_UNREACHABLE,
      KEPT,
      LEGAL_HOLD,
      HEARD_LATE,
    ],
  ]);
  const at = (name: string) => marks.get(name)?.at ?? null;
  const ahead = marks.get(CLOCK_AHEAD);
  return {
    now,
    oldestDue: await nextDue(store.read),
    workerSeen: at(WORKER_SEEN),
    serverSeen: at(SERVER_SEEN),
    twilioHeard: heard.good ?? at(TWILIO_HEARD),
    heardLate: at(HEARD_LATE),
    twilioRefused: together(marks.get(TWILIO_REFUSED), heard.bad),
    token: { accepted: at(TOKEN_ACCEPTED), refused: at(TOKEN_REFUSED) },
    knownUntil: at(KNOWN_UNTIL),
    failedTexts: byProblem(await failedTextsSince(store.read, now - DAY)),
    failedInARow: await failedInARow(store.read, now - DAY, isOurs),
    alertsStopped: (await stoppedStaff(store.read)).map(staff => config.staff[staff]?.name ?? staff),
    redis: config.redis ? { seen: at(REDIS_SEEN) } : null,
    database: { size: store.size(), room: store.room() },
    backup: at(BACKUP),
    keeping: {
      ran: at(KEPT),
      held: at(LEGAL_HOLD),
      crises: (await crisesOver(store.read, erasedBefore(config.keep, now).items, MOST_CRISES)).length,
      refused: await countRefused(store.read, REFUSED_OFTEN),
    },
    certificate: { until: at(CERTIFICATE_UNTIL), untrusted: at(CERTIFICATE_UNTRUSTED) },
    ahead: ahead ? { at: ahead.at, by: ahead.count ?? 0 } : null,
    watch: watched(config, at(OWNER_UNREACHABLE)),
    configBroken: at(CONFIG_BROKEN),
    version: VERSION,
  };
}

function watched({ watch, staff }: Config, unreachable: number | null): HealthFacts['watch'] {
  if (!watch || (watch.to.length === 0 && watch.heartbeat === null)) return null;
  return { names: watch.to.map(who => staff[who]?.name ?? who), unreachable };
}

/** Reasons that lie with somebody's phone, not with us. */
const THEIRS: ReadonlySet<string> = new Set(['bad_number', 'opted_out', 'landline', 'unreachable']);

function isOurs({ status, error_code }: { status: string; error_code: number | null }): boolean {
  return !THEIRS.has(textProblem(status, null, error_code) ?? '');
}

function together(before: Mark | undefined, since: Heard['bad']): Heard['bad'] {
  if (!before) return since;
  if (!since) return { at: before.at, count: before.count ?? 1 };
  const lately = since.at - before.at < DAY;
  return { at: since.at, count: since.count + (lately ? (before.count ?? 1) : 0) };
}

function byProblem(
  texts: readonly { status: string; error_code: number | null; count: number }[],
): { why: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { status, error_code, count } of texts) {
    const why = textProblem(status, null, error_code) ?? 'not_delivered';
    counts.set(why, (counts.get(why) ?? 0) + count);
  }
  return [...counts].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count);
}
