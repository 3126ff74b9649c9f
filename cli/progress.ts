import type { OnProgress } from '../core/store/backup-facts.ts';

const WORDS = { copying: 'Copying', checking: 'Reading it through', summing: 'Summing it up' } as const;
/** Work that is over sooner tells nothing of itself, in milliseconds. */
const LONG = 1_000;
/** A line where output is no terminal: so often, in milliseconds. */
const EVERY = 5_000;

/**
 * Shows how far long work has come: one line that is written over at a terminal, a line every few seconds in a log.
 * `done` takes it away again.
 */
function showProgress(out: NodeJS.WriteStream = process.stderr): { tell: OnProgress; done(): void } {
  const begun = performance.now();
  let said = 0;
  let shown = false;
  const clear = () => {
    if (shown) out.write('\r\u001b[K');
    shown = false;
  };
  return {
    tell(stage, part) {
      const now = performance.now();
      if (now - begun < LONG) return;
      const line = `${WORDS[stage]}: ${Math.floor(part * 100)} %`;
      if (out.isTTY) {
        clear();
        out.write(line);
        shown = true;
      } else if (now - said > EVERY) {
        said = now;
        out.write(`${line}\n`);
      }
    },
    done: clear,
  };
}

/** Runs long work and shows how far it has come. */
export async function showing<T>(work: (tell: OnProgress) => Promise<T>): Promise<T> {
  const progress = showProgress();
  try {
    return await work(progress.tell);
  } finally {
    progress.done();
  }
}
