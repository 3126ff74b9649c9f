import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { systemClock } from '../../core/clock.ts';
import type { Config } from '../../core/config/schema.ts';
import { systemRandom } from '../../core/ids.ts';
import { changesAnything, planConnection } from '../../core/rules/connect-plan.ts';
import { fallbackIs } from '../../core/rules/connecting.ts';
import { isLoopback } from '../../core/rules/loopback.ts';
import { DATABASE_FILE, openStore } from '../../core/store/store.ts';
import { type AccountSettings, accountSettings } from '../../core/twilio/account.ts';
import { fallbackTwiml } from '../../core/twilio/fallback.ts';
import { numberUrls } from '../../core/twilio/urls.ts';
import { askYes } from '../ask-yes.ts';
import { audited } from '../audited.ts';
import { configPath, openConfig } from '../open-config.ts';
import { Refusal, sentenceFor } from '../refusal.ts';
import { wrapped } from '../terminal.ts';
import { fromTwilio } from '../twilio-trouble.ts';
import { typedHere } from '../typed-here.ts';
import { type Before, readBefore, withBefore, writeBefore } from './before.ts';
import { type CarriedOut, carryOut, type Work } from './carry-out.ts';
import { planInWords } from './show.ts';
import { leftToUndo, planUndo, undoInWords } from './undo.ts';

const INCOMPLETE = 1;

interface Options {
  yes?: true;
  dryRun?: true;
  undo?: true;
  fallback?: true;
}

/** `second-ring connect`: has calls and texts of the lines come here, after a yes. */
export function connectCommand(): Command {
  return new Command('connect')
    .description('show what would be changed at Twilio for your lines, and change it after a yes')
    .option('--dry-run', 'only show it')
    .option('--yes', 'change it without asking')
    .option('--undo', 'put back what stood at Twilio before the first change')
    .option('--fallback', 'print what a TwiML Bin should hold for when we cannot be reached')
    .action(async (options: Options, command: Command) => {
      const config = openConfig(configPath(command));
      if (options.fallback) return say(fallbackTwiml(config).replaceAll(/(?<=>)(?=<)/g, '\n'));
      refuseUnreachable(config);
      const { account_sid, auth_token, api_url } = config.twilio;
      const account = {
        accountSid: account_sid,
        authToken: auth_token[0] ?? '',
        apiUrl: api_url,
        publicUrl: config.practice.public_url,
      };
      const rest = accountSettings(() => account, fetch);
      const whole = await (options.undo ? undo : connect)(rest, config, options);
      if (!whole) process.exitCode = INCOMPLETE;
    });
}

async function connect(rest: AccountSettings, config: Config, options: Options): Promise<boolean> {
  const at = await whatStands(rest);
  const urls = numberUrls(config.practice.public_url);
  const plan = planConnection(config.lines, at, { ...urls, fallback: config.twilio.fallback_url });
  for (const line of planInWords(plan)) say(line);
  const present = plan.lines.every(({ sid, cannot }) => sid !== null && cannot.length === 0);
  if (!changesAnything(plan)) {
    if (present) say('Everything is set. Try it: second-ring test-call');
    sayFallback(config, at);
    return present;
  }
  if (!(await isWanted(options, typedHere('second-ring connect --yes')))) return true;
  const work: Work = {
    numbers: plan.lines.flatMap(({ number, sid, changes }) =>
      sid === null ? [] : [{ number, sid, changes }],
    ),
    services: plan.services.map(({ sid, name }) => ({ sid, name, byNumber: true })),
  };
  keep(config, withBefore(readBefore(config.storage.path), standing(config, work)));
  const done = await carryOut(rest, work, say);
  await audit(config, done);
  say(
    done.whole
      ? 'Done. `second-ring connect --undo` puts back what stood there before. Try it now: second-ring test-call'
      : 'Not all of it could be done. Run this again: it shows what is left.',
  );
  sayFallback(config, at);
  return done.whole && present;
}

