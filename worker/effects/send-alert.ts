import type { Claim } from '../../core/flows/claim-effect.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import { textsOf } from '../../core/texts/texts.ts';
import type { PerformDeps } from '../deps.ts';

export async function sendAlert(
  deps: PerformDeps,
  { effect, alert }: Extract<Claim, { act: 'alert' }>,
): Promise<Outcome> {
  const config = deps.config();
  const { target, staff, from, urgent, count, language } = alert;
  const words = textsOf(language, config.texts).staff;
  const { sid } = await deps.alert(
    target,
    { effect, from, sender: config.practice.sender, urgent, count, words },
    { staff, member: config.staff[staff] },
  );
  return { came: 'done', providerSid: sid, status: null };
}
