/** What a file begins with, so that spreadsheets read accents as what they are. */
export const CSV_START = '\uFEFF';

/**
 * A line of a CSV file (RFC 4180), its end included. A cell that a spreadsheet would take for a formula gets an apostrophe
 * first, as OWASP advises: whoever opens the file must not run what somebody else wrote.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
