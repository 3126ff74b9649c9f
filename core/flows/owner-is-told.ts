import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/schema.ts';
import type { NoticeId } from '../ids.ts';
import type { Finding } from '../rules/health.ts';
import { isSilent, type Telling, watchOver } from '../rules/watching.ts';
import { aboutOf, cancelEffect, promise } from '../store/effects.ts';
import {
  allTroubles,
  forgetNotices,
  getNotice,
  insertNotice,
  noticesTo,
  partsOf,
  setNoticeTarget,
  setTroubles,
} from '../store/notices.ts';
import type { EffectRow, NoticeRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { ownerReached } from './owner-reached.ts';

const DAY = 86_400_000;
/** After so long nobody needs an old notice: a new one was sent each day. */
const KEPT = 30 * DAY;
/** Refused so often (half a minute), it is tried another way. */
const REFUSALS_BORNE = 5;

/** Looks at the findings of now and promises what the owner is to be told of them. */
export async function lookAround(tx: Tx, config: Config, findings: readonly Finding[]): Promise<Telling> {
  const before = await allTroubles(tx);
  const { after, say } = watchOver(findings, before, tx.now);
  const byPart = after.toSorted((a, b) => (a.about < b.about ? -1 : 1));
  if (!isDeepStrictEqual(byPart, before)) await setTroubles(tx, byPart);
  if (isSilent(say)) return say;
  const isUrgent = (about: string) => findings.some(one => one.about === about && one.state === 'wrong');
  for (const staff of config.watch?.to ?? []) {
    for (const urgent of [true, false]) {
      const begun = say.begun.filter(about => isUrgent(about) === urgent);
      await tell(tx, config, { staff, telling: 'begun', about: begun, urgent });
    }
    await tell(tx, config, { staff, telling: 'still', about: say.still, urgent: say.still.some(isUrgent) });
    const heard = await heardOf(tx, staff, say.over);
    await tell(tx, config, { staff, telling: 'over', about: heard, urgent: false });
  }
  await forgetNotices(tx, tx.now - KEPT);
  return say;
}

type ToTell = Pick<NoticeRow, 'staff' | 'telling'> & { about: readonly string[]; urgent: boolean };

async function tell(tx: Tx, config: Config, { urgent, ...notice }: ToTell): Promise<void> {
  const [target] = waysTo(config, notice.staff);
  if (notice.about.length === 0 || target === undefined) return;
  await send(tx, await insertNotice(tx, { ...notice, target, urgent: urgent ? 1 : 0 }));
}

async function send(tx: Tx, notice: NoticeRow): Promise<void> {
  await promise(tx, { kind: 'tell_owner', about: notice.id, key: keyOf(notice) });
}

/** One effect a way. */
function keyOf({ id, target }: Pick<NoticeRow, 'id' | 'target'>): string {
  return `tell:${id}:${target}`;
}

/**
 * Which of these somebody has heard of: what waited for their hours and is over by then is taken back, and that it is over
 * is not said either.
 */
async function heardOf(tx: Tx, staff: string, over: readonly string[]): Promise<string[]> {
  const unheard = new Set<string>();
  for (const notice of over.length > 0 ? await noticesTo(tx, staff, tx.now - DAY) : []) {
    const parts = partsOf(notice);
    if (notice.telling === 'over' || !parts.every(part => over.includes(part))) continue;
    if (await cancelEffect(tx, keyOf(notice), 'over')) for (const part of parts) unheard.add(part);
  }
  return over.filter(about => !unheard.has(about));
}

/** A notice went out. */
export async function noticeTaken(tx: Tx): Promise<void> {
  await ownerReached(tx, true);
}

/**
 * A notice was refused for now: after some tries it goes another way. True when it does; where there is none it is tried
 * on, and nobody was reached so far.
 */
export async function noticeDelayed(tx: Tx, config: Config, effect: EffectRow): Promise<boolean> {
  if (effect.attempts < REFUSALS_BORNE) return false;
  if (await anotherWay(tx, config, effect)) return true;
  await ownerReached(tx, false);
  return false;
}

/** A notice did not reach its person this way, for good: it goes another way, or nobody knows. */
export async function noticeFailed(tx: Tx, config: Config, effect: EffectRow): Promise<void> {
  if (!(await anotherWay(tx, config, effect))) await ownerReached(tx, false);
}

async function anotherWay(tx: Tx, config: Config, effect: EffectRow): Promise<boolean> {
  const notice = await getNotice(tx, aboutOf<NoticeId>(effect));
  // Its effect is one of another way that was given up before.
  if (effect.key !== keyOf(notice)) return true;
  const ways = waysTo(config, notice.staff);
  const target = ways[ways.indexOf(notice.target) + 1];
  if (target === undefined || target === notice.target) return false;
  await setNoticeTarget(tx, notice.id, target);
  await send(tx, { ...notice, target });
  return true;
}

/** Ways to somebody who is to be told, the configured one first. */
export function waysTo({ watch, staff }: Config, who: string): string[] {
  if (!watch) return [];
  return [...new Set([watch.by, ...(staff[who]?.ways ?? [])])];
}
