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
import { alertsOf, insertAlert } from '../store/alerts.ts';
import { changeEffect, findEffectByKey, moveEffect, promise } from '../store/effects.ts';
import { addNote, getEntry } from '../store/entries.ts';
import type { AlertRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { hoursAt } from './practice.ts';

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
  const timing = {
    now: tx.now,
    urgently,
    isOpen: (hours: string, at: number) => hoursAt(config, hours, at).open,
    nextOpening: (hours: string, at: number) => hoursAt(config, hours, at).opens?.epochMilliseconds ?? null,
  };
  const owner = entry.state === 'assigned' ? entry.owner : null;
  const planned = planAlerts(config.alerts, about, timing);
  const told = owner ? toOwner(config, owner, planned, about, timing) : planned;
  for (const alert of told) await promiseAlert(tx, entryId, about, alert, urgently);
  if (told.length === 0) await addNote(tx, entryId, 'nobody_alerted');
}

function toOwner(
  config: Config,
  owner: string,
  planned: readonly PlannedAlert[],
  about: AskKind,
  timing: AlertTiming,
): PlannedAlert[] {
  const others = isUrgent(about) ? planned.filter(alert => alert.staff !== owner) : [];
  return [planForOwner(config.alerts, owner, about, timing), ...others];
}

async function promiseAlert(
  tx: Tx,
  entry: EntryId,
  about: AskKind,
  alert: PlannedAlert,
  urgently: boolean,
): Promise<void> {
  const { staff, target, dueAt } = alert;
  const urgent = isUrgent(about);
  const row = await insertAlert(tx, { entry_id: entry, staff, target, about, urgent: urgent ? 1 : 0 });
  await promise(tx, {
    kind: 'send_alert',
    about: row.id,
    key: alertKey(row),
    dueAt,
    urgent: urgent || urgently,
  });
}

/** An alert did not reach its person: it is said on the entry, and somebody else is told at once. */
export async function alertNextTarget(tx: Tx, config: Config, failed: AlertRow): Promise<void> {
  await addNote(tx, failed.entry_id, failed.urgent ? 'crisis_alert_failed' : 'alert_failed');
  await alertSomeoneElse(tx, config, failed.entry_id, failed.about);
}

/** Tells the next person who has not been told of this ask; a note when there is nobody left. */
export async function alertSomeoneElse(
  tx: Tx,
  config: Config,
  entry: EntryId,
  about: AskKind,
): Promise<void> {
  const alerts = (await alertsOf(tx, entry)).filter(alert => alert.about === about);
  const later = await alertsThatWait(tx, alerts);
  const tried = alerts.filter(alert => !later.includes(alert) && wasToldOf(alert, tx.now));
  const next = nextTarget(config.alerts, about, tried);
  if (!next) {
    await addNote(tx, entry, 'no_one_left_to_alert');
    return;
  }
  const waiting = later.find(alert => alert.staff === next.staff && alert.target === next.target);
  if (waiting) await alertNow(tx, waiting);
  else await promiseAlert(tx, entry, about, { ...next, dueAt: tx.now }, true);
}

/** Somebody is asked again about the same entry after an hour; where they could not be reached, after a day. */
const TOLD = 3_600_000;
const NOT_REACHED = 24 * TOLD;

function wasToldOf(alert: AlertRow, now: number): boolean {
  if (alert.state === 'cancelled') return false;
  // What waits for a worker that is down is told when that is back, however long ago it was promised.
  const at = alert.sent_at ?? (alert.state === 'promised' ? now : alert.at);
  return Math.abs(now - at) < (alert.state === 'failed' ? NOT_REACHED : TOLD);
}

async function alertsThatWait(tx: Tx, alerts: readonly AlertRow[]): Promise<AlertRow[]> {
  const waiting: AlertRow[] = [];
  for (const alert of alerts) {
    const effect = await findEffectByKey(tx, alertKey(alert));
    if (effect?.state === 'pending' && effect.attempts === 0 && effect.due_at > tx.now) waiting.push(alert);
  }
  return waiting;
}

/** What was to be told later (`after`, the next opening) is told now. */
async function alertNow(tx: Tx, alert: AlertRow): Promise<void> {
  const effect = await findEffectByKey(tx, alertKey(alert));
  if (effect) await changeEffect(tx, effect.id, { priority: 0 });
  await moveEffect(tx, alertKey(alert), tx.now);
}

/** The key of an alert's first effect. */
export function alertKey(alert: Pick<AlertRow, 'id'>): string {
  return `alert:${alert.id}`;
}
