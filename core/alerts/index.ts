import type { TwilioRest } from '../twilio/rest.ts';
import type { AlertTarget } from './contract.ts';

/** Every alert target: a line each, loaded only where it is used. */
export const ALERT_TARGETS = {
  sms: {
    load: async (rest: TwilioRest): Promise<AlertTarget> =>
      (await import('./sms/index.ts')).createSmsAlerts(rest),
  },
};

export type AlertTargetName = keyof typeof ALERT_TARGETS;

/** Whether a name in the configuration is a target that exists. */
export function isAlertTarget(name: string): name is AlertTargetName {
  return Object.hasOwn(ALERT_TARGETS, name);
}
