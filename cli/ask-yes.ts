import { createInterface } from 'node:readline';
import { Refusal } from './refusal.ts';

/**
 * Whether the person at the terminal says yes; anything else is a no. @throws Refusal where nobody can be asked
 *
 * @param instead what to say on the command line where there is no terminal
 */
export async function askYes(question: string, instead: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new Refusal(
      `Nobody can be asked here, so nothing was changed. To go on without being asked: ${instead}`,
    );
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await new Promise(answered => {
      // Ctrl+C, or the end of what is typed.
      asking.once('close', () => answered(false));
      asking.question(`${question} (yes/no) `, answer => answered(/^\s*y(?:es)?\s*$/i.test(answer)));
    });
  } finally {
    asking.close();
  }
}
