/**
 * `npm run sbom -- FILE` writes what the product is made of as CycloneDX: every package of the lock file that is installed where it
 * runs (as the Dockerfile installs them), and those that the desk's files are built from. npm makes the list; which of it
 * ships is decided here, because `npm sbom --omit dev` leaves out what a tool of ours happens to use as well.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The parts of a CycloneDX 1.5 document that npm writes. */
export interface Sbom {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  metadata: { timestamp: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

export interface Component {
  'bom-ref': string;
  type: string;
  name: string;
  version: string;
  purl: string;
  scope?: string;
  properties?: { name: string; value: string }[];
  hashes?: { alg: string; content: string }[];
  licenses?: { license: { id: string } }[];
}

interface LockEntry {
  /** The package's own name, where it is installed under another. */
  name?: string;
  version: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
  dependencies?: Record<string, string>;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What `web/` imports, and the build puts into the desk's files: development packages that ship all the same. */
export const BUILT_IN: readonly string[] = ['preact', '@preact/signals', 'uqr'];

/** @param when a moment (ISO) to say in it, so that the same release gives the same document */
export function makeSbom(when: string, root = ROOT): Sbom {
  const npm = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const whole = JSON.parse(npm) as Sbom;
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
  const ships = shippedRefs(root);
  const components = whole.components
    .filter(component => ships.has(component['bom-ref']))
    .map(component => ({ ...component, name: ownName(component), scope: 'required', properties: [] }));
  const self = { ...whole.metadata.component, type: 'application', name };
  const known = new Set([self['bom-ref'], ...ships]);
  const dependencies = whole.dependencies
    .filter(({ ref }) => known.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(on => known.has(on)) }));
  const made = {
    ...whole,
    metadata: { ...whole.metadata, timestamp: when, component: self },
    components,
    dependencies,
  };
  return { ...made, serialNumber: `urn:uuid:${uuidOf(JSON.stringify({ ...made, serialNumber: '' }))}` };
}

/** npm tells a package that is installed under another name by that one; whoever looks for weaknesses needs its own. */
function ownName(component: Component): string {
  return component['bom-ref'].replace(/@[^@]+$/, '');
}

/** `name@version` of each package that ships. */
function shippedRefs(root: string): Set<string> {
  const packages = lockedIn(root);
  return new Set([...shippedPaths(root)].map(path => refOf(path, packages[path] as LockEntry)));
}

/** Where each package that ships lies, as the lock file names it: `node_modules/hono`. */
export function shippedPaths(root = ROOT): Set<string> {
  const packages = lockedIn(root);
  const paths = new Set<string>();
  for (const [path, entry] of Object.entries(packages)) {
    if (path !== '' && !entry.dev && !entry.optional && !entry.devOptional) paths.add(path);
  }
  const builtIn = [...BUILT_IN];
  for (const name of builtIn) {
    const entry = packages[`node_modules/${name}`];
    if (!entry) throw new Error(`package-lock.json has no ${name}, which the desk is built from.`);
    paths.add(`node_modules/${name}`);
    for (const needed of Object.keys(entry.dependencies ?? {}))
      if (!builtIn.includes(needed)) builtIn.push(needed);
  }
  return paths;
}

function lockedIn(root: string): Record<string, LockEntry> {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return (lock as { packages: Record<string, LockEntry> }).packages;
}

function refOf(path: string, entry: LockEntry): string {
  const installedAs = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return `${entry.name ?? installedAs}@${entry.version}`;
}

/** A version 8 UUID that says nothing but what it was made from. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** When the commit was made that is checked out: a release says the same whenever it is made again. */
export function commitTime(root = ROOT): string {
  const seconds = execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  return new Date(Number(seconds) * 1000).toISOString();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file] = process.argv.slice(2);
  if (!file) {
    process.stderr.write('Say where to write it: npm run sbom -- FILE\n');
    process.exitCode = 2;
  } else {
    const sbom = makeSbom(commitTime());
    writeFileSync(resolve(file), `${JSON.stringify(sbom, null, 2)}\n`);
    process.stdout.write(`${file}: ${sbom.components.length} packages.\n`);
  }
}
