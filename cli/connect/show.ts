import type { ConnectPlan, LinePlan, ServicePlan } from '../../core/rules/connect-plan.ts';
import type { Change, Setting, Taken } from '../../core/rules/connecting.ts';
import { shown, styled, wrapped } from '../terminal.ts';

/** What each setting is called here. */
export const SETTING_WORDS: Readonly<Record<Setting, string>> = {
  voice_url: 'calls go to',
  voice_method: 'calls are told by',
  voice_fallback_url: 'when that fails, calls go to',
  voice_fallback_method: 'and are told by',
  status_url: 'the end of a call is told to',
  status_method: 'the end of a call is told by',
  text_url: 'texts go to',
  text_method: 'texts are told by',
  text_fallback_url: 'when that fails, texts go to',
  text_fallback_method: 'and are told by',
  voice_application: 'application that gets the calls instead',
  text_application: 'application that gets the texts instead',
  trunk: 'SIP trunk that gets the calls instead',
  receives: 'the number takes',
};

const TAKEN_WORDS: Readonly<Record<Taken, string>> = {
  other_system: 'another system gets something of this number now. It will get it no more.',
  application: 'a TwiML application gets calls or texts of this number now. It will get them no more.',
  trunk: 'a SIP trunk gets the calls of this number now: a telephone system of yours may stop ringing.',
  fax: 'the number waits for faxes now. It will take calls instead.',
};

const CANNOT_WORDS = {
  calls: 'This number takes no calls at Twilio. A line needs one that does.',
  texts: 'This number has no texts at Twilio. Say `texting: off` for it, or use one that has.',
} as const;

/** What would be changed, for people: a part for each line, and for each service that keeps texts from us. */
export function planInWords({ lines, services }: ConnectPlan): string[] {
  return [...lines.flatMap(lineInWords), ...services.flatMap(serviceInWords)];
}

function lineInWords({ number, name, sid, changes, taken, cannot }: LinePlan): string[] {
  const head = styled('bold', shown(`${name}, ${number}`));
  if (sid === null) {
    return [
      head,
      ...wrapped(
        'This account has no such number. See whether twilio.account_sid is the account that you bought it in; a number that is being ported comes when the porting is done.',
        '  ',
      ),
      '',
    ];
  }
  const nothing = changes.length === 0 ? ['  Nothing to change.'] : [];
  return [
    head,
    ...cannot.flatMap(what => wrapped(CANNOT_WORDS[what], '  ')),
    ...taken.flatMap(what => wrapped(`Careful: ${TAKEN_WORDS[what]}`, '  ')),
    ...nothing,
    ...changesInWords(changes),
    '',
  ];
}

export function changesInWords(changes: readonly Change[]): string[] {
  return changes.flatMap(({ setting, from, to }) => [
    `  ${SETTING_WORDS[setting]}`,
    ...labelled('now ', from),
    ...labelled('then', to),
  ]);
}

function labelled(label: string, value: string): string[] {
  const [first = '', ...rest] = wrapped(value === '' ? '(nothing)' : value, ' '.repeat(10));
  return [`    ${label}  ${first.trimStart()}`, ...rest];
}

function serviceInWords({ name, others }: ServicePlan): string[] {
  const told =
    others.length === 0 ? [] : [`Careful: it holds for its other numbers too: ${others.join(', ')}.`];
  return [
    styled('bold', shown(`Messaging service ${name}`)),
    '  texts to its numbers go to',
    ...labelled('now ', 'the address of the service, or nowhere'),
    ...labelled('then', 'the address that is set at each number'),
    ...told.flatMap(words => wrapped(words, '  ')),
    '',
  ];
}
