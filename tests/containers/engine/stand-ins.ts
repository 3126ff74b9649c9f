import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programPath } from '../../setup/programs.ts';
import { NoEngine } from './engine.ts';
import { must, run } from './run.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FILES = fileURLToPath(new URL('./stand-ins/', import.meta.url));
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** Podman with where it keeps things, and what it needs in its environment. */
export interface Podman {
  program: readonly [string, ...string[]];
  env: Readonly<Record<string, string>>;
}

/** What all three need: fetched once, which takes most of the time. */
const PACKAGES = 'ca-certificates,caddy,libatomic1,libcap2-bin,libstdc++6,redis-server';

/** The base images that the project names, and what stands in for them: Debian with the same program in it. */
const STAND_INS = [
  { variable: 'NODE_IMAGE', name: 'node' },
  { variable: 'CADDY_IMAGE', name: 'caddy' },
  { variable: 'VALKEY_IMAGE', name: 'valkey' },
] as const;

/**
 * Makes an image for each base image that cannot be fetched, by Debian's packages and the project's own Node.js. They are
 * for trying out the real Dockerfile and the real Compose file, with the names of images as the only difference.
 *
 * @returns the environment by which Compose is told of them
 */
export async function makeStandIns(
  { program: [podman, ...where], env }: Podman,
  home: string,
  say: (line: string) => void,
): Promise<Record<string, string>> {
  const call = (...args: string[]) => must(podman, [...where, ...args], { env: env, limit: 300_000 });
  const exists = async (image: string) =>
    (await run(podman, [...where, 'image', 'exists', image], { env: env })).code === 0;
  const base = `${PREFIX}debian:${hashOf(PACKAGES)}`;
  if (!(await exists(base))) {
    say('Making a small Debian for the containers: a minute or so.');
    const tar = join(home, 'debian.tar');
    const options = ['--variant=minbase', `--include=${PACKAGES}`, '--quiet'];
    try {
      await must('mmdebstrap', [...options, 'bookworm', tar], { limit: 600_000 });
    } catch (error) {
      throw new NoEngine(`Debian's packages could not be fetched: ${(error as Error).message}`);
    }
    await call('import', tar, base);
    rmSync(tar);
  }
  for (const { name } of STAND_INS) {
    if (await exists(imageOf(name))) continue;
    say(`Making a stand-in for ${name}.`);
    const context = mkdtempSync(join(home, `${name}-`));
    try {
      await prepare[name](context);
      await call(
        'build',
        '--network=host',
        '--tag',
        imageOf(name),
        '--build-arg',
        `BASE=${base}`,
        '-f',
        fileOf(name),
        context,
      );
    } finally {
      rmSync(context, { recursive: true });
    }
  }
  return Object.fromEntries(STAND_INS.map(({ variable, name }) => [variable, imageOf(name)]));
}

const PREFIX = 'localhost/second-ring-stand-in-';

const fileOf = (name: string) => join(FILES, `${name}.containerfile`);

/** Named after what is in it, so that one of an earlier run is taken only while it is still the same. */
function imageOf(name: string): string {
  const node = name === 'node' ? process.version : '';
  return `${PREFIX}${name}:${hashOf(`${PACKAGES} ${node} ${readFileSync(fileOf(name), 'utf8')}`)}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

const prepare = {
  /** The Node.js that the lock file names, the machine's npm, and its certificates: it may be behind a proxy. */
  async node(context: string) {
    copyFileSync(join(ROOT, 'node_modules/node/bin/node'), join(context, 'node'));
    const npm = realpathSync(programPath({ names: ['npm'], debianPackage: 'npm' }));
    cpSync(dirname(dirname(npm)), join(context, 'npm'), { recursive: true, dereference: true });
    const own = existsSync(CERTIFICATES) ? readFileSync(CERTIFICATES) : '';
    mkdirSync(join(context, 'certificates'));
    writeFileSync(join(context, 'certificates/own.crt'), own);
  },
  async caddy() {},
  async valkey() {},
};
