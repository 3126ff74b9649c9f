import type { State } from './state.ts';

const OUT = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const BACK = ['START', 'UNSTOP', 'YES'];
const HELP = ['HELP', 'INFO'];

/** Which of Twilio's own words a whole text is, if any: https://www.twilio.com/docs/messaging/guides/advanced-opt-out */
export function carrierWord(body: string): 'STOP' | 'START' | 'HELP' | null {
  const word = body.trim().toUpperCase();
  if (OUT.includes(word)) return 'STOP';
  if (BACK.includes(word)) return 'START';
  return HELP.includes(word) ? 'HELP' : null;
}

export function isOptedOut(state: State, line: string, phone: string): boolean {
  return state.optOuts.includes(`${line} ${phone}`);
}

/** What the carrier itself answers, having remembered the choice; null when it says nothing. */
export function carrierReply(
  state: State,
  line: string,
  phone: string,
  word: 'STOP' | 'START' | 'HELP',
): string | null {
  const was = isOptedOut(state, line, phone);
  if (word === 'STOP') {
    if (!was) state.optOuts.push(`${line} ${phone}`);
    return was
      ? null
      : 'You are unsubscribed and will get no more texts from this number. START brings them back.';
  }
  if (word === 'START') {
    state.optOuts = state.optOuts.filter(pair => pair !== `${line} ${phone}`);
    return was ? 'You will get texts from this number again. HELP for help, STOP to stop.' : null;
  }
  return state.settings.answersHelp && !was
    ? 'Reply STOP to unsubscribe. Message and data rates may apply.'
    : null;
}
