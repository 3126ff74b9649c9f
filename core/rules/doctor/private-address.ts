/**
 * Addresses that the internet does not lead to: of one's own networks (RFC 1918, RFC 4193), of this machine, of one cable
 * (RFC 3927), and what carriers and VPNs share (RFC 6598).
 */
const PRIVATE =
  /^(?:0\.|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1?$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i;

export function isIpPrivate(address: string): boolean {
  return PRIVATE.test(address.replace(/^::ffff:(?=\d+\.)/i, ''));
}
