import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { PerformDeps } from '../deps.ts';

/** Has the carrier ring a staff member's own phone. */
export async function placeCall(
  { rest }: PerformDeps,
  { call, from, to }: Extract<Claim, { act: 'place_call' }>,
): Promise<Outcome> {
  const { sid, status } = await rest.placeCall({ call, from, to });
  return { came: 'done', providerSid: sid, status };
}
