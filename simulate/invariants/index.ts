import type { Invariant } from '../facts.ts';
import { alerts } from './alerts.ts';
import { crisis } from './crisis.ts';
import { machinery } from './machinery.ts';
import { nothingIsLost } from './nothing-is-lost.ts';
import { queue } from './queue.ts';
import { staffCalls } from './staff-calls.ts';
import { texts } from './texts.ts';

/** Everything that must hold, whatever happens. */
export const INVARIANTS: readonly Invariant[] = [
  ...nothingIsLost,
  ...texts,
  ...crisis,
  ...alerts,
  ...queue,
  ...staffCalls,
  ...machinery,
];
