import type { Config } from '../config/schema.ts';
import { isCarrierOptOut } from '../rules/delivery.ts';
import { repeatDelay } from '../rules/retry.ts';
import { alertsFoldedInto, alertsOf, changeAlert } from '../store/alerts.ts';
import { countEffectsAbout, effectsAbout, promise } from '../store/effects.ts';
import { addNote, getEntry, removeNote } from '../store/entries.ts';
import type { AlertRow, EffectRow, EntryRow } from '../store/schema.ts';
import { setAlertsStopped } from '../store/staff-states.ts';
import type { Tx } from '../store/writer.ts';
import { alertNextTarget, alertOnward, alertSomeoneElse } from './alert-staff.ts';
import { alertKey } from './promise-alert.ts';

/**
 * An alert did not reach its person: the next target is told, and so is whoever reads the entry. The same for every
 * alert that was folded into it.
 */
export async function alertFailed(
  tx: Tx,
  config: Config,
  alert: AlertRow,
  errorCode: number | null,
): Promise<void> {
  if (isCarrierOptOut(errorCode)) await setAlertsStopped(tx, alert.staff, tx.now);
  for (const lost of await withFolded(tx, alert)) {
    await changeAlert(tx, lost.id, { state: 'failed', error_code: errorCode });
    // Whoever is named for the ask was told of it by other alerts; the next morning has a digest of its own.
    if (!lost.digest) await alertNextTarget(tx, config, lost);
  }
  await becomesKnown(tx, alert);
}

/** An alert was refused for now: it is tried again, and somebody else is told without waiting for that. */
export async function alertDelayed(tx: Tx, config: Config, alert: AlertRow): Promise<void> {
  // A repeat that is refused: everybody else was told by the same round, or by the one before.
  if (alert.reminder_id) return;
  for (const late of await withFolded(tx, alert)) {
    if (late.digest) continue;
    await addNote(tx, late.entry_id, late.urgent ? 'crisis_alert_delayed' : 'alert_delayed');
    await alertSomeoneElse(tx, config, late.entry_id, late.about);
  }
}

/**
 * Nobody knows whether an alert went out: the next target is told at once. A crisis alert is sent again as well, because
 * twice is better than never; a repeat of one is not, for the next round is its repeat.
 */
export async function alertUnknown(tx: Tx, config: Config, alert: AlertRow): Promise<void> {
  await changeAlert(tx, alert.id, { state: 'unknown' });
  if (alert.urgent && !alert.reminder_id) await repeatAlert(tx, alert);
  if (alert.state === 'unknown') return;
  for (const lost of await withFolded(tx, alert)) {
    if (lost.digest) continue;
    await addNote(tx, lost.entry_id, 'alert_unknown');
    await alertOnward(tx, config, lost);
  }
}

/**
 * Twilio has no such alert. Somebody else was told when it was not known; that it failed is said once no attempt at it
 * may have gone out or is still to come. A crisis then goes on to the next person.
 */
export async function alertNotFound(tx: Tx, config: Config, alert: AlertRow): Promise<void> {
  if (alert.state !== 'unknown') return;
  const attempts = await effectsAbout(tx, 'send_alert', alert.id);
  if (attempts.some(({ state }) => state !== 'failed' && state !== 'cancelled')) return;
  const somebodyHasIt = attempts.some(({ error }) => error === 'taken' || error === 'handled');
  for (const lost of await withFolded(tx, alert)) {
    await changeAlert(tx, lost.id, { state: 'failed' });
    if (lost.digest) continue;
    if (lost.urgent && !somebodyHasIt) await alertNextTarget(tx, config, lost);
    else await addNote(tx, lost.entry_id, lost.urgent ? 'crisis_alert_failed' : 'alert_failed');
  }
  await becomesKnown(tx, alert);
}

/** Each repeat is an effect of its own: a late callback of an earlier one still finds its own. */
async function repeatAlert(tx: Tx, alert: AlertRow): Promise<void> {
  const { owner } = await getEntry(tx, alert.entry_id);
  const sent = await countEffectsAbout(tx, 'send_alert', alert.id);
  const wait = repeatDelay(sent);
  if (wait === null) return;
  await promise(tx, {
    kind: 'send_alert',
    about: alert.id,
    key: `${alertKey(alert)}:again:${sent}:${owner ?? ''}`,
    dueAt: tx.now + wait,
    urgent: true,
  });
}

/** Why a repeat is not sent any more, or null. An owner from before the crisis has not answered it by that. */
export function needsNoRepeat(
  repeat: Pick<EffectRow, 'key'>,
  alert: AlertRow,
  entry: EntryRow,
): 'handled' | 'taken' | 'known' | null {
  if (alert.state !== 'unknown') return 'known';
  if (entry.state === 'handled') return 'handled';
  return entry.owner === null || repeat.key.endsWith(`:${entry.owner}`) ? null : 'taken';
}

/** The carrier has the alert: what an attempt could not tell is known now, and what was delivered stays so. */
export async function alertAccepted(
  tx: Tx,
  alert: AlertRow,
  { sid, delivered }: { sid: string | null; delivered: boolean },
): Promise<void> {
  if (alert.state === 'delivered' || (alert.state === 'failed' && !delivered)) return;
  await changeAlert(tx, alert.id, { state: delivered ? 'delivered' : 'sent', provider_sid: sid });
  await becomesKnown(tx, alert);
}

/** An attempt of which nothing was known was refused after all: it waits to be tried again. */
export async function alertNotSent(tx: Tx, alert: AlertRow): Promise<void> {
  await changeAlert(tx, alert.id, { state: 'promised' });
  await becomesKnown(tx, alert);
}

/** The entries no longer say that it is not known, where no other alert of theirs is. */
async function becomesKnown(tx: Tx, before: AlertRow): Promise<void> {
  if (before.state !== 'unknown') return;
  for (const { entry_id } of await withFolded(tx, before)) {
    const alerts = await alertsOf(tx, entry_id);
    if (!alerts.some(alert => alert.state === 'unknown')) await removeNote(tx, entry_id, 'alert_unknown');
  }
}

async function withFolded(tx: Tx, alert: AlertRow): Promise<AlertRow[]> {
  return [alert, ...(await alertsFoldedInto(tx, alert.id))];
}
