import { Command, CommanderError } from 'commander';
import { sentenceFor } from './refusal.ts';
import { typedHere } from './typed-here.ts';

const USAGE_ERROR = 2;
const REFUSED = 1;

/** What each command is made by, in the order of the help. One that is not asked for is not loaded: all of them are 50 MB. */
const COMMANDS: Readonly<Record<string, () => Promise<() => Command>>> = {
  setup: async () => (await import('./setup/command.ts')).setupCommand,
  demo: async () => (await import('./processes.ts')).demoCommand,
  serve: async () => (await import('./processes.ts')).serveCommand,
  work: async () => (await import('./processes.ts')).workCommand,
  config: async () => (await import('./config-check.ts')).configCommand,
  key: async () => (await import('./key-new.ts')).keyCommand,
  queue: async () => (await import('./queue/command.ts')).queueCommand,
  close: async () => (await import('./close.ts')).closeCommand,
  user: async () => (await import('./user.ts')).userCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
  contact: async () => (await import('./keeping/contact.ts')).contactCommand,
  keep: async () => (await import('./keeping/keep.ts')).keepCommand,
  hold: async () => (await import('./keeping/hold.ts')).holdCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  health: async () => (await import('./health.ts')).healthCommand,
  doctor: async () => (await import('./doctor/command.ts')).doctorCommand,
  connect: async () => (await import('./connect/command.ts')).connectCommand,
  'test-call': async () => (await import('./test-call.ts')).testCallCommand,
};

/** The owner's command with all that the words of a command line name; with everything it can do where they name nothing. */
export async function buildProgram(words: readonly string[] = []): Promise<Command> {
  // `--help backup` asks for the whole.
  const help = words.findIndex(word => word === '-h' || word === '--help');
  const said = help < 0 ? words : words.slice(0, help);
  const named = Object.keys(COMMANDS).filter(name => said.includes(name));
  const program = new Command('second-ring')
    .description('A missed call becomes a calm text, an open voicemail and one entry in a queue.')
    .option('--config <FILE>', 'the configuration file (else SECOND_RING_CONFIG, else ./config.yaml)')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true });
  for (const [name, load] of Object.entries(COMMANDS)) {
    if (named.length > 0 && !named.includes(name)) continue;
    program.addCommand((await load())());
  }
  for (const command of allOf(program)) {
    command.exitOverride().showHelpAfterError().copyInheritedSettings(program).helpCommand(false);
  }
  return program;
}

/** Runs one command line. Resolves to the exit code: 1 when it was refused, 2 when it was not understood. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const program = await buildProgram(args);
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has printed its own sentence. Asking for help is no error; a group without its command is.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
    process.stderr.write(`${typedHere(sentenceFor(error))}\n`);
    return REFUSED;
  }
}

function allOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allOf)];
}
