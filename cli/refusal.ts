import { StartupError } from '../core/errors.ts';
import { EraseRefused } from '../core/flows/erase-refused.ts';
import { WorkRefused } from '../core/flows/work-refused.ts';
import { StoreBusyError, StoreLostError } from '../core/store/writer.ts';
import { traceOf } from './trace.ts';

/** Why a command does nothing, in words for the person at the terminal. */
export class Refusal extends Error {
  override name = 'Refusal';
}

const IN_WORDS = [Refusal, StartupError, WorkRefused, EraseRefused];

/** What the person at the terminal is told. Only a defect of ours shows where in the code it came from. */
export function sentenceFor(error: unknown): string {
  if (IN_WORDS.some(kind => error instanceof kind)) return (error as Error).message;
  if (error instanceof StoreBusyError)
    return 'The database is busy; nothing was changed. Try again in a moment.';
  const { code, path } = systemError(error);
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') {
    return 'The disk is full; nothing was changed. Make room, then try again.';
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return 'The database cannot be written: its folder is read-only, or belongs to another user. Nothing was changed.';
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return 'The disk answers with errors; nothing was changed. Check whether it is full, or broken.';
  }
  if (path !== null) {
    return `${path} cannot be made or written (${code}): check that its folder exists, belongs to this user and is not read-only.`;
  }
  if (error instanceof StoreLostError)
    return 'The database gave up this change; nothing was changed. Try again.';
  return `This is a defect of Second Ring, please report it:\n${traceOf(error)}`;
}

/** The code of an error, or of what caused it, and the file it was about. */
function systemError(error: unknown): { code: string; path: string | null } {
  const { code, path, cause } = (error ?? {}) as { code?: unknown; path?: unknown; cause?: unknown };
  if (typeof code === 'string') return { code, path: typeof path === 'string' ? path : null };
  return cause === undefined ? { code: '', path: null } : systemError(cause);
}
