import type { Config } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import {
  type AlertTiming,
  nextTarget,
  type PlannedAlert,
  planAlerts,
  planForOwner,
} from '../rules/alerting.ts';
import type { AskKind } from '../rules/asks.ts';
import { isUrgent } from '../rules/consent.ts';
import { alertsOf } from '../store/alerts.ts';
import { changeEffect, findEffectByKey, moveEffect } from '../store/effects.ts';
import { addNote, getEntry } from '../store/entries.ts';
import type { AlertRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { alertTiming } from './alert-timing.ts';
import { promiseDigests } from './morning-digest.ts';
import { alertKey, isStillToCome, promiseAlert } from './promise-alert.ts';
import { beginReminding } from './remind-staff.ts';

/**
 * Promises the alerts about an ask. An assigned entry tells its owner alone; a crisis tells everyone it is configured
 * for, whoever owns it.
 */
export async function alertStaff(
  tx: Tx,
  config: Config,
  entryId: EntryId,
  about: AskKind,
  urgently: boolean,
): Promise<void> {
  const entry = await getEntry(tx, entryId);
  const timing = alertTiming(tx, config, entry, urgently);
  const owner = entry.state === 'assigned' ? entry.owner : null;
  const planned = planAlerts(config.alerts, about, timing);
  const told = owner ? toOwner(config, owner, planned, about, timing) : planned;
  for (const alert of told) await promiseAlert(tx, entryId, about, alert, { atOnce: urgently });
  if (told.length === 0) await addNote(tx, entryId, 'nobody_alerted');
  else await beginReminding(tx, config, entry, about, Math.min(...told.map(alert => alert.dueAt)));
  await promiseDigests(tx, config, entry, about);
}

function toOwner(
  config: Config,
  owner: string,
  planned: readonly PlannedAlert[],
  about: AskKind,
  timing: AlertTiming,
): PlannedAlert[] {
  const others = isUrgent(about) ? planned.filter(alert => alert.staff !== owner) : [];
  return [planForOwner(config.alerts, owner, about, timing, config.staff[owner]?.ways), ...others];
}

/** An alert did not reach its person: it is said on the entry, and somebody else is told at once. */
export async function alertNextTarget(tx: Tx, config: Config, failed: AlertRow): Promise<void> {
  if (failed.urgent) await addNote(tx, failed.entry_id, 'crisis_alert_failed');
  const told = await alertOnward(tx, config, failed);
  if (failed.urgent) return;
  if (told === failed.staff) await addNote(tx, failed.entry_id, 'alert_moved');
  else await addNote(tx, failed.entry_id, 'alert_failed');
}

/**
 * Tells whom an alert that is lost is told to next: its person by another way, else somebody else. About a crisis both:
 * the other way may be one that nobody hears at night. Returns who it is.
 */
export async function alertOnward(tx: Tx, config: Config, lost: AlertRow): Promise<string | null> {
  const { entry_id, about, staff, reminder_id } = lost;
  // Whoever heard of it half an hour ago is meant to hear it again.
  const within = reminder_id === null ? TOLD : JUST_TOLD;
  const told = await alertSomeoneElse(tx, config, entry_id, about, { missed: staff, within });
  if (lost.urgent && told === staff) await alertSomeoneElse(tx, config, entry_id, about, { within });
  return told;
}

/**
 * Tells the next person who has not been told of this ask, `missed` by another way before all others; a note when there
 * is nobody left. Of an ordinary ask somebody whose hours it is, at once; else whoever is on first. Those who were told
 * `within` so many milliseconds are left out. Returns who it is.
 */
export async function alertSomeoneElse(
  tx: Tx,
  config: Config,
  entry: EntryId,
  about: AskKind,
  { missed = null, within = TOLD }: { missed?: string | null; within?: number } = {},
): Promise<string | null> {
  const alerts = (await alertsOf(tx, entry)).filter(alert => alert.about === about && !alert.digest);
  const later: AlertRow[] = [];
  for (const alert of alerts) if (await isStillToCome(tx, alert)) later.push(alert);
  const tried = alerts.filter(alert => !later.includes(alert) && wasToldOf(alert, tx.now, within));
  const timing = alertTiming(tx, config, await getEntry(tx, entry));
  const ways = config.staff[missed ?? '']?.ways;
  const next = nextTarget(config.alerts, about, tried, timing, missed, ways);
  if (!next) {
    await addNote(tx, entry, 'no_one_left_to_alert');
    return null;
  }
  const waiting = later.find(alert => alert.staff === next.staff && alert.target === next.target);
  const atOnce = next.dueAt <= tx.now;
  if (!waiting) await promiseAlert(tx, entry, about, next, { atOnce });
  else if (atOnce) await alertNow(tx, waiting);
  return next.staff;
}

/** Somebody is asked again about the same entry after an hour; where they could not be reached, after a day. */
const TOLD = 3_600_000;
/** As long as a round leaves out whom another alert has just reached (remind-staff.ts). */
const JUST_TOLD = 4 * 60_000;
const NOT_REACHED = 24 * TOLD;

function wasToldOf(alert: AlertRow, now: number, within: number): boolean {
  if (alert.state === 'cancelled') return false;
  // What waits for a worker that is down is told when that is back, however long ago it was promised.
  const at = alert.sent_at ?? (alert.state === 'promised' ? now : alert.at);
  return Math.abs(now - at) < (alert.state === 'failed' ? NOT_REACHED : within);
}

/** What was to be told later (`after`, the next opening) is told now. */
async function alertNow(tx: Tx, alert: AlertRow): Promise<void> {
  const effect = await findEffectByKey(tx, alertKey(alert));
  if (effect) await changeEffect(tx, effect.id, { priority: 0 });
  await moveEffect(tx, alertKey(alert), tx.now);
}
