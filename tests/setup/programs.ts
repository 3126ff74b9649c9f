import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that the tests start: under which names it may be installed, and Debian's package for it. */
export interface Needed {
  names: readonly string[];
  debianPackage: string;
}

export const REDIS_SERVER: Needed = {
  names: ['redis-server', 'valkey-server'],
  debianPackage: 'redis-server',
};
export const CHROMIUM: Needed = {
  names: ['chromium', 'chromium-browser', 'google-chrome'],
  debianPackage: 'chromium',
};
export const CRYPTSETUP: Needed = { names: ['cryptsetup'], debianPackage: 'cryptsetup-bin' };
export const NGINX: Needed = { names: ['nginx'], debianPackage: 'nginx-light' };

/** Everything that `npm test` needs beside what `npm ci` installs, and what ESSENTIAL lists. */
export const NEEDED: readonly Needed[] = [
  REDIS_SERVER,
  CHROMIUM,
  CRYPTSETUP,
  NGINX,
  { names: ['git'], debianPackage: 'git' },
  { names: ['openssl'], debianPackage: 'openssl' },
  { names: ['mount'], debianPackage: 'mount' },
  { names: ['script'], debianPackage: 'bsdutils' },
  { names: ['setpriv'], debianPackage: 'util-linux' },
];

/** What tests start too, and no Debian is without: its essential packages. */
export const ESSENTIAL: readonly string[] = [
  ...['bash', 'diff', 'grep', 'sh'],
  // with mount
  'umount',
  // coreutils
  ...[
    'cat',
    'chmod',
    'cp',
    'date',
    'head',
    'install',
    'ls',
    'mkdir',
    'mv',
    'sha256sum',
    'tail',
    'tee',
    'test',
    'touch',
  ],
];

/** Where programs are looked for. Debian keeps those of the system apart, and not everybody's PATH names their folders. */
export const PROGRAMS_PATH = [process.env.PATH ?? '', '/usr/sbin', '/sbin'].join(delimiter);

/** Where a program is, looked for along `path` (a PATH variable); null when it is not installed. */
export function findProgram(needed: Needed, path = PROGRAMS_PATH): string | null {
  const candidates = needed.names.flatMap(name => path.split(delimiter).map(folder => join(folder, name)));
  return candidates.find(isProgram) ?? null;
}

/** Where a program is; throws with the command that installs it. */
export function programPath(needed: Needed): string {
  const found = findProgram(needed);
  if (!found) throw new Error(`${needed.names[0]} is not installed: ${installCommand([needed])}`);
  return found;
}

/** The one line that installs programs on Debian. */
export function installCommand(missing: readonly Needed[], sudo = process.getuid?.() !== 0): string {
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
  const as = sudo ? 'sudo ' : '';
  return `${as}apt-get update -qq && ${as}apt-get install -y -qq --no-install-recommends ${packages}`;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
