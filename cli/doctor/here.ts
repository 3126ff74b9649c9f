import { configuration } from './configuration.ts';
import { disk } from './disk.ts';
import type { HereCheck } from './here-check.ts';

/** What only the owner's command looks at: the machine that it runs on. Adding one: a line here. */
export const HERE_CHECKS: readonly HereCheck[] = [configuration, disk];
