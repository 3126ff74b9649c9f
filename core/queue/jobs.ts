import { z } from 'zod';
import type { EffectId } from '../ids.ts';

/** What lies in Redis: ids only. A strict schema, so that nothing about a person can slip in beside them. */
export const effectJob = z.strictObject({ effect: z.uuid().transform(id => id as EffectId) });

export const QUEUE = 'effects';
export const PREFIX = 'second-ring';

/** A finished id added again is dropped without a word, so the time is part of it; a colon would throw. */
export function jobId(effect: EffectId, dueAt: number): string {
  return `${effect}-${dueAt}`;
}
