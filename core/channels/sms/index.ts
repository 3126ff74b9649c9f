import type { TwilioRest } from '../../twilio/rest.ts';
import type { Channel } from '../contract.ts';

/** Text messages over Twilio. */
export function createSms(rest: TwilioRest): Channel {
  return {
    send: text => rest.sendText(text),
    find: ({ from, to, body }, since) => rest.textsLike({ from, to, bodies: [body] }, since),
  };
}
