import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

/** Whoever is asked went away: Ctrl-C, Ctrl-D, or the end of what was piped in. */
export class AskedNoMore extends Error {
  override name = 'AskedNoMore';
}

/** Asks on a terminal, or takes lines from a pipe. */
export interface Lines {
  /** One line, without its end. `secret`: what is typed is not shown. @throws AskedNoMore */
  ask(prompt: string, options?: { secret?: boolean }): Promise<string>;
  say(text: string): void;
  close(): void;
}

/**
 * Lines from a person. node:readline's own `question` drops lines that come before they are asked for, as they do from a
 * pipe or when somebody pastes several: they are kept here.
 */
export function linesFrom(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Lines {
  const hidden = new Hideable(output);
  const readline = createInterface({
    input,
    output: hidden,
    terminal: input.isTTY === true && output.isTTY === true,
  });
  const queue: string[] = [];
  let waiting: PromiseWithResolvers<string> | null = null;
  let gone = false;
  const leave = () => {
    gone = true;
    waiting?.reject(new AskedNoMore());
    waiting = null;
  };
  readline.on('line', line => {
    if (waiting) waiting.resolve(line);
    else queue.push(line);
    waiting = null;
  });
  readline.on('SIGINT', leave);
  readline.on('close', leave);
  return {
    async ask(prompt, { secret = false } = {}) {
      const next = queue.shift();
      if (next !== undefined) {
        output.write(`${prompt}\n`);
        return next;
      }
      if (gone) throw new AskedNoMore();
      return askNow(readline, hidden, { prompt, secret }, () => {
        waiting = Promise.withResolvers();
        return waiting.promise;
      });
    },
    say: text => {
      output.write(`${text}\n`);
    },
    close() {
      readline.removeListener('close', leave);
      readline.close();
    },
  };
}

async function askNow(
  readline: Interface,
  output: Hideable,
  { prompt, secret }: { prompt: string; secret: boolean },
  line: () => Promise<string>,
): Promise<string> {
  readline.setPrompt(prompt);
  readline.prompt();
  output.hides = secret;
  try {
    return await line();
  } finally {
    output.hides = false;
    // What was typed is kept by readline for the arrow keys: a secret must not come back by one.
    if (secret) (readline as Interface & { history?: string[] }).history?.splice(0);
    if (secret && readline.terminal) output.write('\n');
  }
}

/** A terminal on which nothing appears while `hides` is set. */
class Hideable extends Writable {
  hides = false;
  readonly #to: NodeJS.WriteStream;

  constructor(to: NodeJS.WriteStream) {
    super();
    this.#to = to;
  }

  /** readline breaks long lines by it. */
  get columns(): number {
    return this.#to.columns ?? 80;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // Not waited for: what is still on its way when something is to be hidden would be hidden as well.
    if (!this.hides) this.#to.write(chunk);
    done();
  }
}
