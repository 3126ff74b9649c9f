import type { Config } from '../config/schema.ts';
import { type PlannedAlert, planForOwner, type Recipient } from '../rules/alerting.ts';
import type { AskKind } from '../rules/asks.ts';
import { isUrgent } from '../rules/consent.ts';
import { isSaidOften, nextRound, planRound, tellsAnyone } from '../rules/reminding.ts';
import { alertsOf, lastDigestTo } from '../store/alerts.ts';
import { cancelEffect, findEffectByKey, moveEffect, promise } from '../store/effects.ts';
import { addNote, getEntry } from '../store/entries.ts';
import { getReminder, insertReminder, latestReminder, setRounds } from '../store/reminders.ts';
import type { AlertRow, EntryRow, ReminderRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { alertTiming } from './alert-timing.ts';
import { promiseDigests } from './morning-digest.ts';
import { alertKey, isOnItsWay, promiseAlert } from './promise-alert.ts';

/** Whoever was told of an entry so shortly before is not told again by a round that comes on top, in milliseconds. */
const JUST_TOLD = 4 * 60_000;
/** A digest tells of all that waits; a repeat on top of it within so long is left out, in milliseconds. */
const DIGEST_TELLS = 20 * 60_000;

/**
 * Promises to say an ask again until somebody takes its entry. `first` is when it is said for the first time (epoch
 * milliseconds). What is being said often already goes on as it is: whoever asks again and again must not keep it from
 * getting louder.
 */
export async function beginReminding(
  tx: Tx,
  config: Config,
  entry: EntryRow,
  about: AskKind,
  first: number,
): Promise<void> {
  // Somebody has it: a new ask tells them, and only a crisis gets louder from there.
  if (entry.state === 'assigned' && !isUrgent(about)) return;
  const known = await latestReminder(tx, entry.id, about);
  if (known && known.takes === entry.takes) {
    const next = await findEffectByKey(tx, roundKey(known, known.rounds + 1));
    if (next?.state === 'pending' && isSaidOften(about, known.rounds)) return;
    if (next) await cancelEffect(tx, next.key, 'anew');
  }
  const dueAt = nextRound(config.alerts, about, 1, alertTiming(tx, config, entry), first);
  if (dueAt === null) return;
  const reminder = await insertReminder(tx, { entry_id: entry.id, about, takes: entry.takes });
  await promiseRound(tx, reminder, 1, dueAt);
}

/** A key for each round: no crash and no second worker says one twice. */
function roundKey(reminder: Pick<ReminderRow, 'id'>, round: number): string {
  return `remind:${reminder.id}:${round}`;
}

async function promiseRound(tx: Tx, reminder: ReminderRow, round: number, dueAt: number): Promise<void> {
  await promise(tx, {
    kind: 'remind_staff',
    about: reminder.id,
    key: roundKey(reminder, round),
    dueAt,
    urgent: isUrgent(reminder.about),
  });
}

/** Why an ask is not said again, or null. Of a crisis only taking it anew is an answer: an owner may be from before it. */
export function reminderIsOver(
  entry: EntryRow,
  reminder: ReminderRow,
): 'handled' | 'taken' | 'waiting' | null {
  if (entry.state === 'handled' || entry.state === 'waiting') return entry.state;
  if (entry.takes !== reminder.takes) return 'taken';
  return entry.state === 'assigned' && !isUrgent(reminder.about) ? 'taken' : null;
}

/** What came of a round that was due. */
export type RoundSaid =
  | { came: 'said' }
  /** Nobody's hours: when to look again (epoch milliseconds). */
  | { came: 'wait'; until: number }
  | { came: 'over'; why: string };

/** A round is due: everybody in its circle is told again, and the next round is promised. */
export async function staffAreReminded(tx: Tx, config: Config, id: string, key: string): Promise<RoundSaid> {
  const reminder = await getReminder(tx, id);
  const entry = await getEntry(tx, reminder.entry_id);
  const over = reminderIsOver(entry, reminder);
  if (over) return { came: 'over', why: over };
  const round = reminder.rounds + 1;
  if (key !== roundKey(reminder, round)) return { came: 'over', why: 'anew' };
  const { about } = reminder;
  const timing = alertTiming(tx, config, entry);
  const { told, waitsUntil } = planRound(config.alerts, about, round, timing);
  if (told.length === 0) {
    if (waitsUntil !== null) return { came: 'wait', until: waitsUntil };
    await addNote(tx, entry.id, 'alerts_ended');
    return { came: 'over', why: 'nobody' };
  }
  const owner = entry.state === 'assigned' ? entry.owner : null;
  const circle = owner
    ? withOwner(told, planForOwner(config.alerts, owner, about, timing, config.staff[owner]?.ways))
    : told;
  await promiseDigests(tx, config, entry, about);
  await tellAgain(tx, reminder, entry, circle, tellsAnyone(about, round));
  await setRounds(tx, reminder.id, round);
  if (tellsAnyone(about, round)) await addNote(tx, entry.id, 'everybody_alerted');
  const next = nextRound(config.alerts, about, round + 1, timing);
  if (next === null) await addNote(tx, entry.id, 'alerts_ended');
  else await promiseRound(tx, reminder, round + 1, next);
  return { came: 'said' };
}

function withOwner(told: readonly Recipient[], owner: PlannedAlert): Recipient[] {
  return told.some(one => one.staff === owner.staff) ? [...told] : [owner, ...told];
}

/**
 * Tells everybody once, at most: not those whom an alert about this entry is on its way to, or has just reached. What
 * was to come later (`after`) comes now once the circle is wide, and keeps its time before.
 */
async function tellAgain(
  tx: Tx,
  reminder: ReminderRow,
  entry: EntryRow,
  circle: readonly Recipient[],
  wide: boolean,
): Promise<void> {
  const urgent = isUrgent(reminder.about);
  const all = await alertsOf(tx, entry.id);
  const alerts = all.filter(alert => !alert.digest && alert.urgent === (urgent ? 1 : 0));
  for (const one of circle) {
    if (!urgent && (await digestTells(tx, one, all))) continue;
    const own = alerts.filter(alert => alert.staff === one.staff && alert.target === one.target);
    if (own.some(alert => wasJustTold(alert, tx.now))) continue;
    const waiting = await firstOnItsWay(tx, own);
    if (waiting === null) {
      await promiseAlert(tx, entry.id, reminder.about, { ...one, dueAt: tx.now }, { reminder });
    } else if (wide || urgent) {
      await moveForward(tx, waiting);
    }
  }
}

/** Whether this morning's digest has just told somebody, or is about to. */
async function digestTells(tx: Tx, one: Recipient, alerts: readonly AlertRow[]): Promise<boolean> {
  const last = await lastDigestTo(tx, one);
  if (last !== undefined && tx.now - last < DIGEST_TELLS) return true;
  for (const alert of alerts) {
    if (!alert.digest || alert.staff !== one.staff || alert.target !== one.target) continue;
    const effect = await findEffectByKey(tx, alertKey(alert));
    if (isOnItsWay(effect) && (effect?.due_at ?? Infinity) <= tx.now) return true;
  }
  return false;
}

function wasJustTold({ sent_at, state }: AlertRow, now: number): boolean {
  return sent_at !== null && state !== 'failed' && sent_at <= now && now - sent_at < JUST_TOLD;
}

async function firstOnItsWay(tx: Tx, alerts: readonly AlertRow[]): Promise<AlertRow | null> {
  for (const alert of alerts) {
    if (isOnItsWay(await findEffectByKey(tx, alertKey(alert)))) return alert;
  }
  return null;
}

async function moveForward(tx: Tx, alert: AlertRow): Promise<void> {
  const effect = await findEffectByKey(tx, alertKey(alert));
  // What was tried already keeps the delay that its refusal asked for.
  if (effect?.attempts === 0 && effect.due_at > tx.now) await moveEffect(tx, effect.key, tx.now);
}
