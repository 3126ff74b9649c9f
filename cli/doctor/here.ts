import { configuration } from './configuration.ts';
import { database } from './database.ts';
import { disk } from './disk.ts';
import { files } from './files.ts';
import type { HereCheck } from './here-check.ts';
import { memory, swap } from './memory.ts';
import { redis } from './redis.ts';
import { version } from './version.ts';

/** What only the owner's command looks at: the machine that it runs on. Adding one: a line here. */
export const HERE_CHECKS: readonly HereCheck[] = [
  configuration,
  files,
  disk,
  memory,
  swap,
  database,
  redis,
  version,
];
