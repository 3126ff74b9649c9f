import { isIP } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';

/** What stands at an https address, seen from here. `until` in epoch milliseconds. */
export type Certificate =
  | { reached: false }
  /**
   * `trusted`: whether it is in time, for this name, and from somebody whom everybody trusts. `why` not, as node:tls calls
   * it: CERT_HAS_EXPIRED, ERR_TLS_CERT_ALTNAME_INVALID and others.
   */
  | { reached: true; trusted: boolean; why: string | null; until: number };

/** How long an address may take to show its certificate, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Looks at the certificate of an https address as a stranger would, and says nothing there. Null for an address without
 * one. `ca` instead of those that everybody trusts is for tests.
 */
export async function certificateOf(
  address: string,
  { patience = PATIENCE, ca }: { patience?: number; ca?: string } = {},
): Promise<Certificate | null> {
  const { protocol, hostname, port } = new URL(address);
  if (protocol !== 'https:') return null;
  const host = hostname.replace(/^\[|\]$/g, '');
  const options: ConnectionOptions = {
    host,
    port: Number(port || 443),
    // One that is not trusted has to be looked at, too.
    rejectUnauthorized: false,
    ...(isIP(host) ? {} : { servername: host }),
    ...(ca === undefined ? {} : { ca }),
  };
  const { promise, resolve } = Promise.withResolvers<Certificate>();
  const socket = connect(options, () => {
    const until = Date.parse(socket.getPeerCertificate().valid_to);
    // A code, whatever the types say of it.
    const why = socket.authorized ? null : String(socket.authorizationError);
    resolve({ reached: true, trusted: socket.authorized, why, until });
  });
  socket.on('error', () => resolve({ reached: false }));
  socket.on('close', () => resolve({ reached: false }));
  socket.setTimeout(patience, () => resolve({ reached: false }));
  // A name that is looked up without end is no timeout of the socket's.
  const late = setTimeout(() => resolve({ reached: false }), patience);
  const seen = await promise;
  clearTimeout(late);
  socket.destroy();
  return seen;
}
