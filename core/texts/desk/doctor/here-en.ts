import type { HereTexts } from './shape.ts';

/** What the doctor says in English of the machine itself. */
export const hereEn: HereTexts = {
  about_doctor: 'The checks themselves',
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

  about_disk: 'Room on the disk',
  room_is: 'The database takes {size}; {room} are left.',
  room_is_little: 'The database takes {size}; only {room} are left.',
  room_is_little_do: 'Make room soon: a backup needs as much again.',
  room_is_none: 'The disk is almost full: {room} are left.',
  room_is_none_do: 'Make room now. When it is full, calls are no longer written down.',
  room_unknown: 'The data folder {folder} could not be looked at ({error}).',
  room_unknown_do:
    'Start the server once, it makes the folder. If it is there, look who it belongs to: ls -ld {folder}',
};
