import type { HealthState } from '../health.ts';

/** What findings there can be: what each is about, and how bad it is. */
export type Kinds = Readonly<Record<string, { about: string; state: HealthState }>>;

/**
 * What stands in the places of a sentence. `at` and `until` are moments in epoch milliseconds, `size` and `room` are bytes;
 * each screen says them in its own way. Nothing of a client's is ever among them: findings are kept and shown.
 */
export type Values = Readonly<Record<string, string | number>>;
