import type { Config } from '../../core/config/schema.ts';
import type { Phone } from '../../core/ids.ts';
import type { AskKind } from '../../core/rules/asks.ts';
import { formatPhone } from '../../core/rules/phone.ts';
import type { AskView, EntryView } from '../../core/store/queue-view.ts';
import { textsOf } from '../../core/texts/texts.ts';
import { moment, stretch } from '../moments.ts';
import { shown } from '../terminal.ts';

const ASKS: Readonly<Record<AskKind, string>> = {
  crisis: 'crisis words',
  callback: 'call back',
  message: 'message',
  voicemail: 'voicemail',
  missed_call: 'missed call',
};

const LANGUAGE_NAMES = new Intl.DisplayNames(['en'], { type: 'language' });

/** What somebody asked, and how often: `missed call (3 times)`. */
export function askWords(ask: Pick<AskView, 'kind' | 'times'>): string {
  return ask.times > 1 ? `${ASKS[ask.kind]} (${ask.times} times)` : ASKS[ask.kind];
}

/** All asks of an entry, strongest first, the same ones said once. */
export function asksWords(entry: EntryView): string {
  const kinds = Object.keys(ASKS) as AskKind[];
  return kinds
    .flatMap(kind => {
      const times = entry.asks.filter(ask => ask.kind === kind).reduce((sum, ask) => sum + ask.times, 0);
      return times > 0 ? [askWords({ kind, times })] : [];
    })
    .join(', ');
}

/** Who it is, as far as we know: name and number, a typed number, or that the number was withheld. */
export function whoWords(entry: EntryView, config: Config): string {
  const name = entry.nameToAsk ? shown(entry.nameToAsk) : null;
  const phone = entry.contact?.phone;
  const number = phone ? formatPhone(phone, config.practice.country) : null;
  return [name, number ?? (entry.numberNoted ? null : 'number withheld'), noted(entry, config)]
    .filter(part => part !== null)
    .join(', ');
}

function noted(entry: EntryView, config: Config): string | null {
  if (!entry.numberNoted || entry.contact) return null;
  return `${numberWords(entry.numberNoted, config)} (typed, not confirmed)`;
}

/** A number as people write it; what is none stays as it was typed. */
export function numberWords(number: string, config: Config): string {
  return shown(number.startsWith('+') ? formatPhone(number as Phone, config.practice.country) : number);
}

/** `late since 9:41 AM`, `due 9:41 AM`, `due now` */
export function dueWords(entry: EntryView, now: number, config: Config): string {
  if (entry.priority === 'crisis') return 'due now';
  const at = moment(entry.dueAt, now, config.practice.time_zone);
  return entry.priority === 'late' ? `late since ${at}` : `due ${at}`;
}

export function waitingWords(entry: EntryView, now: number, config: Config): string {
  const at = moment(entry.openedAt, now, config.practice.time_zone);
  return `waiting since ${at} (${stretch(now - entry.openedAt)})`;
}

/** `open`, `Dana Reyes has it`, `handled: reached` */
export function stateWords(entry: EntryView, config: Config): string {
  if (entry.state === 'handled') return `handled: ${outcomeWords(entry.outcome ?? 'no outcome')}`;
  const owner = entry.owner ? staffName(entry.owner, config) : null;
  if (entry.state === 'waiting') return owner ? `waiting, ${owner} has it` : 'waiting';
  return owner ? `${owner} has it` : 'open: nobody has it';
}

export function outcomeWords(outcome: string): string {
  return outcome.replaceAll('_', ' ');
}

export function staffName(staff: string, config: Config): string {
  return config.staff[staff]?.name ?? staff;
}

export function languageWords(entry: Pick<EntryView, 'language'>): string {
  return LANGUAGE_NAMES.of(entry.language) ?? entry.language;
}

const STOPPED: Readonly<Record<string, string>> = {
  keyword: 'they texted STOP',
  free_words: 'they asked for no more texts',
  wrong_number: 'they said it is the wrong number',
  carrier: 'their carrier says they opted out',
  star: 'they pressed star for no texts',
  never_asked: 'they never asked for texts',
  staff: 'they said so to staff',
};

/** Whether texts and voicemail are welcome. */
export function welcomeWords(entry: EntryView): string {
  const { contact } = entry;
  if (!contact) return entry.numberNoted ? 'do not text: the number is not confirmed' : 'cannot be texted';
  const texts =
    contact.texting === 'allowed'
      ? 'may be texted'
      : `do not text: ${STOPPED[contact.stoppedHow ?? ''] ?? 'opted out'}`;
  const voicemail =
    contact.voicemailOk === null
      ? 'may we leave a voicemail: not said'
      : contact.voicemailOk
        ? 'voicemail is welcome'
        : 'leave no voicemail';
  return `${texts}; ${voicemail}`;
}

/** A note's sentence. One that a newer version wrote is shown by its code. */
export function noteWords(code: string, config: Config): string {
  const notes: Readonly<Record<string, string>> = textsOf('en', config.texts).notes;
  return notes[code] ?? code.replaceAll('_', ' ');
}
