import { inspect } from 'node:util';
import { StartupError } from '../core/errors.ts';
import { WorkRefused } from '../core/flows/work-entry.ts';
import { StoreBusyError, StoreLostError } from '../core/store/writer.ts';

/** Why a command does nothing, in words for the person at the terminal. */
export class Refusal extends Error {
  override name = 'Refusal';
}

const IN_WORDS = [Refusal, StartupError, WorkRefused];

/** What the person at the terminal is told. Only a defect of ours shows where in the code it came from. */
export function sentenceFor(error: unknown): string {
  if (IN_WORDS.some(kind => error instanceof kind)) return (error as Error).message;
  if (error instanceof StoreBusyError)
    return 'The database is busy; nothing was changed. Try again in a moment.';
  const code = codeOf(error);
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') {
    return 'The disk is full; nothing was changed. Make room, then try again.';
  }
  if (code.startsWith('SQLITE_READONLY'))
    return 'The database cannot be written by this user; nothing was changed.';
  if (code.startsWith('SQLITE_IOERR')) {
    return 'The disk answers with errors; nothing was changed. Check whether it is full, or broken.';
  }
  if (error instanceof StoreLostError)
    return 'The database gave up this change; nothing was changed. Try again.';
  return `This is a defect of Second Ring, please report it:\n${inspect(error)}`;
}

/** An error's code, or that of what caused it. */
function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? '' : codeOf(cause);
}
