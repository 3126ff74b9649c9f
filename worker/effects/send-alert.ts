import { isAlertTarget } from '../../core/alerts/index.ts';
import { EdgeError } from '../../core/errors.ts';
import type { Claim } from '../../core/flows/claim-effect.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import { textsOf } from '../../core/texts/texts.ts';
import type { PerformDeps } from '../deps.ts';

export async function sendAlert(
  deps: PerformDeps,
  { effect, alert }: Extract<Claim, { act: 'alert' }>,
): Promise<Outcome> {
  const config = deps.config();
  const member = config.staff[alert.staff];
  if (!member || !isAlertTarget(alert.target)) {
    throw new EdgeError('no_such_target', { sent: 'no', permanent: true });
  }
  const { sid } = await deps.alerts[alert.target].send(
    {
      effect,
      from: alert.from,
      sender: config.practice.sender,
      urgent: alert.urgent,
      count: alert.count,
      words: textsOf(alert.language, config.texts).staff,
    },
    { phone: member.phone, email: member.email },
  );
  return { came: 'done', providerSid: sid, status: null };
}
