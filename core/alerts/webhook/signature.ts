import { createHmac } from 'node:crypto';

/**
 * The signature header of a body: `t=1795000000,v1=<hex>`, with a `v1` for each secret. Each is the HMAC-SHA256 of
 * `t`, a full stop and the body; `t` is the time in whole seconds, so that an old one can be told. `now` in epoch
 * milliseconds.
 */
export function signatureOf(secrets: readonly string[], now: number, body: string): string {
  const seconds = Math.floor(now / 1000);
  const signed = secrets.map(
    secret => `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
  );
  return [`t=${seconds}`, ...signed].join(',');
}
