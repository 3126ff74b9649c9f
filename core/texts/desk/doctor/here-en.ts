import type { HereTexts } from './shape.ts';

/** What the doctor says in English of the machine itself. */
export const hereEn: HereTexts = {
  about_doctor: 'The checks',
  check_broke: 'The check of "{check}" broke ({error}).',
  check_broke_do: 'Run the doctor again. If it breaks again, please report it.',
  check_timed_out: 'The check of "{check}" did not end within {seconds} seconds.',
  check_timed_out_do: 'See whether this machine reaches the internet, then run the doctor again.',

  about_configuration: 'Configuration',
  config_good: '{file} is good.',
  config_warns: '{file} can be used. Warnings: {count}.',
  config_warns_do: 'Read them: second-ring config check',
  config_broken: '{file} cannot be used. Errors: {count}. What needs it was not looked at.',
  config_broken_do: 'Read them, mend them, run the doctor again: second-ring config check',

  about_files: 'Files',
  files_private: 'Other users of this machine can read neither configuration, secrets nor data.',
  files_open: 'Other users of this machine may read: {files}.',
  files_open_do: 'Close them: chmod go= {files}',

  about_disk: 'Room on the disk',
  room_is: 'The database takes {size}; {room} are left.',
  room_is_little: 'The database takes {size}; only {room} are left.',
  room_is_little_do: 'Make room soon: a backup needs as much again.',
  room_is_none: 'The disk is almost full: {room} are left.',
  room_is_none_do: 'Make room now. When it is full, calls are no longer written down.',
  room_unknown: 'The data folder {folder} could not be looked at ({error}).',
  room_unknown_do:
    'Start the server once, it makes the folder. If it is there, look who it belongs to: ls -ld {folder}',

  about_memory: 'Memory',
  memory_enough: 'The machine has {size}; {room} are free.',
  memory_little: 'The machine has {size}; only {room} are free.',
  memory_little_do:
    'Second Ring needs some 400 MB in all. See what else runs here, or take a machine with more.',

  about_swap: 'Swap',
  swap_off: 'None: what is in memory is written to no disk.',
  swap_encrypted: 'Encrypted, or in memory.',
  swap_readable: "Memory may be written to {files}, which is not encrypted, and with it clients' words.",
  swap_readable_do:
    'Switch it off (swapoff -a, and take it out of /etc/fstab), or encrypt it: docs/encryption.md says how.',

  about_database: 'Database',
  database_whole: 'It opens with its key, and every page of it is whole.',
  database_not_yet: 'There is none yet.',
  database_not_yet_do: 'Start the server once, it makes one.',
  database_closed: '{why}',
  database_closed_do: 'Until that is mended no call is written down.',
  database_damaged: 'It is damaged.',
  database_damaged_do:
    'Stop the server and the worker, keep a copy of the data folder, and restore the newest backup. Then look at the disk.',

  about_redis: 'Redis',
  redis_not_used: 'Not used, and not needed.',
  redis_answers: 'It answers.',
  redis_evicts:
    'It answers, and would throw things away when its memory is full (maxmemory-policy {policy}).',
  redis_evicts_do:
    'Set maxmemory-policy noeviction. Nothing is lost meanwhile; things may go out some seconds later.',
  redis_locked: 'It does not let us in ({error}).',
  redis_locked_do: 'See whether user and password in redis.url are its own.',
  redis_silent: 'It does not answer ({error}).',
  redis_silent_do:
    'Start it, or take the redis block out of the configuration. Nothing is lost meanwhile; things go out some seconds later.',

  about_clock: 'Clock',
  clocks_agree: "It agrees with Twilio's.",
  clocks_differ: "It differs from Twilio's by {seconds} seconds.",
  clocks_differ_do: 'Let the machine set its clock by the network: timedatectl set-ntp true',
  clocks_far_apart:
    "It differs from Twilio's by {seconds} seconds: times in the queue are wrong, and codes of authenticator apps are refused.",
  clocks_far_apart_do: 'Let the machine set its clock by the network: timedatectl set-ntp true',
  clocks_not_compared: 'Twilio did not answer ({error}), so there was nothing to compare it with.',
  clocks_not_compared_do: 'See whether this machine reaches the internet: curl -I https://api.twilio.com',

  about_name: 'Name',
  name_found: '{host} leads to {addresses}.',
  name_private:
    '{host} leads to {addresses}, which is an address of inside: neither Twilio nor callers get there.',
  name_private_do: 'Let its DNS entry name the address by which the internet reaches you.',
  name_unanswered: 'Nobody says where {host} leads ({error}).',
  name_unanswered_do:
    'See whether this machine reaches the internet, and wait: a new name takes some minutes.',
  name_unknown: 'There is no name {host}.',
  name_unknown_do:
    'Make a DNS entry (A, and AAAA for IPv6) that names the address of this server, where you bought the name. Or correct practice.public_url.',

  about_tls: 'Certificate',
  tls_good: 'It is good until {until}.',
  tls_ends_soon: 'It ends {until}, and nobody has renewed it.',
  tls_ends_soon_do: 'See in the log of your proxy (docker compose logs caddy) why it is not renewed.',
  tls_ends_now: 'It ends {until}. From then on Twilio, callers and staff get nowhere.',
  tls_ends_now_do: 'Renew it now: the log of your proxy (docker compose logs caddy) says what is in the way.',
  tls_expired: 'It ended {until}. Twilio, callers and staff get nowhere.',
  tls_expired_do: 'Renew it now: the log of your proxy (docker compose logs caddy) says what is in the way.',
  tls_other_name: 'What stands at {host} has a certificate for another name.',
  tls_other_name_do:
    'Let your proxy answer to {host} (SECOND_RING_DOMAIN in .env), or correct practice.public_url.',
  tls_untrusted: 'Nobody trusts the certificate at {host} ({error}).',
  tls_untrusted_do:
    "Use one that everybody trusts, with its whole chain, such as Let's Encrypt's. Ports 80 and 443 must be open from the internet for it.",
  tls_no_answer: 'Nothing with a certificate answers at {host} from here.',
  tls_no_answer_do:
    'See whether the proxy runs and ports 80 and 443 are open. What stands at "Address" says more.',

  about_address: 'Address',
  address_ours: '{host} leads to this installation.',
  address_not_from_here:
    '{host} does not answer from here ({error}), but Twilio got through {at}. Some routers keep one from coming in by their own address.',
  address_not_from_here_do: 'Nothing, as long as the page opens on a phone that is not in your network.',
  address_silent: '{host} does not answer ({error}).',
  address_silent_do:
    'See whether the server and the proxy run, and whether ports 80 and 443 are open: in the firewall of this machine, at its host, and in the router.',
  address_strange: 'Something else answers at {host} (status {status}).',
  address_strange_do: 'See where the name leads, and whether the proxy passes everything on to Second Ring.',
  address_another: 'Another installation of Second Ring answers at {host}.',
  address_another_do: 'Stop the old one, or let the name lead here: two of them would share the calls.',

  about_version: 'Version',
  version_of: 'Second Ring {version} on Node.js {node}.',
};
