import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A process of the bench's own, so that what is measured does not share the measuring one's event loop. */
export interface Running extends AsyncDisposable {
  pid: number;
  /** From being started to saying that it is ready, in milliseconds. */
  took: number;
}

/** The server as `npm start` runs it; ready when it listens. */
export function startServer(config: string, env: NodeJS.ProcessEnv = {}): Promise<Running> {
  return startNode([...script('start'), '--config', config], '"event":"listening"', env);
}

/** The worker as `npm run worker` runs it. */
export function startWorker(config: string): Promise<Running> {
  return startNode([...script('worker'), '--config', config], '"event":"working"');
}

/** A contender beside it, by its file in `contenders/`; ready when it says so. */
export function startContender(name: string, args: readonly (string | number)[]): Promise<Running> {
  return startNode([`bench/contenders/${name}.ts`, ...args.map(String)], 'ready');
}

/** What package.json's script gives to `node`, so that what is measured is what is run. */
function script(name: string): string[] {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [program, ...args] = (scripts[name] ?? '').split(' ');
  if (program !== 'node') throw new Error(`package.json's ${name} does not begin with node.`);
  return args;
}

function startNode(args: readonly string[], ready: string, env: NodeJS.ProcessEnv = {}): Promise<Running> {
  return startProgram(process.execPath, args, ready, env);
}

/** Runs a program until it prints `ready`. Throws when it ends before that. */
export async function startProgram(
  program: string,
  args: readonly string[],
  ready: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Running> {
  const began = performance.now();
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: ROOT,
    // As it is run in earnest: Express, for one, is quicker then.
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  await saying(child, ready);
  const took = performance.now() - began;
  return { pid: child.pid ?? 0, took, [Symbol.asyncDispose]: () => stop(child) };
}

function saying(child: ChildProcess, ready: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      // Read on when it is ready, or a full pipe would hold the process up.
      if (said.includes(ready)) return;
      said += part;
      if (said.includes(ready)) resolve();
    });
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** The most that a process ever held, in MB; null where the system does not tell. */
export function peakOf(pid: number): number | null {
  try {
    return (
      (Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6
    );
  } catch {
    return null;
  }
}

/** Linux counts in hundredths of a second. */
const TICKS = 100;

/** How much of a core's time a process has used so far, in milliseconds; null where the system does not tell. */
export function cpuOf(pid: number): number | null {
  try {
    // The program's name comes first, in brackets, and may hold anything.
    const [, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return ((Number(fields[10]) + Number(fields[11])) * 1000) / TICKS;
  } catch {
    return null;
  }
}

/** A port on loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What a process holds, in MB (10^6 bytes). `proportional` counts a page that n processes share as an n-th. */
export interface Memory {
  resident: number;
  proportional: number;
}

/** Null where the system does not tell (anything but Linux). */
export function memoryOf(pid: number): Memory | null {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const read = (name: string) =>
      (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]) * 1024) / 1e6;
    return { resident: read('Rss'), proportional: read('Pss') };
  } catch {
    return null;
  }
}
