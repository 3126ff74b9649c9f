import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { PerformDeps } from '../deps.ts';

export async function deleteRecording(
  { rest }: PerformDeps,
  { recordingSid }: Extract<Claim, { act: 'delete' }>,
): Promise<Outcome> {
  await rest.deleteRecording(recordingSid);
  return { came: 'done', providerSid: null, status: null };
}
