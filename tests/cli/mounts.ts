import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small file system of its own, since the rights of a folder do not bind root. */
export interface SmallDisk {
  folder: string;
  makeReadOnly(): void;
  remove(): void;
}

/**
 * Mounts a tmpfs of so many KiB. Root may; for anybody else the whole test run goes into a user namespace.
 *
 * @throws with the one command that makes the test possible
 */
export function mountSmallDisk(kibibytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-disk-'));
  const options = `size=${kibibytes}k,mode=0700`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'second-ring-test', folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    throw new Error(
      'This test mounts a small tmpfs. Run it as root, or as: unshare --user --map-root-user --mount npm test',
    );
  }
  let mounts = 1;
  return {
    folder,
    makeReadOnly: () => {
      // A second mount on top of it: one with open files would refuse to become read-only.
      execFileSync('mount', ['--bind', folder, folder]);
      mounts += 1;
      execFileSync('mount', ['-o', 'remount,bind,ro', folder]);
    },
    remove: () => {
      // Lazily: a process that was killed may hold a file for a moment longer.
      for (; mounts > 0; mounts -= 1) execFileSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
