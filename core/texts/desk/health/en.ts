/**
 * What the page about health says in English. A finding has a sentence by its code, and where something should be done, what
 * to do by the code with `_do` behind it.
 */
export const en = {
  all_ok: 'All is well.',
  all_look: 'It works. Something should be looked at.',
  all_wrong: 'Something is wrong.',
  as_of: 'As of {at}; looked at again every half minute.',
  stale: 'This could not be read again. What you see is as of {at}.',
  findings: 'Part by part',
  ok: 'ok',
  look: 'look',
  wrong: 'wrong',
  tell_owner: 'Tell the owner of the practice.',

  first_steps: 'What is left to do',
  first_steps_left: '{done} of {all} done.',
  first_steps_all: 'Everything that a new installation needs is done.',
  step_known: 'found out by itself',
  step_done: 'done',
  step_open: 'open',
  step_sheet: 'Print the recovery sheet, and keep it away from the server.',
  step_sheet_how:
    'On the server: second-ring key sheet (or ./setup sheet). Without its key a lost server is a lost practice.',
  step_address: 'Let the name of this server lead here.',
  step_address_how:
    'Where you bought the name: an entry that names the address of this server. What was found is below.',
  step_connect: 'Tell Twilio where to send calls and texts.',
  step_connect_how: 'On the server: second-ring connect. It shows what it would change, and asks.',
  step_test_call: 'Call the line from a phone, and let it ring.',
  step_test_call_how:
    'The entry must appear in the queue, and the alert on a phone. On the server, second-ring test-call rings each staff phone.',
  step_baa: "Sign Twilio's BAA, and have the account marked for it.",
  step_baa_how: "In Twilio's console. The host of this server and of its backups needs one as well.",
  step_media: 'Close recordings at Twilio to strangers.',
  step_media_how: "In Twilio's console: Voice, Settings, HTTP authentication for media.",
  step_legal: 'Say who answers for the data.',
  step_legal_how:
    'In config.yaml: practice.legal. The terms and privacy pages show it, and carriers read them before they register a number.',
  step_registered: 'Register the number for texting.',
  step_registered_how:
    "A2P 10DLC, or toll-free verification, in Twilio's console; then texting: on in config.yaml. Until then no text is promised.",
  step_backup: 'Make the first backup.',
  step_backup_how: 'On the server: second-ring backup. From then on one is made each night.',
  step_backup_elsewhere: 'Let backups be taken to another place.',
  step_backup_elsewhere_how:
    'A backup beside the data is lost with it: docs/backups.md says how it leaves, and how to try restoring one.',

  outside: 'Looked at from here outward',
  outside_at: 'The worker looked {at}; it does so once a day.',
  outside_never: 'The worker has not looked yet. It does so half a minute after it was first started.',
  look_again: 'Look again now',
  looking: 'It is being looked at.',

  effects: 'What was promised',
  effects_moving: 'Texts, alerts and everything else that was promised goes out on time.',
  effects_late: 'Something has been due since {at} and has not been done.',
  effects_late_do: 'Look again in a minute. If it is still late, look at the worker below.',
  effects_stuck: 'Nothing goes out: something has been due since {at}.',
  effects_stuck_do:
    'Start the worker again (docker compose restart worker, or npm run worker) and read its log. Until then, call people back from the queue.',

  worker: 'Worker',
  worker_running: 'The worker runs.',
  worker_silent: 'The worker has not said anything since {at}.',
  worker_silent_do:
    'Start it again: docker compose up -d, or npm run worker. Nothing is lost, but until then no text and no alert goes out.',
  worker_never: 'The worker has never run.',
  worker_never_do:
    'Start it beside the server: docker compose up -d, or npm run worker. Until then no text and no alert goes out.',

  server: 'Server',
  server_running: 'The server runs.',
  server_silent: 'The server has not said anything since {at}: nobody answers calls, texts and pages.',
  server_silent_do:
    'Start it again: docker compose up -d, or npm start. What is missed meanwhile is read from the lists of Twilio afterwards.',

  twilio: 'Calls and texts from Twilio',
  twilio_heard: 'Last heard from: {at}. The signature matched.',
  twilio_never: 'Twilio has not reached us yet.',
  twilio_never_do: 'Let second-ring connect set the addresses of your number at Twilio, then call the line.',
  twilio_quiet: 'Last heard from: {at}.',
  twilio_quiet_do:
    'If that is longer than your practice was quiet, call the line yourself and see whether it rings.',
  twilio_forged:
    "Requests whose signature did not match: {count}, the last one {at}. They were refused, and Twilio's own match.",
  twilio_forged_do: 'Nothing, as long as calls and texts arrive.',
  twilio_refused:
    'Requests whose signature did not match: {count}, the last one {at}. None has matched since.',
  twilio_refused_do:
    'Call the line. If it fails, twilio.auth_token or practice.public_url is not what Twilio has: compare both.',

  token: 'Our key at Twilio',
  token_accepted: 'Twilio takes our account SID and auth token: {at}.',
  token_refused:
    'Twilio has refused our account SID and auth token since {at}: no text and no alert by text goes out.',
  token_refused_do:
    "Open Twilio's console. Is the account suspended, see to that there. Else copy its auth token into the file that twilio.auth_token names, and start both processes again. What waits goes out then.",

  lists: 'What we may have missed',
  lists_read: "Compared with Twilio's own lists: {at}. Nothing is missing.",
  lists_unread: "Twilio's lists have not been read since {at}.",
  lists_unread_do:
    'See whether the worker runs and the machine reaches the internet. What is missed now is fetched later.',
  lists_long_unread:
    "Twilio's lists have not been read since {at}: calls and texts may be missing in the queue.",
  lists_long_unread_do:
    "See whether the worker runs, the machine reaches the internet, and Twilio's password is still the one in twilio.auth_token.",

  texts: 'Texts',
  texts_arrive: 'No text of the last 24 hours is known to have failed.',
  texts_fail: 'Texts of the last 24 hours that did not arrive: {count}.',
  texts_fail_do: 'Each stands in its conversation. Call those people instead.',
  texts_not_registered:
    'Carriers refuse texts from your number: it is not registered. Of the last 24 hours: {count}.',
  texts_not_registered_do:
    'Register it (A2P 10DLC, or toll-free verification) at Twilio. Until then set texting: off at the line, so that no text is promised.',
  texts_fail_in_a_row:
    'One text after the other fails, for no reason of the phones they went to. Of the last 24 hours: {count}.',
  texts_fail_in_a_row_do:
    "Call those people. Then look at the account in Twilio's console: its balance, its number, its registration.",
  why_bad_number: 'no working number',
  why_region_off: 'texts to that region are switched off at Twilio',
  why_opted_out: 'the person opted out',
  why_landline: 'landline',
  why_unreachable: 'phone off, out of reach or unknown',
  why_filtered: 'filtered by the carrier',
  why_not_registered: 'your number is not registered for texting',
  why_being_set_up: 'your number is still being set up',
  why_reply_limit: 'too many replies in a short time',
  why_not_delivered: 'for no reason that the carrier told',
  why_unknown: 'nobody knows whether they went out',
  why_not_found: 'they never went out',

  alerts: 'Alerts to staff',
  alerts_on: 'Nobody on staff has stopped their alerts.',
  alerts_stopped: 'These phones refuse our alerts: {names}.',
  alerts_stopped_do:
    'Whoever it is texts START to the line. Until then they are alerted another way, or somebody else is.',

  watch: 'Who is told',
  watch_on: 'When something is wrong, we tell {names} by ourselves.',
  watch_heartbeat: 'When something is wrong, your heartbeat service tells you.',
  watch_nobody: 'Nobody is told when something is wrong: one has to look here.',
  watch_nobody_do:
    'Name somebody under watch in the configuration, and have a heartbeat service listen: docs/configuration.md says how.',
  watch_unreachable: 'Something was to be told to {names}, and no way reached them ({at}).',
  watch_unreachable_do:
    'See whether their number and addresses are right, and whether the account at Twilio and the mail server take what we send. Name a second way for them.',

  redis: 'Redis',
  redis_unused: 'Not used, and not needed.',
  redis_reached: 'Reached.',
  redis_lost: 'Configured, and the worker does not reach it, or it takes nothing.',
  redis_lost_do:
    'Start it, and see whether redis.url has its address and password, and whether it is full or may only be read. Or take the redis block out of the configuration. Nothing is lost meanwhile; things go out some seconds later.',

  encryption: 'Encryption',
  encrypted:
    'The database is encrypted. Keep a copy of its key in another place: without it nothing can be read again.',

  room: 'Room on the disk',
  room_enough: 'The database takes {size}; {room} are left.',
  room_little: 'The database takes {size}; only {room} are left.',
  room_little_do: 'Make room soon: a copy of the database needs as much again.',
  room_none: 'The disk is almost full: {room} are left.',
  room_none_do: 'Make room now. When it is full, calls are no longer written down.',

  keeping: 'Keeping and erasing',
  keeping_yet: 'What is over is erased each night; the first one has not come yet.',
  keeping_runs: 'What is over was last erased: {at}.',
  keeping_crises: 'Crises whose time is over wait for an owner: {count}.',
  keeping_crises_do:
    'An owner looks at them and says yes, below here or with: npx --no second-ring keep waiting',
  keeping_refused: 'Twilio has often refused to erase something: {count}.',
  keeping_refused_do: "It is tried again each day. If the number stays, ask Twilio's support to delete it.",
  keeping_late: 'What is over was last erased: {at}. It should be each night.',
  keeping_late_do: 'See that the worker runs, and what its log says at night.',
  keeping_held: 'A legal hold stops all erasing since {at}.',
  keeping_held_do:
    'An owner lifts it when the dispute is over, below here or with: npx --no second-ring hold off',
  backup: 'Backup',
  backup_never: 'None yet.',
  backup_never_do: 'Make one now: second-ring backup. From then on one is made each night.',
  backup_fresh: 'The last one: {at}.',
  backup_old: 'The last one: {at}.',
  backup_old_do: 'Make one today.',
  backup_very_old: 'The last one: {at}. That is more than a week ago.',
  backup_very_old_do: 'Make one now, and see why the usual one is not made.',

  certificate: 'Certificate',
  certificate_good: 'The certificate of public_url is good until {at}.',
  certificate_ends_soon: 'The certificate of public_url ends {at}, and no new one was made in time.',
  certificate_ends_soon_do:
    'Read the log of what makes it (docker compose logs caddy, or your own proxy): ports 80 and 443 must be reachable from outside, and the name must lead here.',
  certificate_ends_now: 'The certificate of public_url ends {at}. From then on Twilio calls us no more.',
  certificate_ends_now_do:
    'Make a new one now: read the log of what makes it (docker compose logs caddy, or your own proxy). Ports 80 and 443 must be reachable from outside.',
  certificate_untrusted:
    'The certificate of public_url is none that Twilio trusts ({at}): expired, self-signed, or for another name.',
  certificate_untrusted_do:
    'Make a new one now: read the log of what makes it (docker compose logs caddy, or your own proxy). Is it meant to be so, because another machine stands in front, nothing.',

  clock: 'Clock',
  clock_right: 'Nothing here says that it is wrong.',
  clock_set_back: 'It was set back: something is written down as of {at}.',
  clock_set_back_do: 'Let the machine set its clock by the network (timedatectl set-ntp true).',
  clock_off: "This machine's clock and Twilio's differ by {seconds} seconds.",
  clock_off_do:
    'Let the machine set its clock by the network (timedatectl set-ntp true). Codes of authenticator apps need the right time.',
  clock_far_off:
    "This machine's clock and Twilio's differ by {seconds} seconds: hours, delays and times in the queue are wrong.",
  clock_far_off_do:
    'Let the machine set its clock by the network (timedatectl set-ntp true), then start both processes again.',
  clock_differs: "This device's clock and the server's differ by {minutes} minutes.",
  clock_differs_do:
    'Let both set their clocks by the network. Codes of authenticator apps need the right time.',

  config: 'Configuration',
  config_in_force: 'What the file says is in force.',
  config_broken: 'The file was read {at} and has errors. The old configuration stays in force.',
  config_broken_do:
    'npx --no second-ring config check says what is wrong with it, line by line. Mend it, then start both processes again: until then neither starts with it.',

  version: 'Version',
  version_is: 'Second Ring {version}.',
};
