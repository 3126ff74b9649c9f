import { setTimeout as sleep } from 'node:timers/promises';
import { keepSome } from '../../core/flows/keeping.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { PerformDeps } from '../deps.ts';

/** So many small transactions at a time: well within the lease of the effect, whatever the disk is like. */
const MOST = 400;
/** Between two of them everybody else gets their turn, in milliseconds. */
const REST = 10;

/** Goes through the `keep` rules, a little in each transaction; when all is done the log is emptied of it as well. */
export async function keep({ store, config }: PerformDeps): Promise<Outcome> {
  let more = true;
  for (let n = 0; more && n < MOST; n += 1) {
    more = await store.write(tx => keepSome(tx, config()));
    if (more) await sleep(REST);
  }
  if (!more) await store.emptyLog();
  return { came: 'learned', learned: { of: 'kept', more } };
}
