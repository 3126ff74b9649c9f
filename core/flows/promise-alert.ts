import type { EntryId } from '../ids.ts';
import type { PlannedAlert } from '../rules/alerting.ts';
import type { AskKind } from '../rules/asks.ts';
import { isUrgent } from '../rules/consent.ts';
import { insertAlert } from '../store/alerts.ts';
import { findEffectByKey, promise } from '../store/effects.ts';
import type { AlertRow, EffectRow, ReminderRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';

/** The key of an alert's first effect. */
export function alertKey(alert: Pick<AlertRow, 'id'>): string {
  return `alert:${alert.id}`;
}

/** Promises one alert. `atOnce` lets it overtake others, whoever has the entry by then. */
export async function promiseAlert(
  tx: Tx,
  entry: EntryId,
  about: AskKind,
  { staff, target, dueAt }: PlannedAlert,
  { atOnce = false, reminder = null }: { atOnce?: boolean; reminder?: ReminderRow | null } = {},
): Promise<void> {
  const urgent = isUrgent(about);
  const row = await insertAlert(tx, {
    entry_id: entry,
    staff,
    target,
    about,
    urgent: urgent ? 1 : 0,
    reminder_id: reminder?.id ?? null,
  });
  await promise(tx, {
    kind: 'send_alert',
    about: row.id,
    key: alertKey(row),
    dueAt,
    urgent: urgent || atOnce,
  });
}

/** An alert with its first effect, while that waits for a time to come and was never tried. */
export async function isStillToCome(tx: Tx, alert: AlertRow): Promise<boolean> {
  const effect = await findEffectByKey(tx, alertKey(alert));
  return effect?.state === 'pending' && effect.attempts === 0 && effect.due_at > tx.now;
}

/** Whether an alert's first effect is not over: it waits, is tried again, or is under way. */
export function isOnItsWay(effect: EffectRow | undefined): boolean {
  return effect?.state === 'pending' || effect?.state === 'sending';
}
