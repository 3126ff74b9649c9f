import type { Kinds } from './kinds.ts';

/** What `second-ring doctor` can find on the machine itself, and at its own address. */
export const HERE = {
  check_broke: { about: 'doctor', state: 'look' },
  check_timed_out: { about: 'doctor', state: 'look' },

  config_good: { about: 'configuration', state: 'ok' },
  config_warns: { about: 'configuration', state: 'look' },
  config_broken: { about: 'configuration', state: 'wrong' },

  files_private: { about: 'files', state: 'ok' },
  files_open: { about: 'files', state: 'look' },

  room_is: { about: 'disk', state: 'ok' },
  room_is_little: { about: 'disk', state: 'look' },
  room_is_none: { about: 'disk', state: 'wrong' },
  room_unknown: { about: 'disk', state: 'look' },

  memory_enough: { about: 'memory', state: 'ok' },
  memory_little: { about: 'memory', state: 'look' },

  swap_off: { about: 'swap', state: 'ok' },
  swap_encrypted: { about: 'swap', state: 'ok' },
  swap_readable: { about: 'swap', state: 'look' },

  database_whole: { about: 'database', state: 'ok' },
  database_not_yet: { about: 'database', state: 'look' },
  database_closed: { about: 'database', state: 'wrong' },
  database_damaged: { about: 'database', state: 'wrong' },

  redis_not_used: { about: 'redis', state: 'ok' },
  redis_answers: { about: 'redis', state: 'ok' },
  redis_evicts: { about: 'redis', state: 'look' },
  redis_locked: { about: 'redis', state: 'look' },
  redis_silent: { about: 'redis', state: 'look' },

  clocks_agree: { about: 'clock', state: 'ok' },
  clocks_differ: { about: 'clock', state: 'look' },
  clocks_far_apart: { about: 'clock', state: 'wrong' },
  clocks_not_compared: { about: 'clock', state: 'look' },

  name_found: { about: 'name', state: 'ok' },
  name_private: { about: 'name', state: 'look' },
  name_unanswered: { about: 'name', state: 'look' },
  name_unknown: { about: 'name', state: 'wrong' },

  tls_good: { about: 'tls', state: 'ok' },
  tls_ends_soon: { about: 'tls', state: 'look' },
  tls_ends_now: { about: 'tls', state: 'wrong' },
  tls_expired: { about: 'tls', state: 'wrong' },
  tls_other_name: { about: 'tls', state: 'wrong' },
  tls_untrusted: { about: 'tls', state: 'wrong' },
  tls_no_answer: { about: 'tls', state: 'look' },

  address_ours: { about: 'address', state: 'ok' },
  address_not_from_here: { about: 'address', state: 'look' },
  address_silent: { about: 'address', state: 'wrong' },
  address_strange: { about: 'address', state: 'wrong' },
  address_another: { about: 'address', state: 'wrong' },

  version_of: { about: 'version', state: 'ok' },
} as const satisfies Kinds;
