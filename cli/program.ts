import { Command, CommanderError } from 'commander';
import { auditCommand } from './audit.ts';
import { backupCommand } from './backup.ts';
import { closeCommand } from './close.ts';
import { configCommand } from './config-check.ts';
import { connectCommand } from './connect/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { healthCommand } from './health.ts';
import { contactCommand } from './keeping/contact.ts';
import { holdCommand } from './keeping/hold.ts';
import { keepCommand } from './keeping/keep.ts';
import { keyCommand } from './key-new.ts';
import { demoCommand, serveCommand, workCommand } from './processes.ts';
import { queueCommand } from './queue/command.ts';
import { sentenceFor } from './refusal.ts';
import { restoreCommand } from './restore.ts';
import { setupCommand } from './setup/command.ts';
import { testCallCommand } from './test-call.ts';
import { userCommand } from './user.ts';

const USAGE_ERROR = 2;
const REFUSED = 1;

/** The owner's command with everything it can do. */
export function buildProgram(): Command {
  const program = new Command('second-ring')
    .description('A missed call becomes a calm text, an open voicemail and one entry in a queue.')
    .option('--config <FILE>', 'the configuration file (else SECOND_RING_CONFIG, else ./config.yaml)')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true });
  for (const make of [
    setupCommand,
    demoCommand,
    serveCommand,
    workCommand,
    configCommand,
    keyCommand,
    queueCommand,
    closeCommand,
    userCommand,
    auditCommand,
    contactCommand,
    keepCommand,
    holdCommand,
    backupCommand,
    restoreCommand,
    healthCommand,
    doctorCommand,
    connectCommand,
    testCallCommand,
  ]) {
    program.addCommand(make());
  }
  for (const command of allOf(program)) {
    command.exitOverride().showHelpAfterError().copyInheritedSettings(program).helpCommand(false);
  }
  return program;
}

/** Runs one command line. Resolves to the exit code: 1 when it was refused, 2 when it was not understood. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await buildProgram().parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has printed its own sentence. Asking for help is no error; a group without its command is.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
    process.stderr.write(`${sentenceFor(error)}\n`);
    return REFUSED;
  }
}

function allOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allOf)];
}
