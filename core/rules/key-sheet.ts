/*
 * A key as a person writes it down and types it again: four lines of sixteen hex digits in groups of four, each line with two
 * digits that tell whether it was typed right.
 */

const LINES = 4;
const A_LINE = 16;

/** A key (32 bytes as hex) as lines: `1  3f9a 07c2 88d1 4be6  71`. */
export function keyLines(key: string): string[] {
  return Array.from({ length: LINES }, (_, i) => {
    const digits = key.slice(i * A_LINE, (i + 1) * A_LINE).toLowerCase();
    const groups = digits.match(/.{4}/g) ?? [];
    return `${i + 1}  ${groups.join(' ')}  ${checkOf(i, digits)}`;
  });
}

/** Reads such lines again, however they are spaced. Names the first line that is not right. */
export function readKeyLines(typed: string): { key: string } | { wrong: number } | 'not four lines' {
  const lines = typed.split(/\r?\n/).filter(line => line.trim() !== '');
  if (lines.length !== LINES) return 'not four lines';
  const digits: string[] = [];
  for (const [i, line] of lines.entries()) {
    const read = readKeyLine(i, line);
    if (read === null) return { wrong: i + 1 };
    digits.push(read);
  }
  return { key: digits.join('') };
}

/** The digits of one line (counted from 0), or null when it was not typed as it was written. */
export function readKeyLine(index: number, typed: string): string | null {
  // People read 0 as O and 1 as l; neither letter is a hex digit.
  const plain = typed.toLowerCase().replaceAll('o', '0').replaceAll(/[il]/g, '1').replaceAll(/[\s-]/g, '');
  const parts = /^(\d)?([0-9a-f]{16})(\d\d)$/.exec(plain);
  if (!parts) return null;
  const [, number, digits = '', check] = parts;
  if (number !== undefined && number !== String(index + 1)) return null;
  return check === checkOf(index, digits) ? digits : null;
}

/**
 * As bank account numbers have it (ISO 7064, MOD 97-10): finds every wrong digit and every two that were swapped, and with
 * the number of the line in it, lines in the wrong order.
 */
function checkOf(index: number, digits: string): string {
  const number = BigInt(`0x${index + 1}${digits}`) * 100n;
  return String(98n - (number % 97n)).padStart(2, '0');
}
