import { type DoctorFinding, found, isDoctorCode } from '../rules/doctor/findings.ts';
import { moveEffect, promise } from '../store/effects.ts';
import { allLooked, keepLooked } from '../store/looked.ts';
import { markOf, setMark } from '../store/marks.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/writer.ts';

/** When the worker last looked outward. */
const LOOKED = 'looked';
/** One row for good: it is never over. */
const LOOK_AROUND = 'look_around';

const DAY = 86_400_000;
/** The first look of a new installation waits until its server is up, in milliseconds. */
const FIRST = 30_000;
/** Whoever asks again and again is not asked about at Twilio each time, in milliseconds. */
const AT_MOST_EVERY = 20_000;

/** A worker starts: it looks outward once a day from now on. */
export async function beginLookingAround(tx: Tx): Promise<void> {
  await promise(tx, { kind: 'look_around', about: LOOK_AROUND, key: LOOK_AROUND, dueAt: tx.now + FIRST });
}

/** An owner wants to know now. A look that is under way already tells them as well. */
export async function lookAgain(tx: Tx): Promise<void> {
  const last = (await markOf(tx.db, LOOKED)) ?? 0;
  // A mark ahead of now comes from a clock that was set back since.
  const dueAt = last > tx.now ? tx.now : Math.max(tx.now, last + AT_MOST_EVERY);
  await moveEffect(tx, LOOK_AROUND, dueAt);
}

/**
 * Keeps what was found instead of what was found before.
 *
 * @returns when to look again (epoch milliseconds)
 */
export async function lookedAround(tx: Tx, findings: readonly DoctorFinding[]): Promise<number> {
  await keepLooked(tx, findings);
  await setMark(tx, LOOKED, tx.now);
  return tx.now + DAY;
}

/** What the worker found when it last looked outward, and when that was (epoch milliseconds); null when it never did. */
export async function lastLook(
  store: Pick<Store, 'read'>,
): Promise<{ at: number; findings: DoctorFinding[] } | null> {
  const at = await markOf(store.read, LOOKED);
  if (at === null) return null;
  const kept = await allLooked(store.read);
  // A newer version may have known more.
  return {
    at,
    findings: kept.flatMap(({ what, values }) => (isDoctorCode(what) ? found(what, values) : [])),
  };
}
