#!/usr/bin/env node
// Plain JavaScript that old Node.js versions can run: `npx` starts it on whatever the machine has, and the program
// itself needs Node.js 26, which is installed with the project.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const NEEDED = 26;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
/** What a terminal's keys send to every process in the foreground, so the child has them already. */
const FROM_KEYS = ['SIGINT', 'SIGQUIT'];

if (Number.parseInt(process.versions.node, 10) >= NEEDED) await import('./main.js');
else runOnOwnNode();

function runOnOwnNode() {
  const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(node)) {
    process.stderr.write(
      `Second Ring needs Node.js ${NEEDED}. This is ${process.versions.node}, and the one that comes with the project is missing: run npm ci\n`,
    );
    process.exit(1);
  }
  const main = fileURLToPath(new URL('main.js', import.meta.url));
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (!(process.stdin.isTTY && FROM_KEYS.includes(signal))) child.kill(signal);
    });
  }
  child.on('error', error => {
    process.stderr.write(`Node.js ${NEEDED} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  // As shells report it: 128 and the signal's number.
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}
