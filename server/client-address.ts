import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Addresses of one's own machine and networks, where an https proxy stands; 100.64/10 is what VPNs hand out (RFC 6598). */
const NEARBY =
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;

/** Whether an address is of one's own machine or networks. */
export function isNearby(address: string): boolean {
  return NEARBY.test(address);
}

/**
 * Where a request came from. Behind one's own proxy that is the last address in X-Forwarded-For, which the proxy itself
 * added; from anywhere else the header is somebody's claim and is not read.
 */
export function clientAddress(c: Context): string {
  const peer = (getConnInfo(c).remote.address ?? '').replace(/^::ffff:/i, '');
  if (!isNearby(peer)) return peer;
  const told = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return isIP(told) ? told : peer;
}
