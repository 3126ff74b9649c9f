/** As the 2010 API writes times: `Fri, 20 Nov 2026 09:00:00 +0000`. Its clock shows whole seconds. */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

export function rfc2822OrNull(at: number | null): string | null {
  return at === null ? null : rfc2822(at);
}
