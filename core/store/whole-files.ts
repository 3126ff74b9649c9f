import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Readable by the user that runs Second Ring and nobody else. */
export const OWN = 0o600;

/** Makes sure that a file, or what a folder says is in it, survives a power cut. */
export function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Gives a finished file its name: whoever looks sees the whole of it or nothing, even after a power cut. */
export function finishFile(unfinished: string, path: string): void {
  sync(unfinished);
  renameSync(unfinished, path);
  sync(dirname(path));
}

/** Writes a small file as a whole, in place of what stood there. */
export function writeWhole(path: string, text: string): void {
  const unfinished = `${path}.part`;
  const descriptor = openSync(unfinished, 'w', OWN);
  try {
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
  finishFile(unfinished, path);
}

/** SHA-256 of a file as hex, read in pieces. `onRead` hears how many bytes have been read. */
export function sha256Of(path: string, onRead: (bytes: number) => void = () => {}): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  const descriptor = openSync(path, 'r');
  try {
    for (let read = 0, all = 0; ; ) {
      read = readSync(descriptor, piece);
      if (read === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, read));
      all += read;
      onRead(all);
    }
  } finally {
    closeSync(descriptor);
  }
}
