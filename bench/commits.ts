import type { Config } from '../core/config/schema.ts';
import { closeUntil } from '../core/store/closures.ts';
import type { Store } from '../core/store/store.ts';

/** Writes one row and has it on the disk; how many milliseconds that took. `n` makes it differ from the one before. */
export async function commitOnce(store: Store, { lines }: Config, n: number): Promise<number> {
  const line = lines[0]?.number;
  if (!line) throw new Error('The practice has no line.');
  const began = performance.now();
  await store.write(async tx => {
    await closeUntil(tx, line, n);
  });
  return performance.now() - began;
}
