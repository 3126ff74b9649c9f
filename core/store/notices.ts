import type { NoticeId } from '../ids.ts';
import { newId } from '../ids.ts';
import type { Watched } from '../rules/watching.ts';
import type { NoticeRow } from './schema.ts';
import type { Tx } from './writer.ts';

/** What is not well, and what was not lately. */
export async function allTroubles(tx: Tx): Promise<Watched[]> {
  const rows = await tx.db.selectFrom('troubles').selectAll().orderBy('about').execute();
  return rows.map(row => ({
    about: row.about,
    state: row.state,
    since: row.since,
    told: row.told_at === null || row.told_state === null ? null : { at: row.told_at, state: row.told_state },
    calmSince: row.calm_since,
    endedAt: row.ended_at,
    times: row.times,
  }));
}

/** Puts these in the place of all that were known; there is one a part of the installation, at the most. */
export async function setTroubles(tx: Tx, troubles: readonly Watched[]): Promise<void> {
  await tx.db.deleteFrom('troubles').execute();
  if (troubles.length === 0) return;
  const rows = troubles.map(({ about, state, since, told, calmSince, endedAt, times }) => ({
    ...{ about, state, since, times, calm_since: calmSince, ended_at: endedAt },
    ...{ told_at: told?.at ?? null, told_state: told?.state ?? null },
  }));
  await tx.db.insertInto('troubles').values(rows).execute();
}

export async function insertNotice(
  tx: Tx,
  notice: Pick<NoticeRow, 'staff' | 'target' | 'telling' | 'urgent'> & { about: readonly string[] },
): Promise<NoticeRow> {
  const id = newId<NoticeId>(tx.now, tx.random);
  const row = { ...notice, id, at: tx.now, about: JSON.stringify(notice.about) };
  await tx.db.insertInto('notices').values(row).execute();
  return row;
}

export async function getNotice(tx: Tx, id: NoticeId): Promise<NoticeRow> {
  return tx.db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The way a notice goes from now on. */
export async function setNoticeTarget(tx: Tx, id: NoticeId, target: string): Promise<void> {
  await tx.db.updateTable('notices').set({ target }).where('id', '=', id).execute();
}

/** Notices to somebody since a time (epoch milliseconds). */
export async function noticesTo(tx: Tx, staff: string, since: number): Promise<NoticeRow[]> {
  return tx.db
    .selectFrom('notices')
    .selectAll()
    .where('at', '>=', since)
    .where('staff', '=', staff)
    .execute();
}

/** The parts that a notice is about. */
export function partsOf({ about }: Pick<NoticeRow, 'about'>): string[] {
  return JSON.parse(about) as string[];
}

export async function forgetNotices(tx: Tx, before: number): Promise<void> {
  await tx.db.deleteFrom('notices').where('at', '<', before).execute();
}
