import type { Config } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import { ALERTS_IN_WINDOW, nextAlertAt, nextRepeatAt } from '../rules/alert-pace.ts';
import { isByText } from '../rules/alert-targets.ts';
import { mayBeTold } from '../rules/alerting.ts';
import { heldUntil } from '../rules/at-the-desk.ts';
import {
  alertsFoldedInto,
  changeAlert,
  dueBeside,
  foldAlert,
  getAlert,
  lastAlertsTo,
  lastRepeatTo,
} from '../store/alerts.ts';
import { aboutOf, cancelEffect, changeEffect } from '../store/effects.ts';
import { getEntry } from '../store/entries.ts';
import { takePace } from '../store/pacing.ts';
import { getReminder } from '../store/reminders.ts';
import type { AlertRow, EffectRow, EntryRow } from '../store/schema.ts';
import { activeAt, alertsStoppedAt } from '../store/staff-states.ts';
import type { Tx } from '../store/writer.ts';
import { alertFailed, needsNoRepeat } from './alert-outcome.ts';
import { alertTiming } from './alert-timing.ts';
import { begin, type Claim, cancel, postpone } from './claim.ts';
import { alertsOfTheNight, digestCounts, digestIsDue, promiseDigests } from './morning-digest.ts';
import { defaultLanguage, lineFor } from './practice.ts';
import { alertKey } from './promise-alert.ts';
import { reminderIsOver } from './remind-staff.ts';

/** An alert is due: whether it is still needed and may go now is asked again, and what may go with it is folded in. */
export async function claimAlert(tx: Tx, config: Config, effect: EffectRow): Promise<Claim> {
  const alert = await getAlert(tx, aboutOf(effect));
  const entry = await getEntry(tx, alert.entry_id);
  if (effect.key !== alertKey(alert)) {
    const why = needsNoRepeat(effect, alert, entry);
    if (why) return cancel(tx, effect, why);
  }
  const atOnce = effect.priority === 0;
  const needless = await needlessness(tx, entry, alert, atOnce);
  const carried = await carriedBy(tx, alert);
  if (needless && carried.size === 0) {
    await changeAlert(tx, alert.id, { state: 'cancelled' });
    return cancel(tx, effect, needless);
  }
  const member = config.staff[alert.staff];
  const byText = isByText(alert.target);
  if (!member || (byText && (await alertsStoppedAt(tx, alert.staff)) !== null)) {
    await changeEffect(tx, effect.id, { state: 'failed', error: member ? 'stopped' : 'no_such_staff' });
    await alertFailed(tx, config, alert, null);
    return { act: 'nothing' };
  }
  const digest = alert.digest ? await digestIsDue(tx, config, alert, entry) : null;
  if (alert.digest && !digest?.say && effect.attempts === 0)
    return noDigestNow(tx, alert, effect, digest?.next ?? null);
  if (!atOnce && (await digestGoesFirst(tx, config, alert, entry)))
    return postpone(tx, effect, tx.now + IN_TURN);
  const held = atOnce ? null : await holdBack(tx, alert);
  if (held !== null) return postpone(tx, effect, held);
  const line = lineFor(config, entry.line).number;
  const begins = alert.urgent ? 0 : inTheirHours(tx, config, alert, entry);
  const at = Math.max(await mayGoAt(tx, alert, atOnce), begins);
  if (at > tx.now) return postpone(tx, effect, at);
  const wait = byText ? await takePace(tx, line, atOnce) : null;
  if (wait !== null) return postpone(tx, effect, wait);
  if (!needless) carried.add(alert.entry_id);
  if (mayCarry(alert)) await foldInto(tx, alert, await dueBeside(tx, alert), carried);
  if (digest?.say) await foldInto(tx, alert, await alertsOfTheNight(tx, alert, digest.opened), carried);
  const counts = digest?.say
    ? await digestCounts(tx, config, alert, digest.opened)
    : { tells: carried.size, since_closing: alert.since_closing };
  await begin(tx, effect);
  await changeAlert(tx, alert.id, { sent_at: tx.now, ...counts });
  if (digest?.say) await promiseNextDigests(tx, config, alert, carried);
  return {
    act: 'alert',
    effect: effect.id,
    alert: {
      target: alert.target,
      staff: alert.staff,
      from: line,
      language: member.languages[0] ?? defaultLanguage(config),
      urgent: alert.urgent === 1,
      again: alert.reminder_id !== null,
      count: counts.tells,
      sinceClosing: counts.since_closing,
    },
  };
}

/**
 * From when on an ordinary alert is in its person's hours (epoch milliseconds): the worker may have been down when it fell
 * due, or the configuration changed since. An owner whom no rule names was given a time of their own.
 */
