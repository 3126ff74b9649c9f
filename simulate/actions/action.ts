import type { World } from '../world.ts';

/** Something that somebody, or something, may do next. */
export interface Action {
  name: string;
  /** How likely it is among all that can be. */
  weight: number;
  /** Whether it can be now. */
  can?: (world: World) => boolean;
  /** Does it, and says in a few words what was done. */
  do: (world: World) => Promise<string>;
}
