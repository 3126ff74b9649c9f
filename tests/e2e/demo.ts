import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { atTheEnd } from './at-the-end.ts';
import { freePort } from './ports.ts';
import { Process } from './process.ts';
import { LIMIT } from './until.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

/** The demo as a stranger runs it, in a folder of its own, and what it prints about where to look. */
export class Demo {
  readonly folder = mkdtempSync(join(tmpdir(), 'second-ring-demo-'));
  readonly process: Process;

  private constructor(port: number) {
    this.process = this.#run('demo', '--port', String(port));
  }

  static async begin(): Promise<Demo> {
    const demo = new Demo(await freePort());
    atTheEnd(() => demo.#end());
    await demo.process.says('Ctrl+C ends it.');
    return demo;
  }

  /** The simulator's page. */
  get phones(): string {
    return this.#printed(/Two phones to play with +(http\S+)/);
  }

  get desk(): string {
    return this.#printed(/The desk +(http\S+)/);
  }

  /** How to sign in there; the first of the recovery codes. */
  get login(): { email: string; password: string; recoveryCode: string } {
    return {
      email: this.#printed(/email +(\S+)/),
      password: this.#printed(/password +(.+)/),
      recoveryCode: this.#printed(/once each: (\S+)/),
    };
  }

  /** The arguments of the line that it prints for watching the queue, less the command itself. */
  get watching(): string[] {
    return this.#printed(/npx --no second-ring (queue --watch .+)/).split(' ');
  }

  command(...args: string[]): Process {
    return this.#run(...args);
  }

  readonly #started: Process[] = [];

  #run(...args: string[]): Process {
    const name = `second-ring ${args[0]}`;
    const started = new Process(name, process.execPath, [MAIN, ...args], this.folder);
    this.#started.push(started);
    return started;
  }

  #printed(pattern: RegExp): string {
    const found = pattern.exec(this.process.stdout)?.[1];
    if (!found) throw new Error(`The demo did not print ${pattern}:\n${this.process.output}`);
    return found;
  }

  async #end(): Promise<void> {
    for (const one of this.#started) await one.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One of the two phones on the simulator's page. */
export class PhoneOnPage {
  readonly #page: Page;
  readonly card: Locator;

  constructor(page: Page, role: 'caller' | 'staff') {
    this.#page = page;
    this.card = page.locator(`#${role}`);
  }

  press(button: string): Promise<void> {
    return this.card.getByRole('button', { name: button, exact: true }).click({ timeout: LIMIT });
  }

  whose(name: string): Promise<unknown> {
    return this.card.locator('.who').selectOption({ label: `${name} · mobile` });
  }

  /** Waits until it rings as somebody's. */
  async rings(name: string): Promise<void> {
    await this.card
      .locator('.who option:checked', { hasText: name })
      .waitFor({ state: 'attached', timeout: LIMIT });
    await this.card.getByRole('button', { name: 'Decline' }).waitFor({ timeout: LIMIT });
  }

  heard(words: string): Promise<void> {
    return this.card.locator('.heard li', { hasText: words }).first().waitFor({ timeout: LIMIT });
  }

  /** Waits until so many texts with these words stand on it. */
  text(words: string, count = 1): Promise<void> {
    return this.card
      .locator('.thread li', { hasText: words })
      .nth(count - 1)
      .waitFor({ timeout: LIMIT });
  }

  async write(words: string): Promise<void> {
    await this.card.getByRole('textbox').fill(words);
    await this.#page.keyboard.press('Enter');
  }
}

/** How long things took from their cause until they were seen. Told in the test's output, never a pass mark. */
export class Stopwatch {
  readonly #took: string[] = [];

  async time(what: string, since: number, seen: Promise<unknown>): Promise<void> {
    await seen;
    this.#took.push(`${what}: ${Math.round(performance.now() - since)} ms`);
  }

  tell(): void {
    process.stdout.write(`From cause to seen\n  ${this.#took.join('\n  ')}\n`);
  }
}
