import { asTyped } from '../../core/rules/as-typed.ts';
import { keyLines } from '../../core/rules/key-sheet.ts';
import { wrapped } from '../terminal.ts';

/** What the sheet is for: a practice, its address, and the key of its database and backups as hex. */
export interface OnSheet {
  practice: string;
  address: string;
  key: string;
  /** Whether it will run in containers again: commands are typed in another way then. */
  compose: boolean;
}

/** The page to print or to write down: without it, a lost server is a lost practice. Plain text, 80 columns. */
export function recoverySheet({ practice, address, key, compose }: OnSheet): string {
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
    ...LOST.map(line => `  ${asTyped(line, compose)}`),
    rule,
  ];
  return `${lines.join('\n')}\n`;
}

const LOST = [
  '1. Set up a new server with the same version of Second Ring.',
  '2. Run ./setup --type-key. It asks for the four lines; the last two digits',
  '   of each tell whether it was typed right. Then it asks for the rest.',
  '3. Put the newest backup into data/backups, and restore it before anything',
  '   is started, as docs/backups.md says:',
  '   second-ring restore NAME.backup',
  '4. Let the name of the old server point to the new one, and start it.',
  '5. Ask what is left to do:',
  '   second-ring doctor',
];
