import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { CONTAINER_USER, DATA, type Layout, SECRETS } from './layout.ts';

/** What is to be written: texts by their names. */
export interface ToWrite {
  config: { name: string; text: string };
  secrets: Readonly<Record<string, string>>;
  /** For Compose. */
  env: string | null;
}

const UNFINISHED = '.second-ring-setup-';

/**
 * Writes everything beside the configuration: first whole into a folder of its own, then into place, the configuration last.
 * What is there already is left as it is. Killed in between, it leaves whole secrets and no configuration, and the next run
 * goes on from there.
 *
 * @returns names of what was there already
 */
export function writeFiles(folder: string, layout: Layout, { config, secrets, env }: ToWrite): string[] {
  for (const name of readdirSync(folder).filter(one => one.startsWith(UNFINISHED))) {
    rmSync(join(folder, name), { recursive: true });
  }
  const unfinished = mkdtempSync(join(folder, UNFINISHED));
  try {
    const files = [
      ...Object.entries(secrets).map(([name, text]) => ({ name: join(SECRETS, name), text, mode: 0o600 })),
      ...(env === null ? [] : [{ name: '.env', text: env, mode: 0o644 }]),
      { name: config.name, text: config.text, mode: 0o600 },
    ].map((file, i) => ({ ...file, whole: join(unfinished, String(i)) }));
    for (const { whole, text, mode } of files) writeWhole(whole, text, mode);
    const own = ownerships(folder, layout);
    for (const name of [SECRETS, DATA]) {
      if (!existsSync(join(folder, name))) mkdirSync(join(folder, name), { mode: 0o700 });
      own.ofContainer(join(folder, name));
    }
    const kept = files.filter(({ name, whole }) => {
      if (!name.startsWith(SECRETS)) own.ofBoth(whole);
      const placed = intoPlace(whole, join(folder, name));
      // A key that root typed from the recovery sheet is the container's to read as well.
      if (name.startsWith(SECRETS)) own.ofContainer(join(folder, name));
      return !placed;
    });
    for (const name of [SECRETS, '.']) settle(join(folder, name));
    return kept.map(({ name }) => name);
  } finally {
    rmSync(unfinished, { recursive: true });
  }
}

function writeWhole(file: string, text: string, mode: number): void {
  const descriptor = openSync(file, 'wx', mode);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** False when something is there. A link never replaces; where there are none, nobody else writes here meanwhile. */
function intoPlace(whole: string, place: string): boolean {
  try {
    linkSync(whole, place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(place)) return false;
    renameSync(whole, place);
  }
  return true;
}

/**
 * As root, for a container: data and secrets are its user's alone; what people change is theirs to write and the
 * container's to read. Anybody else can give nothing away, and it stays theirs.
 */
function ownerships(folder: string, layout: Layout) {
  if (layout !== 'compose' || process.getuid?.() !== 0) return { ofContainer() {}, ofBoth() {} };
  const { uid } = statSync(folder);
  return {
    ofContainer: (path: string) => chownSync(path, CONTAINER_USER, CONTAINER_USER),
    ofBoth(path: string) {
      chownSync(path, uid, CONTAINER_USER);
      chmodSync(path, 0o640);
    },
  };
}

/** A name that is in its folder for good. */
function settle(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
