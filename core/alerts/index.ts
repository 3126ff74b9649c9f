import type { TargetLine } from './contract.ts';
import { emailSettings } from './email/settings.ts';
import { ntfySettings } from './ntfy/settings.ts';
import { webhookSettings } from './webhook/settings.ts';

/** Every alert target: a line each, loaded only where it is used. Their blocks of the configuration come from here. */
export const ALERT_TARGETS = {
  sms: line<never>({
    settings: null,
    address: 'phone',
    load: async ({ rest }) => (await import('./sms/index.ts')).createSmsAlerts(rest),
  }),
  email: line({
    settings: emailSettings,
    address: 'email',
    load: async deps => (await import('./email/index.ts')).createEmailAlerts(deps),
  }),
  ntfy: line({
    settings: ntfySettings,
    address: 'ntfy',
    load: async deps => (await import('./ntfy/index.ts')).createNtfyAlerts(deps),
  }),
  webhook: line({
    settings: webhookSettings,
    address: null,
    load: async deps => (await import('./webhook/index.ts')).createWebhookAlerts(deps),
  }),
};

export type AlertTargetName = keyof typeof ALERT_TARGETS;

type Lines = typeof ALERT_TARGETS;

/** What the configuration holds for each target that has settings; null where its block is left out. */
export type AlertSettings = {
  [N in AlertTargetName as SettingsOf<Lines[N]> extends never ? never : N]: SettingsOf<Lines[N]> | null;
};

/** Keys that targets add to a staff member. */
export type MemberKey = { [N in AlertTargetName]: MembersOf<Lines[N]> }[AlertTargetName];

type SettingsOf<L> = L extends TargetLine<infer S, infer _> ? S : never;
type MembersOf<L> = L extends TargetLine<infer _, infer M> ? M : never;

/** Whether a name in the configuration is a target that exists. */
export function isAlertTarget(name: string): name is AlertTargetName {
  return Object.hasOwn(ALERT_TARGETS, name);
}

/** A line, whatever its settings. */
export function targetLine(name: AlertTargetName): TargetLine<unknown, string> {
  return ALERT_TARGETS[name] as TargetLine<unknown, string>;
}

function line<S, M extends string = never>(written: TargetLine<S, M>): TargetLine<S, M> {
  return written;
}
