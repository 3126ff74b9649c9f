import { createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { allOf, eraseContactWhole } from '../../core/flows/contact-erased.ts';
import { type Exported, exportContact } from '../../core/flows/contact-exported.ts';
import { soundName } from '../../core/rules/contact-export.ts';
import { formatPhone } from '../../core/rules/phone.ts';
import { COMMAND } from '../../core/store/audit.ts';
import { contentsOfContact, type KeptOf } from '../../core/store/kept-of.ts';
import type { Language } from '../../core/texts/texts.ts';
import { askYes } from '../ask-yes.ts';
import { counted } from '../open-config.ts';
import { type Queue, withQueue } from '../open-queue.ts';
import { Refusal } from '../refusal.ts';
import { shown, wrapped } from '../terminal.ts';
import { typedHere } from '../typed-here.ts';
import { findContact } from './find-contact.ts';

const ID = 'the id of theirs or of an entry of theirs; left out, their number is asked for';

/** `second-ring contact`: all that is kept of one person. */
export function contactCommand(): Command {
  const contact = new Command('contact').description('find, export or erase what is kept of one person');
  contact.addCommand(findCommand());
  contact.addCommand(exportCommand());
  contact.addCommand(eraseCommand());
  return contact;
}

function findCommand(): Command {
  return new Command('find')
    .description('say how much is kept of somebody, and under which id')
    .argument('[ID]', ID)
    .action(async (written: string | undefined, _options: unknown, command: Command) => {
      await withQueue(command, async queue => {
        const { id, held_at } = await findContact(queue, written);
        const kept = await contentsOfContact(queue.store.read, id);
        const held =
          held_at === null ? [] : wrapped('There is a legal hold on them: nothing of theirs is erased.');
        process.stdout.write(`${[id, ...wrapped(keptInWords(kept)), ...held].join('\n')}\n`);
      });
    });
}

function exportCommand(): Command {
  return new Command('export')
    .description('write all that is kept of somebody into a folder: a page to read, JSON, and the voicemails')
    .argument('[ID]', ID)
    .requiredOption('--to <FOLDER>', 'a new folder; it can be read by you alone')
    .addOption(new Option('--language <LANGUAGE>', 'of the page').choices(['en', 'es']).default('en'))
    .action(
      async (
        written: string | undefined,
        { to, language }: { to: string; language: Language },
        command: Command,
      ) => {
        const folder = resolve(to);
        if (existsSync(folder)) throw new Refusal(`${to} is there already; name a folder that is not.`);
        await withQueue(command, async queue => {
          const { id } = await findContact(queue, written);
          const now = Temporal.Now.instant().epochMilliseconds;
          const asked = { by: COMMAND, contact: id, language };
          const exported = await exportContact({ ...queue, now }, asked);
          const sounds = await writeWhole(folder, exported).catch(error => {
            const { code = 'an error' } = error as { code?: string };
            throw new Refusal(`${to} cannot be written (${code}). What was written of it is deleted again.`);
          });
          const voicemails = sounds > 0 ? ` and ${counted(sounds, 'voicemail')} beside them` : '';
          process.stdout.write(
            `${wrapped(`Written into ${to}: contact.html to read or print, contact.json for programs${voicemails}. They are not encrypted: give them to whoever they are for, and delete them.`).join('\n')}\n`,
          );
        });
      },
    );
}

/** All of it, or nothing: half of somebody's words in a folder would be forgotten there. */
async function writeWhole(folder: string, exported: Exported): Promise<number> {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  mkdirSync(folder, { mode: 0o700 });
  try {
    return await writeInto(folder, exported);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Files that nobody else can read. How many voicemails there were. */
async function writeInto(folder: string, { kept, json, page, sound }: Exported): Promise<number> {
  const into = (name: string) => createWriteStream(join(folder, name), { mode: 0o600, flags: 'wx' });
  await pipeline(Readable.from([json]), into('contact.json'));
  await pipeline(Readable.from(page()), into('contact.html'));
  let count = 0;
  for (const [n, { id, state }] of kept.voicemails.entries()) {
    if (state !== 'stored') continue;
    await pipeline(Readable.from(sound(id)), into(soundName(n)));
    count += 1;
  }
  return count;
}

function eraseCommand(): Command {
  return new Command('erase')
    .description('erase somebody at once, here and at Twilio, after a yes')
    .argument('[ID]', ID)
    .option('--yes', 'without asking')
    .action(async (written: string | undefined, { yes }: { yes?: true }, command: Command) => {
      await withQueue(command, async queue => {
        const { store, config } = queue;
        const contact = await findContact(queue, written);
        const kept = await contentsOfContact(store.read, contact.id);
        const { practice } = config;
        const who = contact.phone
          ? formatPhone(contact.phone, practice.country)
          : 'a contact without a number';
        const warned = [
          `This erases ${shown(who)}: ${keptInWords(kept)}`,
          'It goes here and at Twilio, for good. Backups that were made before hold it until they are thrown away. An opt-out stays known, by a hash of the number.',
        ];
        process.stdout.write(`${warned.flatMap(words => wrapped(words)).join('\n')}\n`);
        const goes =
          yes || (await askYes('Erase all of it?', typedHere('second-ring contact erase ID --yes')));
        if (!goes) throw new Refusal('Nothing was erased.');
        await eraseIt(queue, contact.id, kept);
      });
    });
}

async function eraseIt(
  { store, config }: Queue,
  contact: Parameters<typeof contentsOfContact>[1],
  kept: KeptOf,
): Promise<void> {
  const by = COMMAND;
  await eraseContactWhole(
    flow => store.write(flow),
    () => config,
    // What came in while the question stood there is not erased unseen.
    { by, contact, seen: allOf(kept) },
  );
  // While the server reads all the time, the worker empties the log in the night at the latest.
  await store.emptyLog();
  process.stdout.write('Erased. The worker deletes it at Twilio in the next minutes.\n');
}

/** `3 entries (1 not handled, 1 crisis), 12 texts, ...` */
export function keptInWords({ open, crises, typed, ...kept }: KeptOf): string {
  const about = [
    ...(open > 0 ? [`${open} not handled yet`] : []),
    ...(crises > 0 ? [counted(crises, 'crisis', 'crises')] : []),
  ];
  const all = [
    `${counted(kept.entries, 'entry', 'entries')}${about.length > 0 ? ` (${about.join(', ')})` : ''}`,
    counted(kept.messages, 'text'),
    counted(kept.calls, 'call'),
    counted(kept.voicemails, 'voicemail'),
    counted(kept.forms, 'form'),
    counted(kept.consents, 'proof of consent', 'proofs of consent'),
  ];
  const stays =
    typed > 0
      ? ` Somebody typed this number in ${counted(typed, 'entry', 'entries')} of nobody known: what is in there stays, unless you confirm on the desk first that it is theirs.`
      : '';
  return `${all.join(', ')}.${stays}`;
}
