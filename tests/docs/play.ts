/**
 * Stands in for a program while a page's commands are run: `node play.ts NAME ARGUMENTS...`. What to do is in
 * stand-ins.ts and elsewhere.ts; how a command reaches the product itself is in ours.ts. Exits with 64 and a sentence
 * when it does not know the command line.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, openSync, writeFileSync } from 'node:fs';
import { ELSEWHERE } from './elsewhere.ts';
import { ourCommand } from './ours.ts';
import { STAND_INS } from './stand-ins.ts';

const NOT_UNDERSTOOD = 64;

const [name = '', ...args] = process.argv.slice(2);
process.exitCode = play(name, args);

function play(name: string, args: readonly string[]): number {
  const standIn = STAND_INS[name];
  if (standIn) return playStandIn(standIn, name, args);
  const ours = ourCommand(name, args);
  if (typeof ours === 'string') return refuse(`${name} ${args.join(' ')}: ${ours}`);
  const { PAGE_PRACTICE = '' } = process.env;
  if (name === 'setup' && PAGE_PRACTICE !== process.cwd()) cpSync(PAGE_PRACTICE, '.', { recursive: true });
  if (ours.looksRight || ELSEWHERE.some(({ command }) => command.test(ours.command))) return 0;
  if (!ours.run) {
    return refuse(
      `${ours.command}: this is no command that runs here; name the test that runs it in tests/docs/elsewhere.ts`,
    );
  }
  return runProgram(ours.run[0], ours.run.slice(1));
}

function playStandIn(standIn: (typeof STAND_INS)[string], name: string, args: readonly string[]): number {
  const line = args.map(arg => (arg === '' ? '""' : arg)).join(' ');
  if (!standIn.takes.some(takes => takes.test(line))) {
    return refuse(
      `${name} ${line}: the stand-in of ${name} in tests/docs/stand-ins.ts does not know this line. Is it right? Then add it there.`,
    );
  }
  for (const [file, text] of Object.entries(standIn.leaves ?? {})) writeFileSync(file, text);
  if (standIn.does === 'the rest') {
    const rest = args[0] === '-u' ? args.slice(2) : args;
    return runProgram(rest[0] ?? '', rest.slice(1));
  }
  if (standIn.does === 'write what it is told') {
    const to = args[args.indexOf('-o') + 1];
    if (args.includes('-o') && to) closeSync(openSync(to, 'w'));
  }
  return 0;
}

function runProgram(program: string, args: readonly string[]): number {
  const ran = spawnSync(program, args, { stdio: 'inherit' });
  if (ran.error) return refuse(`${program}: ${ran.error.message}`);
  return ran.status ?? 1;
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return NOT_UNDERSTOOD;
}
