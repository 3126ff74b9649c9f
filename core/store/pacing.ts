import type { Phone } from '../ids.ts';
import { pace } from '../rules/pacing.ts';
import type { Tx } from './writer.ts';

/** Takes a place in a number's pace; null when it may send now, else when to try again (epoch milliseconds). */
export async function takePace(tx: Tx, number: Phone, urgent: boolean): Promise<number | null> {
  const row = await tx.db
    .selectFrom('pacing')
    .select('next_at')
    .where('number', '=', number)
    .executeTakeFirst();
  const paced = pace(row?.next_at ?? 0, tx.now, urgent);
  if ('waitUntil' in paced) return paced.waitUntil;
  await tx.db
    .insertInto('pacing')
    .values({ number, next_at: paced.next })
    .onConflict(conflict => conflict.column('number').doUpdateSet({ next_at: paced.next }))
    .execute();
  return null;
}
