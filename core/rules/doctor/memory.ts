import { type DoctorFinding, found } from './findings.ts';

/** Bytes. All four containers together are let have some 850 MB and use some 350. */
const LEAST_FREE = 100_000_000;
const LEAST_ALL = 700_000_000;

/** Whether the machine has memory enough. Bytes: of all, and what could be had now. */
export function judgeMemory({ size, room }: { size: number; room: number }): DoctorFinding {
  return found(size < LEAST_ALL || room < LEAST_FREE ? 'memory_little' : 'memory_enough', { size, room });
}

/** A place that memory is written to. */
export interface Swap {
  name: string;
  /** Whether whoever takes the disk can read nothing of it. */
  closed: boolean;
}

/** Whether what is in memory may land on a disk that others can read. */
export function judgeSwap(swaps: readonly Swap[]): DoctorFinding {
  if (swaps.length === 0) return found('swap_off');
  const readable = swaps.filter(({ closed }) => !closed).map(({ name }) => name);
  return readable.length === 0
    ? found('swap_encrypted')
    : found('swap_readable', { files: readable.join(', ') });
}
