import webhooks from 'twilio/lib/webhooks/webhooks.js';

/** The parameters of a form POST; a name that came several times has several values. */
export type SignedParameters = Readonly<Record<string, string | string[]>>;

/** Whether a header may be a signature at all: 20 bytes in base64, as HMAC-SHA1 gives them. */
export function looksSigned(header: string): boolean {
  return /^[A-Za-z0-9+/]{27}=$/.test(header);
}

/**
 * Whether Twilio signed this request with one of our tokens (several while rotating).
 *
 * @param url what Twilio was configured with, built from `public_url` and never from a Host header
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function isSigned(
  tokens: readonly string[],
  url: string,
  parameters: SignedParameters,
  signature: string | undefined,
): boolean {
  if (!signature) return false;
  return tokens.some(token => {
    try {
      return webhooks.validateRequest(token, signature, url, parameters);
    } catch {
      // The library throws on URLs that it can't split; such a request was not signed by Twilio.
      return false;
    }
  });
}
