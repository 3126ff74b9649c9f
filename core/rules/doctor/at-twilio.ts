import {
  changesFor,
  fallbackIs,
  keepsTexts,
  type NumberAtCarrier,
  type ServiceAtCarrier,
  serviceOf,
  type Wanted,
} from '../connecting.ts';
import { registrationOf } from '../registration.ts';
import { type DoctorFinding, found } from './findings.ts';

/** Something that was asked for, or the code of what kept it from being read. */
export type Read<T> = { value: T } | { error: string };

/** What the account is like, and what is set in it. */
export interface TwilioFacts {
  numbers: Read<readonly NumberAtCarrier[]>;
  services: Read<readonly ServiceAtCarrier[]>;
  verifications: Read<readonly { number: string; state: string }[]>;
  /** Whether strangers hear recordings; null when it could not be tried. */
  mediaIsOpen: Read<boolean | null>;
}

/** What should be there. */
export interface Expected {
  lines: readonly { number: string; name: string; texting: boolean }[];
  wanted: Wanted;
  /** What HELP should be answered, and what it must not lack. */
  help: { words: string; names: readonly string[] };
}

export function judgeAccount({
  name,
  state,
  trial,
}: {
  name: string;
  state: string;
  trial: boolean;
}): DoctorFinding {
  if (state !== 'active') return found('account_stopped', { name, status: state });
  return found(trial ? 'account_trial' : 'account_good', { name });
}

/** What there is to say about each line at Twilio, and about what they share. */
export function judgeAtTwilio(facts: TwilioFacts, expected: Expected): DoctorFinding[] {
  return [
    ...numbers(facts, expected),
    ...expected.lines.flatMap(line => registration(facts, line)),
    ...help(facts, expected),
    ...media(facts.mediaIsOpen),
  ];
}

function numbers({ numbers, services }: TwilioFacts, { lines, wanted }: Expected): DoctorFinding[] {
  if ('error' in numbers) return [found('numbers_unread', { error: numbers.error })];
  return lines.flatMap(({ number, name: line, texting }) => {
    const at = numbers.value.find(one => one.number === number);
    if (!at) return [found('line_not_there', { line, number })];
    const count = changesFor(at, wanted).length;
    const keeping = 'value' in services ? keepsTexts(services.value, number, wanted.message) : null;
    const troubles = [
      ...(at.calls ? [] : [found('line_without_calls', { line })]),
      ...(at.texts || !texting ? [] : [found('line_without_texts', { line })]),
      ...(count === 0 ? [] : [found('line_elsewhere', { line, count })]),
      ...(keeping ? [found('line_texts_kept', { line, service: keeping.name })] : []),
    ];
    const covered = fallbackIs(at.settings.voice_fallback_url, wanted.voice);
    const fallback = { none: 'fallback_none', ours: 'fallback_here', elsewhere: 'fallback_set' } as const;
    return [
      ...(troubles.length === 0 ? [found('line_connected', { line })] : troubles),
      found(fallback[covered], { line }),
    ];
  });
}

function registration(
  { services, verifications }: TwilioFacts,
  { number, name: line, texting }: Expected['lines'][number],
): DoctorFinding[] {
  for (const read of [services, verifications]) {
    if ('error' in read) return [found('registration_unread', { line, error: read.error })];
  }
  if (!('value' in services && 'value' in verifications)) return [];
  const stands = registrationOf(number, services.value, verifications.value);
  if (stands === 'not_needed') return [found('registration_not_needed', { line })];
  if (stands === 'done') return [found(texting ? 'registered' : 'registered_but_off', { line })];
  if (!texting) return [found('texting_off', { line })];
  const trouble = {
    waiting: 'registration_waits',
    refused: 'registration_refused',
    none: 'registration_missing',
  } as const;
  return [found(trouble[stands], { line })];
}

/** Only what stands in a campaign can be read; what else answers HELP, the Console alone shows. */
function help({ services }: TwilioFacts, { lines, help: { words, names } }: Expected): DoctorFinding[] {
  if ('error' in services) return [];
  const ours = new Set(lines.map(({ number }) => serviceOf(services.value, number)));
  return [...ours].flatMap(service => {
    const said = service?.campaigns.map(campaign => campaign.help).findLast(one => one !== '');
    if (!service || said === undefined) return [];
    const lacks = names.some(name => !said.includes(name));
    return [
      found(lacks ? 'help_lacks' : 'help_good', { service: service.name, ...(lacks ? { words } : {}) }),
    ];
  });
}

function media(open: TwilioFacts['mediaIsOpen']): DoctorFinding[] {
  if ('error' in open || open.value === null) return [];
  return [found(open.value ? 'media_open' : 'media_closed')];
}

const DAY = 86_400_000;
const LONG_AGO = 366 * DAY;

/** When somebody last looked at what Twilio's Console alone shows. @param checked a date, as the owner wrote it */
export function judgeConsole(checked: string | null, now: number): DoctorFinding {
  if (checked === null) return found('console_never_checked');
  const long = now - Date.parse(checked) > LONG_AGO;
  return found(long ? 'console_checked_long_ago' : 'console_checked', { date: checked });
}
