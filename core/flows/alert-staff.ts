import type { Config } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import { nextTarget, type PlannedAlert, planAlerts } from '../rules/alerting.ts';
import type { AskKind } from '../rules/asks.ts';
import { isUrgent } from '../rules/consent.ts';
import { alertsOf, insertAlert } from '../store/alerts.ts';
import { promise } from '../store/effects.ts';
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
  const planned = planAlerts(config.alerts, about, {
    now: tx.now,
    urgently,
    isOpen: (hours, at) => hoursAt(config, hours, at).open,
    nextOpening: (hours, at) => hoursAt(config, hours, at).opens?.epochMilliseconds ?? null,
  });
  const owner = entry.state === 'assigned' ? entry.owner : null;
  const told = owner ? toOwner(config, owner, planned, about, tx.now) : planned;
  for (const alert of told) await promiseAlert(tx, entryId, about, alert, urgently);
  if (told.length === 0) await addNote(tx, entryId, 'nobody_alerted');
}

function toOwner(
  config: Config,
  owner: string,
  planned: readonly PlannedAlert[],
  about: AskKind,
  now: number,
): PlannedAlert[] {
  const target = config.alerts.find(rule => rule.to.includes(owner))?.by ?? 'sms';
  const others = isUrgent(about) ? planned.filter(alert => alert.staff !== owner) : [];
  return [{ staff: owner, target, dueAt: now }, ...others];
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
  const key = `alert:${row.id}`;
  await promise(tx, { kind: 'send_alert', about: row.id, key, dueAt, urgent: urgent || urgently });
}

/** An alert did not reach its person: it is said on the entry, and somebody else is told at once. */
export async function alertNextTarget(tx: Tx, config: Config, failed: AlertRow): Promise<void> {
  await addNote(tx, failed.entry_id, failed.urgent ? 'crisis_alert_failed' : 'alert_failed');
  await alertSomeoneElse(tx, config, failed.entry_id, failed.about);
}

/** Tells the next person who has not been told about this entry; a note when there is nobody left. */
export async function alertSomeoneElse(
  tx: Tx,
  config: Config,
  entry: EntryId,
  about: AskKind,
): Promise<void> {
  const tried = await alertsOf(tx, entry);
  const next = nextTarget(config.alerts, about, tried);
  if (next) await promiseAlert(tx, entry, about, { ...next, dueAt: tx.now }, true);
  else await addNote(tx, entry, 'no_one_left_to_alert');
}
