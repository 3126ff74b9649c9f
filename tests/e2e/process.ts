import { type ChildProcess, spawn } from 'node:child_process';
import { LIMIT, until } from './until.ts';

/** How a process ended, and how long after it was told to (milliseconds). */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  after: number;
}

/** A program as a child process, with everything that it says. */
export class Process {
  stdout = '';
  stderr = '';
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<Pick<Ended, 'code' | 'signal'>>;
  #over = false;

  constructor(name: string, command: string, args: readonly string[], cwd: string) {
    this.#name = name;
    const { SECOND_RING_CONFIG: _, SECOND_RING_STAFF: __, ...env } = process.env;
    this.#child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.setEncoding('utf8').on('data', text => {
      this.stdout += text;
    });
    this.#child.stderr?.setEncoding('utf8').on('data', text => {
      this.stderr += text;
    });
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code, signal) => {
        this.#over = true;
        resolve({ code, signal });
      });
    });
  }

  get output(): string {
    return this.stdout + this.stderr;
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** Waits until it has said something; fails with all that it said instead when it ends before. */
  async says(words: string | RegExp, limit = LIMIT): Promise<void> {
    const said = () => (typeof words === 'string' ? this.output.includes(words) : words.test(this.output));
    await until(`${this.#name} says ${words}`, () => said() || this.#over, limit).catch(error => {
      throw new Error(`${error.message}\n${this.output}`);
    });
    if (!said()) throw new Error(`${this.#name} ended without saying ${words}:\n${this.output}`);
  }

  send(signal: NodeJS.Signals): void {
    if (!this.#over) this.#child.kill(signal);
  }

  /** Waits for its end; one that does not end within the limit is killed, and has the signal SIGKILL. */
  async ends(limit = LIMIT): Promise<Ended> {
    const since = performance.now();
    const late = setTimeout(() => this.send('SIGKILL'), limit);
    const ended = await this.#ended;
    clearTimeout(late);
    return { ...ended, after: Math.round(performance.now() - since) };
  }

  /** Asks it to stop as systemd, Docker and people do, and waits for its end. */
  stop(): Promise<Ended> {
    this.send('SIGTERM');
    return this.ends();
  }

  async kill(): Promise<void> {
    this.send('SIGKILL');
    await this.#ended.catch(() => {});
  }
}
