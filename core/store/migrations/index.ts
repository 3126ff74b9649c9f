import { first } from './001-first.ts';

/** In order; a database's `user_version` is how many of them it has. Never edit one that was released: add one. */
export const migrations: readonly string[] = [first];
