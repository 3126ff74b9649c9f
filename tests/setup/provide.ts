import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { findProgram, installCommand, type Needed } from './programs.ts';

/** The machine that tests are to run on, as far as providing for them goes. */
export interface Machine {
  /** A PATH variable. */
  path: string;
  isRoot: boolean;
  /** The text of /etc/os-release. */
  osRelease: string;
  /** Debian asks this program before a package's service is started; 101 is "not allowed". */
  servicePolicy: string;
  /** Milliseconds between two attempts: another apt may hold the lock on the lists, which apt does not wait for. */
  pause: number;
  say(line: string): void;
}

const ATTEMPTS = 5;

/**
 * Sees to it that programs are there: as root on Debian it installs what is missing. Returns null, or the one sentence
 * that says what is still missing and which command installs it.
 */
export async function provide(needed: readonly Needed[], machine: Machine): Promise<string | null> {
  const lacking = () => needed.filter(one => !findProgram(one, machine.path));
  const onDebian = /^ID="?debian"?$/m.test(machine.osRelease);
  if (lacking().length > 0 && machine.isRoot && onDebian) await install(lacking(), machine);
  const still = lacking();
  if (still.length === 0) return null;
  const names = still.map(({ names }) => names[0]).join(' and ');
  return `The tests need ${names}, which this machine lacks; install with: ${installCommand(still, !machine.isRoot)}`;
}

async function install(missing: readonly Needed[], machine: Machine): Promise<void> {
  machine.say(`Installing for the tests: ${missing.map(one => one.debianPackage).join(', ')}`);
  const allowServices = keepServicesStopped(machine.servicePolicy);
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { code, output } = await run(installCommand(missing, false), machine.path);
      if (code === 0) return;
      machine.say(`${output}\nInstalling failed (exit ${code}), attempt ${attempt} of ${ATTEMPTS}.`);
      if (attempt < ATTEMPTS) await setTimeout(machine.pause);
    }
  } finally {
    allowServices();
  }
}

/**
 * Installing redis-server would start it on port 6379, which the tests neither need nor want: they start their own. A
 * policy that the machine has already is left as it is. Returns what undoes it.
 */
function keepServicesStopped(policy: string): () => void {
  try {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
  } catch {
    return () => {};
  }
  const undo = () => rmSync(policy, { force: true });
  const leave = () => process.exit(1);
  process.once('exit', undo).once('SIGINT', leave).once('SIGTERM', leave);
  return () => {
    undo();
    process.off('exit', undo).off('SIGINT', leave).off('SIGTERM', leave);
  };
}

/** Runs a shell command that can ask nobody anything; what it says is kept for when it fails. */
function run(command: string, path: string): Promise<{ code: number; output: string }> {
  // The lock on the packages themselves is one that apt waits for when told how long.
  const patient = command.replaceAll('apt-get', 'apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3');
  const env = { ...process.env, PATH: path, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise(resolve => {
    const child = spawn('/bin/sh', ['-c', patient], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', error => resolve({ code: 1, output: error.message }));
    child.on('close', code => resolve({ code: code ?? 1, output: output.trim() }));
  });
}
