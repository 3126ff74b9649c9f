import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Addresses of one's own machine and networks, where an https proxy stands. */
const NEARBY = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;

/**
 * Where a request came from. Behind one's own proxy that is the last address in X-Forwarded-For, which the proxy itself
 * added; from anywhere else the header is somebody's claim and is not read.
 */
export function clientAddress(c: Context): string {
  const peer = (getConnInfo(c).remote.address ?? '').replace(/^::ffff:/i, '');
  if (!NEARBY.test(peer)) return peer;
  const told = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return isIP(told) ? told : peer;
}
