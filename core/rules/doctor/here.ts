import type { Kinds } from './kinds.ts';

/** What `second-ring doctor` can find on the machine itself, and at its own address. */
export const HERE = {
  check_broke: { about: 'doctor', state: 'look' },
  check_timed_out: { about: 'doctor', state: 'look' },

  config_good: { about: 'configuration', state: 'ok' },
  config_warns: { about: 'configuration', state: 'look' },
  config_broken: { about: 'configuration', state: 'wrong' },

  room_is: { about: 'disk', state: 'ok' },
  room_is_little: { about: 'disk', state: 'look' },
  room_is_none: { about: 'disk', state: 'wrong' },
  room_unknown: { about: 'disk', state: 'look' },
} as const satisfies Kinds;
