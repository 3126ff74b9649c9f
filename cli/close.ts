import { basename } from 'node:path';
import { Command } from 'commander';
import type { Config, LineConfig } from '../core/config/schema.ts';
import { lineCloses } from '../core/flows/line-closes.ts';
import { type Openness, openness } from '../core/flows/practice.ts';
import type { Phone } from '../core/ids.ts';
import { speakOpening } from '../core/rules/opening-words.ts';
import { formatPhone, parsePhone } from '../core/rules/phone.ts';
import { fill, textsOf } from '../core/texts/texts.ts';
import { audited } from './audited.ts';
import { readUntil } from './closing-time.ts';
import { withQueue } from './open-queue.ts';
import { Refusal } from './refusal.ts';
import { shown, wrapped } from './terminal.ts';

interface CloseOptions {
  until?: string;
  reopen?: true;
  line?: string;
}

/** `second-ring close --until TIME`, `second-ring close --reopen` */
export function closeCommand(): Command {
  return new Command('close')
    .description('close the lines until a time, whatever their hours say')
    .option('--until <TIME>', '"YYYY-MM-DD HH:MM", YYYY-MM-DD (as that day begins), or HH:MM today')
    .option('--reopen', 'let the hours count again')
    .option('--line <NUMBER>', 'one line only (else all of them)')
    .action(async (options: CloseOptions, command: Command) => {
      if ((options.until === undefined) === (options.reopen === undefined)) {
        command.error('error: say either --until TIME or --reopen');
      }
      await withQueue(command, async ({ store, config }) => {
        const lines = chosenLines(config, options.line);
        const numbers = lines.map(line => line.number);
        const state = await store.write(async tx => {
          const zone = config.practice.time_zone;
          const until = options.until === undefined ? tx.now : readUntil(options.until, tx.now, zone);
          await lineCloses(tx, numbers, until);
          const details = { until: options.until === undefined ? null : until };
          for (const number of numbers) await audited(tx, 'line_closed', number, details);
          const states: [LineConfig, Openness][] = [];
          for (const line of lines) states.push([line, await openness(tx, config, line)]);
          return { now: tx.now, states };
        });
        const said = state.states.flatMap(([line, open]) => lineWords(config, line, open, state.now));
        process.stdout.write(`${said.join('\n')}\n`);
      });
    });
}

function chosenLines(config: Config, written: string | undefined): readonly LineConfig[] {
  if (written === undefined) return config.lines;
  const number: Phone | null = parsePhone(written, config.practice.country);
  const line = config.lines.find(one => one.number === number || one.name === written);
  if (line) return [line];
  const known = config.lines.map(one => `${one.number} (${one.name})`).join(', ');
  throw new Refusal(`${shown(written)} is no line of this practice. There are: ${known}.`);
}

/** What a caller of a line meets from now on. */
function lineWords(config: Config, line: LineConfig, { open, opens }: Openness, now: number): string[] {
  const name = `${shown(line.name)}, ${formatPhone(line.number, config.practice.country)},`;
  const rings = line.ring.map(leg => config.staff[leg.who]?.name ?? leg.who).join(', then ');
  const ringing = rings === '' ? '' : ` It rings ${rings}.`;
  if (open) return wrapped(`${name} is open.${ringing}`);
  const closed = opens
    ? `${name} is closed and opens ${speakOpening(opens, instant(now), 'en')}.`
    : `${name} is closed; its hours name no next opening.`;
  const still = line.after_hours === 'ring' ? `${ringing} Its after_hours says so.` : '';
  return [...wrapped(closed + still), ...greetingWords(config, line, opens, now)];
}

function greetingWords(
  config: Config,
  line: LineConfig,
  opens: Temporal.ZonedDateTime | null,
  now: number,
): string[] {
  if (line.greeting) {
    return wrapped(
      `Callers hear your recording ${basename(line.greeting.play)}. It does not know of this closing: check what it says.`,
    );
  }
  if (!opens) return [];
  const heard = config.practice.languages.map(language => {
    const sentence = textsOf(language, config.texts).voice.closed;
    return `"${fill(sentence, { opens: speakOpening(opens, instant(now), language) })}"`;
  });
  return wrapped(`Callers hear: ${heard.join(' ')}`);
}

function instant(at: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(at);
}
