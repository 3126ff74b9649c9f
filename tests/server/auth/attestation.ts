import { createPrivateKey, sign } from 'node:crypto';

/*
 * A maker's certificate that nobody has made: O=Invented, OU=Authenticator Attestation, good from 20 November 2026 for a
 * hundred years, with an address at which to ask whether it was revoked; and its key, which opens nothing.
 */
const CERTIFICATE =
  'MIICGDCCAb6gAwIBAgIBATAKBggqhkjOPQQDAjBXMQswCQYDVQQGEwJVUzERMA8GA1UECgwISW52ZW50ZWQxIjAgBgNVBAsMGUF1dGhlbnRpY2F0b3IgQXR0ZXN0YXRpb24xETAPBgNVBAMMCEludmVudGVkMCAXDTI2MTEyMDE2MTg0NFoYDzIxMjYxMDI3MTYxODQ0WjBXMQswCQYDVQQGEwJVUzERMA8GA1UECgwISW52ZW50ZWQxIjAgBgNVBAsMGUF1dGhlbnRpY2F0b3IgQXR0ZXN0YXRpb24xETAPBgNVBAMMCEludmVudGVkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELizkDQnddcx39rc01hNq+aVyjrLCArkyiEU68/xWFTNOfIWZNBTCGHUjWjxaccCcU/H0wFBTeUODQ0XeFOTQ8aN5MHcwHQYDVR0OBBYEFKHf+6yvuKkLG2blDQwVx9LLZTv8MB8GA1UdIwQYMBaAFKHf+6yvuKkLG2blDQwVx9LLZTv8MAwGA1UdEwEB/wQCMAAwJwYDVR0fBCAwHjAcoBqgGIYWaHR0cDovLzEyNy4wLjAuMTo5L2NybDAKBggqhkjOPQQDAgNIADBFAiAsqmFyyK3fGPxzfNY0tCQZaVR4R1iA/Jlzfva/RcWyJgIhAOKPqDjtzOr8VO57kkhQB5xUQN+7QjIbubIQ7NF85i2e';
const KEY =
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGqiSxtH5nGdulztRo86geaEBT3m+Ca3oU3pV9KDavbahRANCAAQuLOQNCd11zHf2tzTWE2r5pXKOssICuTKIRTrz/FYVM058hZk0FMIYdSNaPFpxwJxT8fTAUFN5Q4NDRd4U5NDx';

/** ES256 (RFC 9053, 2.1). */
const ES256 = -7;

/** What an authenticator's maker vouches for, with the certificate (WebAuthn, 8.2). */
export function vouched(signed: Buffer): { fmt: string; attStmt: Map<string, unknown> } {
  const key = createPrivateKey({ key: Buffer.from(KEY, 'base64'), format: 'der', type: 'pkcs8' });
  return {
    fmt: 'packed',
    attStmt: new Map<string, unknown>([
      ['alg', ES256],
      ['sig', sign('sha256', signed, key)],
      ['x5c', [Buffer.from(CERTIFICATE, 'base64')]],
    ]),
  };
}
