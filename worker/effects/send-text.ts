import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { PerformDeps } from '../deps.ts';

export async function sendText(
  { sms }: PerformDeps,
  { effect, from, to, body }: Extract<Claim, { act: 'text' }>,
): Promise<Outcome> {
  const { sid, status } = await sms.send({ effect, from, to, body });
  return { came: 'done', providerSid: sid, status };
}
