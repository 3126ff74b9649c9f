import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { PerformDeps } from '../deps.ts';

/** Asks Twilio what became of a call. */
export async function askCall(
  { rest }: PerformDeps,
  { sid }: Extract<Claim, { act: 'ask_call' }>,
): Promise<Outcome> {
  return { came: 'learned', learned: { of: 'call', call: await rest.call(sid) } };
}