async function undo(rest: AccountSettings, config: Config, options: Options): Promise<boolean> {
  const before = readBefore(config.storage.path);
  if (!before) throw new Refusal('Nothing is kept that could be put back: connect has changed nothing here.');
  const work = planUndo(before, config.twilio.account_sid, await whatStands(rest));
  for (const line of undoInWords(work)) say(line);
  if (work.services.length === 0 && work.numbers.every(({ changes }) => changes.length === 0)) {
    say('Everything stands as it was before.');
    return true;
  }
  if (!(await isWanted(options, typedHere('second-ring connect --undo --yes')))) return true;
  const done = await carryOut(rest, work, say);
  await audit(config, done);
  keep(config, leftToUndo(before, work, done));
  say(
    done.whole
      ? 'Done. Calls and texts no longer come here.'
      : 'Not all of it could be put back. Run this again.',
  );
  return done.whole;
}

async function whatStands(rest: AccountSettings) {
  const [numbers, services] = await fromTwilio(() => Promise.all([rest.numbers(), rest.services()]));
  return { numbers, services };
}

async function isWanted(options: Options, instead: string): Promise<boolean> {
  if (options.dryRun) {
    say('Nothing was changed.');
    return false;
  }
  if (options.yes || (await askYes('Change this at Twilio?', instead))) return true;
  say('Nothing was changed.');
  return false;
}

/** Twilio can ask no address that only this machine has. */
function refuseUnreachable({ practice, twilio }: Config): void {
  const { hostname } = new URL(practice.public_url);
  if (twilio.api_url !== null || !isLoopback(hostname)) return;
  throw new Refusal(
    `practice.public_url is ${practice.public_url}, which only this machine itself can reach. Twilio needs the https address of this installation. Nothing was changed.`,
  );
}

/** What stands at Twilio now, of what is about to be changed. */
function standing(config: Config, { numbers, services }: Work): Before {
  return {
    account: config.twilio.account_sid,
    numbers: Object.fromEntries(
      numbers
        .filter(({ changes }) => changes.length > 0)
        .map(({ number, changes }) => [
          number,
          Object.fromEntries(changes.map(({ setting, from }) => [setting, from])),
        ]),
    ),
    services: Object.fromEntries(services.map(({ sid, byNumber }) => [sid, !byNumber])),
  };
}

function keep(config: Config, before: Before | null): void {
  mkdirSync(config.storage.path, { recursive: true, mode: 0o700 });
  writeBefore(config.storage.path, before);
}

/** Where there is a database already, its audit log says that the lines were led elsewhere. */
async function audit({ storage: { path: folder, key } }: Config, { numbers }: CarriedOut): Promise<void> {
  if (numbers.length === 0 || !existsSync(join(folder, DATABASE_FILE))) return;
  try {
    const store = openStore({ folder, key, clock: systemClock, random: systemRandom, migrates: false });
    try {
      await store.write(async tx => {
        for (const number of numbers) await audited(tx, 'line_connected', number);
      });
    } finally {
      await store.close();
    }
  } catch (error) {
    say(`It could not be written into the audit log: ${sentenceFor(error)}`);
  }
}

function sayFallback(config: Config, { numbers }: Awaited<ReturnType<typeof whatStands>>): void {
  const { public_url } = config.practice;
  const covered = config.lines.every(line => {
    const set = numbers.find(({ number }) => number === line.number)?.settings.voice_fallback_url ?? '';
    return fallbackIs(config.twilio.fallback_url ?? set, public_url) === 'elsewhere';
  });
  if (covered) return;
  say('');
  say(
    'While this installation cannot be reached, callers hear that an application error has occurred. Better: make a TwiML Bin in the Twilio Console with what `second-ring connect --fallback` prints, write its address into the configuration as twilio.fallback_url, and run this again.',
  );
}

function say(sentence: string): void {
  const words = typedHere(sentence);
  const lines =
    words.length > 80 && !words.startsWith(' ') && !words.includes('\n') ? wrapped(words) : [words];
  process.stdout.write(`${lines.join('\n')}\n`);
}
