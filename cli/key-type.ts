import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { readKeyLine } from '../core/rules/key-sheet.ts';
import { AskedNoMore, type Lines, linesFrom } from './ask-lines.ts';
import { writeKeyFile } from './key-file.ts';
import { Refusal } from './refusal.ts';

/** `second-ring key type FILE`: a key from the recovery sheet, into a file. */
export function keyTypeCommand(): Command {
  return new Command('type')
    .description('type a key from the recovery sheet into a new key file')
    .argument('<FILE>', 'where to write it; it must not exist yet')
    .action(async (written: string) => {
      const file = resolve(written);
      if (existsSync(file)) {
        throw new Refusal(
          `${file} is there already, and may be the key to a database: it was left as it is.`,
        );
      }
      const lines = linesFrom(process.stdin, process.stdout);
      try {
        const key = await typedKey(lines);
        writeKeyFile(file, key);
        lines.say(`The key is in ${file}; only this user can read it.`);
      } catch (error) {
        if (!(error instanceof AskedNoMore)) throw error;
        throw new Refusal('\nNothing was written.');
      } finally {
        lines.close();
      }
    });
}

/** The key (64 hex digits) that somebody types from the recovery sheet. @throws AskedNoMore */
export async function typedKey(lines: Lines): Promise<string> {
  lines.say('Type the four lines as the sheet shows them; spaces do not matter.');
  const digits: string[] = [];
  while (digits.length < 4) {
    const typed = await lines.ask(`  line ${digits.length + 1} > `);
    const read = readKeyLine(digits.length, typed);
    if (read === null) {
      lines.say('  That is not as it was written: sixteen digits, and the two that tell. Once more.');
    } else digits.push(read);
  }
  return digits.join('');
}
