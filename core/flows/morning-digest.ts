import type { Config } from '../config/schema.ts';
import type { Recipient } from '../rules/alerting.ts';
import type { AskKind } from '../rules/asks.ts';
import { DIGEST_LATE, type DigestNow, digestNow, digestRecipients, nextDigest } from '../rules/digest.ts';
import { lastClosing } from '../rules/hours.ts';
import { alertsOf, dueBeside, insertAlert, lastDigestTo } from '../store/alerts.ts';
import { findEffectByKey, promise } from '../store/effects.ts';
import { countOpenEntries } from '../store/entries.ts';
import type { AlertRow, EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { alertTiming, digestTiming } from './alert-timing.ts';
import { alertKey, isOnItsWay } from './promise-alert.ts';

/**
 * Whoever gets a digest is to hear of an open entry in the next one, if nobody has taken it by then. Each entry has its
 * own promise of it; the first that falls due says the digest and carries the others.
 *
 * @param today the digest that is being said, when this is for tomorrow's
 */
export async function promiseDigests(
  tx: Tx,
  config: Config,
  entry: EntryRow,
  about: AskKind,
  today: AlertRow | null = null,
): Promise<void> {
  if (config.digest.length === 0 || entry.state !== 'open') return;
  const timing = digestTiming(tx, config, alertTiming(tx, config, entry));
  const promised = (await alertsOf(tx, entry.id)).filter(
    alert => alert.digest === 1 && alert.id !== today?.id,
  );
  for (const one of digestRecipients(config.digest)) {
    if (await isPromised(tx, promised, one)) continue;
    const dueAt = nextDigest(config.digest, one, timing);
    if (dueAt !== null) await promiseDigest(tx, entry, about, one, dueAt);
  }
}

async function isPromised(tx: Tx, promised: readonly AlertRow[], one: Recipient): Promise<boolean> {
  for (const alert of promised) {
    const same = alert.staff === one.staff && alert.target === one.target;
    if (same && isOnItsWay(await findEffectByKey(tx, alertKey(alert)))) return true;
  }
  return false;
}

async function promiseDigest(
  tx: Tx,
  entry: EntryRow,
  about: AskKind,
  { staff, target }: Recipient,
  dueAt: number,
): Promise<void> {
  const row = await insertAlert(tx, { entry_id: entry.id, staff, target, about, urgent: 0, digest: 1 });
  await promise(tx, { kind: 'send_alert', about: row.id, key: alertKey(row), dueAt });
}

/** Whether a digest that is due is said now; null when the configuration has none for this person any more. */
export async function digestIsDue(
  tx: Tx,
  config: Config,
  alert: AlertRow,
  entry: EntryRow,
): Promise<DigestNow | null> {
  const known = digestRecipients(config.digest);
  if (!known.some(one => one.staff === alert.staff && one.target === alert.target)) return null;
  const timing = digestTiming(tx, config, alertTiming(tx, config, entry));
  return digestNow(config.digest, alert, await lastDigestTo(tx, alert, alert.id), timing);
}

/** What a digest says: how many entries wait, and how many of them came since the practice closed. */
export async function digestCounts(tx: Tx, config: Config, alert: AlertRow, opened: number) {
  const since = closedAt(config, alert, opened);
  return { tells: await countOpenEntries(tx, null), since_closing: await countOpenEntries(tx, since) };
}

/** When the hours of a digest ended for the last time before they opened (epoch milliseconds). */
function closedAt({ digest, hours, staff, practice }: Config, alert: AlertRow, opened: number): number {
  const rules = digest.filter(rule => rule.by === alert.target && rule.to.includes(alert.staff));
  const names = rules.map(rule => rule.during ?? staff[alert.staff]?.hours ?? '');
  const at = Temporal.Instant.fromEpochMilliseconds(opened);
  const closings = names.flatMap(name => {
    const own = hours[name];
    return own ? [lastClosing(own, at, practice.time_zone)?.epochMilliseconds ?? opened] : [];
  });
  return closings.length > 0 ? Math.max(...closings) : opened;
}

/** What a digest carries beside what is due: alerts of the night that were to come in the course of its morning. */
export async function alertsOfTheNight(
  tx: Tx,
  alert: AlertRow,
  opened: number,
): Promise<(AlertRow & { priority: number })[]> {
  const soon = await dueBeside(tx, alert, opened + DIGEST_LATE);
  return soon.filter(other => other.at < opened);
}
