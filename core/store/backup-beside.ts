import { open } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { StartupError } from '../errors.ts';
import { type BackupJob, copiedOf, type MadeBackup, makeBackup, unfinishedOf } from './backup.ts';
import type { OnProgress } from './backup-facts.ts';

/** What the thread says. An error's class does not survive the way, so a sentence for the owner is told apart. */
type Said =
  | { progress: Parameters<OnProgress> }
  | { made: MadeBackup }
  | { refused: string }
  | { broke: string };

/**
 * How often what has been copied is put on the disk, and whoever watches told of it, in milliseconds. Left to the system, all
 * of it would go there at once, and each commit meanwhile wait behind it: see docs/decisions/backups.md.
 */
const LOOK = 100;

/**
 * Makes a backup in a thread of its own, at the lowest priority: this one goes on answering meanwhile. The key is handed
 * over in memory.
 *
 * @throws StartupError as `makeBackup` does
 */
export function backUpBeside(job: BackupJob, onProgress: OnProgress = () => {}): Promise<MadeBackup> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { backup: job } });
    const toDisk = inSteps(unfinishedOf(job));
    const looking = setInterval(() => {
      toDisk();
      onProgress('copying', copiedOf(job));
    }, LOOK);
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

/** Puts what has been written to a file on the disk, one time after another and never two at once. */
function inSteps(path: string): () => void {
  let underWay = false;
  return () => {
    if (underWay) return;
    underWay = true;
    void syncData(path).finally(() => {
      underWay = false;
    });
  };
}

async function syncData(path: string): Promise<void> {
  try {
    await using file = await open(path, 'r');
    await file.datasync();
  } catch {
    // Not made yet, or finished and renamed: that one is synced as a whole by whoever finishes it.
  }
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
