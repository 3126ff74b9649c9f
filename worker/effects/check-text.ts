import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { PerformDeps } from '../deps.ts';

/** Asks Twilio what became of one text. */
export async function checkText(
  { rest }: PerformDeps,
  { sid }: Extract<Claim, { act: 'check' }>,
): Promise<Outcome> {
  return { came: 'learned', learned: { of: 'text', text: await rest.textStatus(sid) } };
}
