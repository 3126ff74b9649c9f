import type { z } from 'zod';
import type { MadePasskey } from '../../core/flows/second-factors.ts';
import { type BoundTo, keepChallenge, takeChallenge } from '../../core/store/challenges.ts';
import { passkeysOf } from '../../core/store/passkeys.ts';
import type { AuthParts } from './deps.ts';
import { AuthProblem } from './problem.ts';
import {
  type ASSERTION,
  creationOptions,
  newChallenge,
  type Proven,
  type REGISTRATION,
  type RelyingParty,
  readAssertion,
  readRegistration,
  relyingParty,
  requestOptions,
} from './webauthn.ts';

/** Somebody who is asked to prove something. */
export interface Asked {
  id: string;
  name: string;
  email: string;
}

/** Asks for a new passkey; answers with what the browser needs to make one. @throws AuthProblem */
export async function askForNew(parts: AuthParts, to: BoundTo, user: Asked) {
  const party = here(parts);
  const challenge = await asked(parts, to, user.id);
  const have = await passkeysOf(parts.store.read, user.id);
  return creationOptions({ party, challenge, practice: parts.config().practice.sender, user, have });
}

/** What a browser made of it. @throws AuthProblem when it is not what was asked for, or was answered before */
export async function answerForNew(
  parts: AuthParts,
  to: BoundTo,
  user: string,
  { name, passkey }: { name: string; passkey: z.output<typeof REGISTRATION> },
): Promise<MadePasskey> {
  const party = here(parts);
  const challenge = await parts.store.write(tx => takeChallenge(tx, to, user));
  const made = challenge === null ? null : await readRegistration(passkey, { party, challenge, name });
  if (!made) throw new AuthProblem('wrong-passkey');
  return made;
}

/** Asks for one of somebody's passkeys. `alone`: without a password beside it. @throws AuthProblem */
export async function askForOne(parts: AuthParts, to: BoundTo, user: string, alone: boolean) {
  const party = here(parts);
  const have = await passkeysOf(parts.store.read, user);
  const challenge = await asked(parts, to, user);
  return requestOptions({ party, challenge, have, alone });
}

/** Which passkey answered; null when none did as it was asked to. @throws AuthProblem */
export async function answerForOne(
  parts: AuthParts,
  to: BoundTo,
  user: string,
  { passkey, alone }: { passkey: z.output<typeof ASSERTION>; alone: boolean },
): Promise<Proven | null> {
  const party = here(parts);
  const challenge = await parts.store.write(tx => takeChallenge(tx, to, user));
  if (challenge === null) return null;
  const have = await passkeysOf(parts.store.read, user);
  return readAssertion(passkey, { party, challenge, user, have, alone });
}

async function asked({ store, random }: AuthParts, to: BoundTo, user: string): Promise<string> {
  const challenge = newChallenge(random);
  await store.write(tx => keepChallenge(tx, to, { user, challenge }));
  return challenge;
}

function here({ config }: AuthParts): RelyingParty {
  const party = relyingParty(config().practice.public_url);
  if (!party) throw new AuthProblem('no-passkeys-here');
  return party;
}
