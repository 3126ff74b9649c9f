import { setImmediate } from 'node:timers/promises';

/** A request or an effect that neither ends nor waits for anything that could come. */
export class Hangs extends Error {
  override name = 'Hangs';
}

/** More things than can happen at one moment: a run that passes it goes round in circles. */
export const MOST_AT_ONCE = 2_000;

/** Far more turns of the event loop than a busy batch of webhooks needs. */
const PATIENCE = 20_000;

/** Lets everything run that needs no time, until something holds. Time stands still meanwhile. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let turn = 0; !holds(); turn += 1) {
    if (turn > PATIENCE) throw new Hangs(`${what} hangs`);
    await setImmediate();
  }
}

/** So many turns let an answer that has been given travel through every promise that waits for it. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}
