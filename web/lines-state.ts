import { computed, signal } from '@preact/signals';
import type { InferResponseType } from 'hono/client';
import { answered, type desk, quietly } from './ask-server.ts';
import { minute } from './words.ts';

export type LineView = InferResponseType<typeof desk.lines.$get, 200>['lines'][number];

export const lines = signal<readonly LineView[]>([]);
/** Until when one's own phone is left out of ringing, in epoch milliseconds; null when it rings. */
export const noCallsUntil = signal<number | null>(null);

/** Lines that are closed by hand now. */
export const closedLines = computed(() => lines.value.filter(line => isAhead(line.closedUntil)));
export const resting = computed(() => (isAhead(noCallsUntil.value) ? noCallsUntil.value : null));

function isAhead(until: number | null): until is number {
  return until !== null && until > minute.value;
}

/** Reads what is closed, and whether one's own phone rings, as it is now. */
export async function readLines(): Promise<void> {
  const [known, me] = await Promise.all([answered(quietly.lines.$get()), answered(quietly.me.$get())]);
  lines.value = known.lines;
  noCallsUntil.value = me.noCallsUntil;
}
