import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { PerformDeps } from '../deps.ts';

/** Has the carrier ring a phone of staff, to ask whether somebody is there. */
export async function placeTestCall(
  { rest }: PerformDeps,
  { test, from, to }: Extract<Claim, { act: 'place_test_call' }>,
): Promise<Outcome> {
  const { sid, status } = await rest.placeTestCall({ test, from, to });
  return { came: 'done', providerSid: sid, status };
}
