import type { TwilioRest } from '../twilio/rest.ts';
import type { Channel } from './contract.ts';

/** Every channel: a line each, loaded only where it is used. */
export const CHANNELS = {
  sms: {
    load: async (rest: TwilioRest): Promise<Channel> => (await import('./sms/index.ts')).createSms(rest),
  },
};
