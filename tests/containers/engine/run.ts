import { spawn } from 'node:child_process';

/** How a program ended and what it said. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  /** Beside the environment of the tests. */
  env?: Readonly<Record<string, string>>;
  /** Milliseconds, after which it is killed and counts as failed. */
  limit?: number;
}

const LIMIT = 120_000;

/** Runs a program to its end. One that is missing ends with 127, one that takes too long with 124. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, env = {}, limit = LIMIT } = options;
  return new Promise(resolve => {
    const child = spawn(program, args, {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    }
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limit);
    child.on('error', error => resolve({ code: 127, stdout: '', stderr: error.message }));
    child.on('close', code => {
      clearTimeout(timer);
      if (late) said.stderr += `\nIt had not ended after ${limit / 1000} s.`;
      resolve({ ...said, code: late ? 124 : (code ?? 1) });
    });
  });
}

/** Runs a program that must end well, and gives what it printed. Throws with all that it said. */
export async function must(program: string, args: readonly string[], options?: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code === 0) return stdout;
  const command = [program, ...args].join(' ').slice(0, 300);
  throw new Error(`${command}\nended with ${code}:\n${`${stdout}\n${stderr}`.slice(-6_000)}`);
}
