import { isIP } from 'node:net';
import { z } from 'zod';
import type { MadePasskey } from '../../core/flows/second-factors.ts';
import type { Random } from '../../core/ids.ts';
import { CHALLENGE_EXPIRES } from '../../core/store/challenges.ts';
import type { PasskeyRow } from '../../core/store/schema.ts';

/*
 * SimpleWebAuthn reads what authenticators say and checks what they sign. It is imported when somebody first has to do with
 * a passkey.
 */

const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\w-]+$/);

/** WebAuthn, 4: at most 1,023 bytes. */
const CREDENTIAL = base64url(1_364);
const TRANSPORT = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);

/** EdDSA, ES256 and RS256 (RFC 9053): what authenticators have. Node.js calls those after quanta an experiment still. */
const ALGORITHMS = [-8, -7, -257];

/** What a browser's `PublicKeyCredential.toJSON()` gives for a new passkey; what nobody asked for is left out. */
export const REGISTRATION = z.object({
  id: CREDENTIAL,
  rawId: CREDENTIAL,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(2_000),
    attestationObject: base64url(6_000),
    // A browser may know of ways that this list does not.
    transports: z
      .array(TRANSPORT.or(z.string().max(40)))
      .max(10)
      .default([]),
  }),
});

/** The same for a passkey that signed something. */
export const ASSERTION = z.object({
  id: CREDENTIAL,
  rawId: CREDENTIAL,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(2_000),
    authenticatorData: base64url(2_000),
    signature: base64url(4_000),
    userHandle: z.string().max(200).nullish(),
  }),
});

/** Whom passkeys here are for: they are good on pages of this name alone. */
export interface RelyingParty {
  /** A domain. */
  id: string;
  origin: string;
}

/**
 * By the address that people open. Null where browsers make no passkeys: at a bare IP address, and without https but for
 * localhost (WebAuthn, 5.1.3 and 13.4.9).
 */
export function relyingParty(publicUrl: string): RelyingParty | null {
  const { hostname, origin, protocol } = new URL(publicUrl);
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return null;
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  return protocol === 'https:' || local ? { id: hostname, origin } : null;
}

export function newChallenge(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

/** What a browser needs to make a passkey: `PublicKeyCredentialCreationOptionsJSON`. */
export async function creationOptions({
  party,
  challenge,
  practice,
  user,
  have,
}: {
  party: RelyingParty;
  challenge: string;
  /** What the browser's own window calls the practice: others may see it, so it is the discreet name. */
  practice: string;
  user: { id: string; name: string; email: string };
  have: readonly PasskeyRow[];
}) {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  return generateRegistrationOptions({
    rpName: practice,
    rpID: party.id,
    userID: new TextEncoder().encode(user.id),
    userName: user.email,
    userDisplayName: user.name,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CHALLENGE_EXPIRES,
    // Which make it is is nobody's business here.
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: have.map(named),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
}

/** What a browser needs to use one of somebody's passkeys: `PublicKeyCredentialRequestOptionsJSON`. */
export async function requestOptions({
  party,
  challenge,
  have,
  alone,
}: {
  party: RelyingParty;
  challenge: string;
  have: readonly PasskeyRow[];
  /** Whether the passkey has to show by itself who holds it; behind a password it need not. */
  alone: boolean;
}) {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CHALLENGE_EXPIRES,
    allowCredentials: have.map(named),
    userVerification: alone ? 'required' : 'preferred',
  });
}

/** The passkey that a browser made, or null when it is not one that was asked for here and now. */
export async function readRegistration(
  response: z.output<typeof REGISTRATION>,
  { party, challenge, name }: { party: RelyingParty; challenge: string; name: string },
): Promise<MadePasskey | null> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  try {
    // A certificate names addresses to ask whether it was revoked: whoever sends one would have us call wherever they like.
    const object = decodeAttestationObject(Buffer.from(response.response.attestationObject, 'base64url'));
    if (object.get('attStmt').get('x5c') || !['none', 'packed'].includes(object.get('fmt'))) return null;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...response,
        response: { ...response.response, transports: [] },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      supportedAlgorithmIDs: ALGORITHMS,
      requireUserVerification: false,
    });
    if (!verified) return null;
    const { id, publicKey, counter } = registrationInfo.credential;
    const transports = response.response.transports.filter(one => TRANSPORT.safeParse(one).success);
    return { credential: id, publicKey, counter, transports, name };
  } catch {
    // The library throws at whatever is wrong, and its sentences repeat what was sent.
    return null;
  }
}

/** A passkey that signed what it was asked to, and its counter from then on. */
export interface Proven {
  passkey: PasskeyRow;
  counter: number;
}

/** Which of somebody's passkeys answered, or null when none did, or not here and now. */
export async function readAssertion(
  response: z.output<typeof ASSERTION>,
  {
    party,
    challenge,
    user,
    have,
    alone,
  }: { party: RelyingParty; challenge: string; user: string; have: readonly PasskeyRow[]; alone: boolean },
): Promise<Proven | null> {
  const passkey = have.find(({ credential }) => credential === response.id);
  const { userHandle } = response.response;
  if (!passkey || (userHandle && Buffer.from(userHandle, 'base64url').toString() !== user)) return null;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { clientDataJSON, authenticatorData, signature } = response.response;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...response,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: {
        id: passkey.credential,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
      requireUserVerification: alone,
    });
    return verified ? { passkey, counter: authenticationInfo.newCounter } : null;
  } catch {
    return null;
  }
}

function named({ credential, transports }: PasskeyRow) {
  return { id: credential, transports: JSON.parse(transports) };
}
