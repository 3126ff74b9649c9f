import type { Phone } from '../ids.ts';
import { pace } from '../rules/pacing.ts';
import { query } from './query.ts';
import type { Tx } from './writer.ts';

const nextOf = query((db, { number }: { number: Phone }) =>
  db.selectFrom('pacing').select('next_at').where('number', '=', number),
);
const put = query((db, row: { number: Phone; next_at: number }) =>
  db
    .insertInto('pacing')
    .values(row)
    .onConflict(conflict =>
      conflict.column('number').doUpdateSet(eb => ({ next_at: eb.ref('excluded.next_at') })),
    ),
);

/** Takes a place in a number's pace; null when it may send now, else when to try again (epoch milliseconds). */
export async function takePace(tx: Tx, number: Phone, urgent: boolean): Promise<number | null> {
  const paced = pace(tx.first(nextOf, { number })?.next_at ?? 0, tx.now, urgent);
  if ('waitUntil' in paced) return paced.waitUntil;
  tx.run(put, { number, next_at: paced.next });
  return null;
}
