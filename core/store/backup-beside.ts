import { setPriority } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { StartupError } from '../errors.ts';
import { type BackupJob, copiedOf, type MadeBackup, makeBackup } from './backup.ts';
import type { OnProgress } from './backup-facts.ts';

/** What the thread says. An error's class does not survive the way, so a sentence for the owner is told apart. */
type Said =
  | { progress: Parameters<OnProgress> }
  | { made: MadeBackup }
  | { refused: string }
  | { broke: string };

/** How often whoever watches is told how much has been copied, in milliseconds. */
const LOOK = 250;

/**
 * Makes a backup in a thread of its own, at the lowest priority: this one goes on answering meanwhile. The key is handed
 * over in memory.
 *
 * @throws StartupError as `makeBackup` does
 */
export function backUpBeside(job: BackupJob, onProgress: OnProgress = () => {}): Promise<MadeBackup> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { backup: job } });
    const looking = setInterval(() => onProgress('copying', copiedOf(job)), LOOK);
    thread.on('message', (said: Said) => {
      if ('progress' in said) {
        clearInterval(looking);
        onProgress(...said.progress);
      } else if ('made' in said) resolve(said.made);
      else reject('refused' in said ? new StartupError(said.refused) : new Error(said.broke));
    });
    thread.on('error', reject);
    thread.on('exit', () => {
      clearInterval(looking);
      reject(new Error('The thread that makes backups ended early.'));
    });
  });
}

async function inThread(job: BackupJob): Promise<void> {
  const say = (said: Said) => parentPort?.postMessage(said);
  try {
    // On Linux this is the thread's own: callers come first.
    setPriority(19);
  } catch {
    // Then it has the priority of everybody.
  }
  try {
    say({ made: await makeBackup(job, (...progress) => say({ progress })) });
  } catch (error) {
    if (error instanceof StartupError) say({ refused: error.message });
    else say({ broke: (error as { code?: string }).code ?? (error as Error).name });
  }
}

const given = workerData as { backup?: BackupJob } | null;
if (!isMainThread && given?.backup) await inThread(given.backup);
