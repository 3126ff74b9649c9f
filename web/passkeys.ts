import { Refused } from './ask-server.ts';
import { say } from './words.ts';

type CreationOptions = PublicKeyCredentialCreationOptionsJSON;
type RequestOptions = PublicKeyCredentialRequestOptionsJSON;

/**
 * Whether this browser makes passkeys for this page: none does for a bare IP address, whatever it says (WebAuthn, 5.1.3).
 */
export const passkeysWork =
  isSecureContext &&
  typeof PublicKeyCredential === 'function' &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  !/^[\d.]+$|^\[/.test(location.hostname);

/** Lets the browser make a passkey, as the server asked for it; what the server is to be told. @throws Refused */
export async function makePasskey(options: unknown): Promise<object> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as CreationOptions);
  return told(navigator.credentials.create({ publicKey }));
}

/** Lets somebody choose one of their passkeys and sign with it; what the server is to be told. @throws Refused */
export async function usePasskey(options: unknown): Promise<object> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as RequestOptions);
  return told(navigator.credentials.get({ publicKey }));
}

async function told(asked: Promise<Credential | null>): Promise<object> {
  const credential = await asked.catch(refused);
  if (credential instanceof PublicKeyCredential) return credential.toJSON();
  throw new Refused(0, 'no-passkey', say('passkey_not_used'));
}

/** What browsers say of it is for developers, and does not tell apart who closed the window and who has no passkey. */
function refused(error: unknown): never {
  const known = error instanceof DOMException && error.name === 'InvalidStateError';
  throw new Refused(0, 'no-passkey', say(known ? 'passkey_known' : 'passkey_not_used'));
}

/** A name to begin with: what this device is, as far as a browser tells. */
export function deviceName(): string {
  return /iPhone|iPad|Android|Mac|Windows|Linux/.exec(navigator.userAgent)?.[0] ?? '';
}
