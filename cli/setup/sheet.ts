import { keyLines } from '../../core/rules/key-sheet.ts';
import { wrapped } from '../terminal.ts';

/** What the sheet is for: a practice, its address, and the key of its database and backups as hex. */
export interface OnSheet {
  practice: string;
  address: string;
  key: string;
}

/** The page to print or to write down: without it, a lost server is a lost practice. Plain text, 80 columns. */
export function recoverySheet({ practice, address, key }: OnSheet): string {
  const rule = '-'.repeat(72);
  const lines = [
    rule,
    'RECOVERY SHEET',
    ...wrapped(`Second Ring at ${practice}, ${address}`),
    '',
    ...wrapped(
      'Keep this on paper in a safe place away from the server, or in a password manager. Whoever has it and a copy of the data can read everything.',
    ),
    '',
    'The key of the database and of its backups (secrets/database_key)',
    '',
    ...keyLines(key).map(line => `    ${line}`),
    '',
    'If the server is lost',
    '',
    ...LOST.map(line => `  ${line}`),
    rule,
  ];
  return `${lines.join('\n')}\n`;
}

const LOST = [
  '1. Set up a new server with the same version of Second Ring.',
  '2. Type the key into its file: second-ring key type secrets/database_key',
  '   It asks for the four lines; the last two digits of each tell whether',
  '   it was typed right.',
  '3. Run ./setup: it asks for the rest and keeps that key.',
  '4. Restore the newest backup: second-ring restore FILE',
  '5. Ask what is left to do: second-ring doctor',
];
