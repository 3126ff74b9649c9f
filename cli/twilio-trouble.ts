import { EdgeError } from '../core/errors.ts';
import { Refusal } from './refusal.ts';

/** Asks Twilio something for a command. @throws Refusal with a sentence when that fails */
export async function fromTwilio<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof EdgeError) throw new Refusal(twilioTrouble(error));
    throw error;
  }
}

/** Why Twilio did not do something, and what to do, for whoever runs the machine. */
export function twilioTrouble({ code, errorCode, retryAfter }: EdgeError): string {
  switch (code) {
    case 'http_401':
      return 'Twilio does not take the account SID and auth token. Copy both again from the first page of the Twilio Console, and run this again.';
    case 'http_403':
      return 'Twilio does not allow this with this account and token. A suspended account shows why in the Twilio Console.';
    case 'http_404':
      return 'Twilio knows no such thing in this account. See whether twilio.account_sid is the account that has the number.';
    case 'http_429':
      return `Twilio has been asked too often. Try again in ${retryAfter ? Math.ceil(retryAfter / 1000) : 60} seconds.`;
    case 'not_connected':
      return 'Twilio cannot be reached from this machine. See whether it has a way to the internet (DNS, firewall), then run this again.';
    case 'timed_out':
    case 'cut_off':
      return 'Twilio did not answer in time. Run this again in a minute.';
    default:
      if (code.startsWith('http_5'))
        return 'Twilio has trouble of its own. Try again in a few minutes; see status.twilio.com.';
      return `Twilio answered what was not expected (${[code, errorCode].filter(Boolean).join(', ')}).${errorCode ? ` What it means: https://www.twilio.com/docs/api/errors/${errorCode}` : ''}`;
  }
}
