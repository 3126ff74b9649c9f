import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { PerformDeps } from '../deps.ts';
import { alertMessage } from './send-alert.ts';

/** Asks whoever was to send a text or an alert whether it has. */
export async function findText(
  { sms, alerts, config }: PerformDeps,
  { effect, wanted }: Extract<Claim, { act: 'find' }>,
): Promise<Outcome> {
  const { since } = wanted;
  if ('text' in wanted) {
    return { came: 'learned', learned: { of: 'texts', texts: await sms.find(wanted.text, since) } };
  }
  const { target, staff } = wanted.alert;
  const to = { staff, member: config().staff[staff] };
  const texts = await alerts.find(target, alertMessage(config(), effect, wanted.alert), to, since);
  return { came: 'learned', learned: { of: 'texts', texts } };
}
