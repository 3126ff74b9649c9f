import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Command } from 'commander';
import { asTyped } from '../../core/rules/as-typed.ts';
import { AskedNoMore, type Lines, linesFrom } from '../ask-lines.ts';
import { typedKey } from '../key-type.ts';
import { configPath, nameOf } from '../open-config.ts';
import { Refusal } from '../refusal.ts';
import type { Answers } from './answers.ts';
import { readAnswersFile } from './answers-file.ts';
import { askAll } from './ask-all.ts';
import { readAnswers } from './check-answers.ts';
import { configText } from './config-text.ts';
import { foundHere } from './found-here.ts';
import { AUTH_TOKEN, DATABASE_KEY, type Layout } from './layout.ts';
import { nextSteps } from './next-steps.ts';
import { recoverySheet } from './sheet.ts';
import { type ToWrite, writeFiles } from './write-files.ts';

interface Options {
  answers?: string;
  compose?: true;
  typeKey?: true;
}

/** `second-ring setup`: asks the few things it must, and writes the configuration, the secrets and the key. */
export function setupCommand(): Command {
  return new Command('setup')
    .description('ask what is needed, and write config.yaml, the secrets and the key')
    .option('--answers <FILE>', 'a YAML file with the answers instead of questions (- reads standard input)')
    .option('--type-key', 'on a new server: ask for the key on the recovery sheet instead of making one')
    .option('--compose', 'for Docker Compose: what it needs is written as well')
    .action(async (options: Options, command: Command) => {
      await setUp(configPath(command), options);
    });
}

async function setUp(file: string, { answers: given, compose, typeKey }: Options): Promise<void> {
  if (given !== undefined && typeKey) throw new Refusal('Say either --answers or --type-key.');
  const layout: Layout = compose ? 'compose' : 'node';
  const folder = dirname(file);
  if (existsSync(file)) {
    process.stdout.write(
      asTyped(
        `${nameOf(file)} is there already and was left as it is. Change it with any editor, then ask whether it is right, and what is still missing:\n  second-ring config check\n  second-ring doctor\n`,
        layout === 'compose',
      ),
    );
    return;
  }
  const here = foundHere(folder, typeKey);
  const known = here.token === null ? {} : { auth_token: here.token };
  let key = here.key ?? randomBytes(32).toString('hex');
  const lines = given === undefined ? linesFrom(process.stdin, process.stdout) : null;
  try {
    if (lines && typeKey && here.key === null) key = await typedKey(lines);
    const answers = lines ? await byHand(lines, known, here.key !== null) : fromFile(given ?? '', known);
    const kept = writeFiles(folder, layout, toWrite(file, layout, answers, key));
    say(written(kept, layout));
    if (lines)
      say(
        recoverySheet({
          practice: answers.name,
          address: `https://${answers.address}`,
          key,
          compose: layout === 'compose',
        }),
      );
    say(`Next:\n\n${nextSteps(layout, answers)}\n`);
  } catch (error) {
    if (!(error instanceof AskedNoMore)) throw error;
    throw new Refusal('\nNothing was written. Run this again whenever you like.');
  } finally {
    lines?.close();
  }
}

async function byHand(lines: Lines, known: Partial<Answers>, hasKey: boolean): Promise<Answers> {
  lines.say('This asks a few questions and then writes config.yaml, the secrets and a key.');
  lines.say('Nothing is written before the last one; Ctrl-C leaves everything as it is.');
  if (known.auth_token !== undefined) lines.say('The auth token is kept from secrets/twilio_auth_token.');
  if (hasKey) lines.say('The key is kept from secrets/database_key.');
  const answers = await askAll(lines, known);
  refuseBroken(answers);
  lines.say('');
  const sure = (await lines.ask('Write it? [yes] > ')).trim();
  if (sure !== '' && !/^y(?:es)?$/i.test(sure)) throw new AskedNoMore();
  return answers;
}

function fromFile(file: string, known: Partial<Answers>): Answers {
  const { answers, warnings } = readAnswersFile(file, known);
  refuseBroken(answers);
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  return answers;
}

/** Each answer was judged alone; what they make together is judged once more before anything is written. */
function refuseBroken(answers: Answers): void {
  const reading = readAnswers(answers);
  if (!('errors' in reading)) return;
  const said = reading.errors.map(({ message }) => `  ${message}`).join('\n');
  throw new Refusal(`These answers do not go together; nothing was written.\n${said}`);
}

function toWrite(file: string, layout: Layout, answers: Answers, key: string): ToWrite {
  return {
    config: { name: basename(file), text: configText(answers, layout) },
    secrets: { [DATABASE_KEY]: `${key}\n`, [AUTH_TOKEN]: `${answers.auth_token}\n` },
    // Caddy asks for a certificate in this name.
    env: layout === 'compose' ? `SECOND_RING_DOMAIN=${answers.address}\n` : null,
  };
}

function written(kept: readonly string[], layout: Layout): string {
  const all = ['config.yaml', 'secrets/', ...(layout === 'compose' ? ['.env'] : [])];
  const rest = kept.length === 0 ? '' : `\nKept as it was: ${kept.join(', ')}.`;
  const env = kept.includes('.env')
    ? '\nSee to it that .env has the line SECOND_RING_DOMAIN with the name of this server.'
    : '';
  return `\nWritten: ${all.join(', ')}.${rest}${env}\n`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
