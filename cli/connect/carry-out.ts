import { EdgeError } from '../../core/errors.ts';
import type { Change, NumberAtCarrier, Setting } from '../../core/rules/connecting.ts';
import type { AccountSettings } from '../../core/twilio/account.ts';
import { shown, wrapped } from '../terminal.ts';
import { twilioTrouble } from '../twilio-trouble.ts';
import { SETTING_WORDS } from './show.ts';

/** What is to be changed at Twilio, in this order. */
export interface Work {
  numbers: readonly { number: string; sid: string; changes: readonly Change[] }[];
  services: readonly { sid: string; name: string; byNumber: boolean }[];
}

/** What came of it: of what was not changed it has been said why. */
export interface CarriedOut {
  numbers: string[];
  services: string[];
  whole: boolean;
}

/** Changes one after the other, says what came of each, and reads all of it back. One that fails stops none of the others. */
export async function carryOut(
  rest: AccountSettings,
  { numbers, services }: Work,
  say: (line: string) => void,
): Promise<CarriedOut> {
  const done: CarriedOut = { numbers: [], services: [], whole: true };
  const tell = (words: string) => {
    for (const line of wrapped(words)) say(line);
  };
  const attempt = async (name: string, act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      const certain = error.sent === 'no' ? 'not changed' : 'perhaps changed, perhaps not';
      tell(`${shown(name)}: ${certain}. ${twilioTrouble(error)}`);
      done.whole = false;
      return false;
    }
  };
  for (const { number, sid, changes } of numbers) {
    if (changes.length === 0) continue;
    const settings: Partial<Record<Setting, string>> = {};
    for (const { setting, to } of changes) settings[setting] = to;
    if (await attempt(number, () => rest.changeNumber(sid, settings))) done.numbers.push(number);
  }
  for (const { sid, name, byNumber } of services) {
    if (await attempt(name, () => rest.changeService(sid, byNumber))) done.services.push(sid);
  }
  if (done.numbers.length > 0) {
    let now: NumberAtCarrier[] = [];
    if (await attempt('Reading it back', async () => (now = await rest.numbers()))) {
      for (const work of numbers.filter(({ number }) => done.numbers.includes(number))) {
        const other = differing(
          work.changes,
          now.find(({ sid }) => sid === work.sid),
        );
        if (other.length === 0) tell(`${work.number}: changed.`);
        else {
          done.whole = false;
          tell(`${work.number}: Twilio took it, and has something else now for: ${other.join('; ')}.`);
        }
      }
    }
  }
  for (const { name } of services.filter(({ sid }) => done.services.includes(sid))) {
    tell(`${shown(name)}: changed.`);
  }
  return done;
}

function differing(changes: readonly Change[], now: NumberAtCarrier | undefined): string[] {
  return changes
    .filter(({ setting, to }) => now?.settings[setting] !== to)
    .map(({ setting }) => SETTING_WORDS[setting]);
}
