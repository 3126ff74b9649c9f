/** Whether a host name, as `URL` writes it or alone, means this machine itself: what goes there crosses no wire. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