function inTheirHours(tx: Tx, config: Config, alert: AlertRow, entry: EntryRow): number {
  const { staff, about } = alert;
  const named = config.alerts.some(rule => rule.about.includes(about) && rule.to.includes(staff));
  if (alert.digest || (entry.owner === staff && !named)) return tx.now;
  return mayBeTold(config.alerts, alert, about, alertTiming(tx, config, entry)) ?? tx.now;
}

/** Holds an alert that goes in its turn back for somebody at the desk; until when, or null. */
async function holdBack(tx: Tx, alert: AlertRow): Promise<number | null> {
  if (alert.digest) return null;
  const held = heldUntil(await activeAt(tx, alert.staff), alert.held_at !== null, tx.now);
  if (held !== null) await changeAlert(tx, alert.id, { held_at: tx.now });
  return held;
}

/** How long an alert waits for the digest that carries it, in milliseconds, before it looks again. */
const IN_TURN = 200;

/** Whether a digest to the same person is due that will take this alert of the night along. */
async function digestGoesFirst(tx: Tx, config: Config, alert: AlertRow, entry: EntryRow): Promise<boolean> {
  if (alert.digest || alert.urgent || config.digest.length === 0) return false;
  const beside = (await dueBeside(tx, alert)).some(other => other.digest === 1);
  if (!beside) return false;
  const digest = await digestIsDue(tx, config, alert, entry);
  return digest?.say === true && alert.at < digest.opened;
}

/** Today's was said, or it is too late for it: the entry goes with the next one, and its alerts on their own. */
async function noDigestNow(tx: Tx, alert: AlertRow, effect: EffectRow, next: number | null): Promise<Claim> {
  if (next !== null) return postpone(tx, effect, next);
  await changeAlert(tx, alert.id, { state: 'cancelled' });
  return cancel(tx, effect, 'no_digest');
}

/** Entries that still wait tomorrow are in tomorrow's digest. */
async function promiseNextDigests(
  tx: Tx,
  config: Config,
  alert: AlertRow,
  carried: ReadonlySet<EntryId>,
): Promise<void> {
  for (const id of carried) await promiseDigests(tx, config, await getEntry(tx, id), alert.about, alert);
}

/** When an alert may go at the pace of the person it is for; the first about a crisis waits for nothing. */
async function mayGoAt(tx: Tx, alert: AlertRow, atOnce: boolean): Promise<number> {
  const repeat = alert.reminder_id
    ? nextRepeatAt(await lastRepeatTo(tx, alert), alert.urgent === 1, tx.now)
    : tx.now;
  if (atOnce) return repeat;
  const sent = await lastAlertsTo(tx, alert.staff, alert.target, ALERTS_IN_WINDOW);
  return Math.max(repeat, nextAlertAt(sent, tx.now));
}

/** The first about a crisis goes alone; repeats of several are one. */
function mayCarry(alert: AlertRow): boolean {
  return !alert.urgent || alert.reminder_id !== null;
}

/** Why nobody needs this alert any more, or null. What is told at once is told whoever has the entry by now. */
async function needlessness(
  tx: Tx,
  entry: EntryRow,
  alert: AlertRow,
  atOnce: boolean,
): Promise<'handled' | 'taken' | 'waiting' | null> {
  if (alert.reminder_id) return reminderIsOver(entry, await getReminder(tx, alert.reminder_id));
  if (alert.digest && entry.state === 'waiting') return 'waiting';
  if (alert.digest && entry.state === 'assigned') return 'taken';
  if (entry.state === 'handled') return 'handled';
  const taken = entry.owner !== null && entry.owner !== alert.staff;
  return taken && !atOnce ? 'taken' : null;
}

/** Entries that an earlier attempt at this alert has taken along and that are still to be told of. */
async function carriedBy(tx: Tx, alert: AlertRow): Promise<Set<EntryId>> {
  const entries = new Set<EntryId>();
  for (const folded of await alertsFoldedInto(tx, alert.id)) {
    const entry = await getEntry(tx, folded.entry_id);
    if (!(await needlessness(tx, entry, folded, false))) entries.add(folded.entry_id);
  }
  return entries;
}

/** Others to the same person that may be carried go out as this alert; their entries are added. */
async function foldInto(
  tx: Tx,
  alert: AlertRow,
  others: readonly (AlertRow & { priority: number })[],
  entries: Set<EntryId>,
): Promise<void> {
  for (const other of others) {
    if (!mayCarry(other) || (other.digest && !alert.digest)) continue;
    const atOnce = other.priority === 0;
    const needless = await needlessness(tx, await getEntry(tx, other.entry_id), other, atOnce);
    if (!(await cancelEffect(tx, `alert:${other.id}`, needless ?? 'folded'))) continue;
    if (needless) {
      await changeAlert(tx, other.id, { state: 'cancelled' });
      continue;
    }
    await foldAlert(tx, other.id, alert.id);
    entries.add(other.entry_id);
  }
}
