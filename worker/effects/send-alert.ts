import type { AlertMessage } from '../../core/alerts/contract.ts';
import type { Config } from '../../core/config/schema.ts';
import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { StaffAlert } from '../../core/flows/staff-alert.ts';
import type { EffectId } from '../../core/ids.ts';
import { textsOf } from '../../core/texts/texts.ts';
import type { PerformDeps } from '../deps.ts';

export async function sendAlert(
  { alerts, config }: PerformDeps,
  { effect, alert }: Extract<Claim, { act: 'alert' }>,
): Promise<Outcome> {
  const { target, staff } = alert;
  const to = { staff, member: config().staff[staff] };
  const { sid } = await alerts.send(target, alertMessage(config(), effect, alert), to);
  return { came: 'done', providerSid: sid, status: null };
}

/** An alert in the words of the configuration. */
export function alertMessage(config: Config, effect: EffectId, alert: StaffAlert): AlertMessage {
  const { from, urgent, again, count, sinceClosing, language } = alert;
  const words = textsOf(language, config.texts).staff;
  return { effect, from, sender: config.practice.sender, urgent, again, count, sinceClosing, words };
}
