import type { Phone } from '../ids.ts';
import { closeUntil } from '../store/closures.ts';
import { noteChange } from '../store/entries.ts';
import type { Tx } from '../store/writer.ts';

/** Closes lines until a time, whatever their hours say; a time that is past opens them again. */
export async function lineCloses(tx: Tx, lines: readonly Phone[], until: number): Promise<void> {
  for (const line of lines) {
    await closeUntil(tx, line, until);
    await noteChange(tx, 'line', line);
  }
}
