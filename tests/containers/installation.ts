import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WholeEntry } from '../../core/store/queue-view.ts';
import { until } from '../e2e/until.ts';
import type { Engine } from './engine/engine.ts';
import { must, type Ran, run } from './engine/run.ts';
import { Phones } from './phones.ts';
import { ANSWERS, CARRIER, CARRIER_PORT, changed } from './practice.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What a fresh clone does not have. */
const NOT_CLONED = ['.git', 'node_modules', 'data', 'secrets', 'config.yaml', '.env', 'web/dist', 'coverage'];
/** A build from nothing fetches all packages twice. */
const BUILD = 420_000;
/** How all that belongs to an installation begins: its folder, and at the engine its project. */
const FOLDER = 'second-ring-containers-';
const PROJECT = projectOf(FOLDER);

/** Names the images of these tests, which are not to be taken for those of an installation on the same machine. */
export const VERSION = 'tried-out';
const IMAGES = [`second-ring:${VERSION}`, `second-ring-caddy:${VERSION}`] as const;

/** Between two looks at a container, in milliseconds: each starts a program. */
const POLL = 300;
/** Restarting waits longer each time. */
const KILLED = 60_000;

export const SERVICES = ['app', 'worker', 'valkey', 'caddy'] as const;
export type Service = (typeof SERVICES)[number];

/** A fresh clone in a folder of its own, set up by `./setup` and run by the Compose files as they stand. */
export class Installation {
  readonly folder: string;
  readonly project: string;
  readonly #engine: Engine;
  readonly #carriers: string[] = [];
  readonly #ids = new Map<Service, string>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.folder = mkdtempSync(join(tmpdir(), FOLDER));
    this.project = projectOf(basename(this.folder));
    const cloned = (path: string) => !NOT_CLONED.includes(relative(ROOT, path));
    cpSync(ROOT, this.folder, { recursive: true, filter: cloned });
  }

  /**
   * `./setup --answers FILE`, as an owner does it who has Docker and no Node.js. Then Twilio's address becomes the
   * carrier's and the practice is always open.
   *
   * @param settings further lines of `.env`
   * @returns what setup said
   */
  async setUp({
    redis = true,
    settings = {},
  }: {
    redis?: boolean;
    settings?: Readonly<Record<string, string>>;
  } = {}): Promise<string> {
    const answers = join(this.folder, 'answers.yaml');
    writeFileSync(answers, ANSWERS, { mode: 0o600 });
    const options = { cwd: this.folder, env: this.#env, limit: BUILD };
    const said = await must('./setup', ['--answers', 'answers.yaml'], options);
    rmSync(answers);
    const config = join(this.folder, 'config.yaml');
    writeFileSync(config, changed(readFileSync(config, 'utf8'), { redis }));
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
    appendFileSync(join(this.folder, '.env'), lines.join(''));
    return said;
  }

  /** `docker compose ...` in the folder; must end well. */
  compose(...args: string[]): Promise<string> {
    if (args[0] === 'down') this.#ids.clear();
    return must('docker', ['compose', ...args], { cwd: this.folder, env: this.#env, limit: BUILD });
  }

  /** `docker ...`; must end well. */
  docker(...args: string[]): Promise<string> {
    return must('docker', args, { env: this.#env });
  }

  /** `docker exec SERVICE ...`, as the service's own user. */
  async exec(service: Service, ...command: string[]): Promise<Ran> {
    return run('docker', ['exec', await this.id(service), ...command], { env: this.#env });
  }

  /** A shell line inside a service's container; what it printed. */
  async shell(service: Service, line: string): Promise<string> {
    const { code, stdout, stderr } = await this.exec(service, 'sh', '-c', line);
    if (code !== 0) throw new Error(`${service}: ${line}\nended with ${code}:\n${stdout}${stderr}`);
    return stdout.trim();
  }

  /** The owner's command, in the worker's container. */
  async secondRing(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.exec('worker', 'second-ring', ...args);
    if (code !== 0) throw new Error(`second-ring ${args.join(' ')} ended with ${code}:\n${stderr}`);
    return stdout;
  }

  /** The one entry of the queue, with everything that belongs to it. */
  async onlyEntry(): Promise<WholeEntry> {
    const entries = JSON.parse(await this.secondRing('queue', '--json')) as { shortId: string }[];
    if (entries.length !== 1) throw new Error(`There are ${entries.length} entries`);
    return JSON.parse(await this.secondRing('queue', 'show', entries[0]?.shortId ?? '', '--json'));
  }

  /** Of the container that a service has, or had when it was asked first. */
  async id(service: Service): Promise<string> {
    const known = this.#ids.get(service);
    if (known !== undefined) return known;
    const label = (name: string, value: string) => ['--filter', `label=com.docker.compose.${name}=${value}`];
    const filters = [...label('project', this.project), ...label('service', service)];
    const [id = ''] = (await this.docker('ps', '--all', '--quiet', ...filters)).trim().split('\n');
    if (id === '') throw new Error(`${service} has no container`);
    this.#ids.set(service, id);
    return id;
  }

  async inspect(service: Service): Promise<Inspected> {
    const [inspected] = JSON.parse(await this.docker('inspect', await this.id(service))) as Inspected[];
    if (!inspected) throw new Error(`${service} has no container`);
    return inspected;
  }

  /** Whether its own health check says that it is well. */
  async isHealthy(service: Service): Promise<boolean> {
    const { State } = await this.inspect(service);
    return State.Running && State.Health?.Status === 'healthy';
  }

  async areHealthy(services: readonly Service[]): Promise<void> {
    for (const service of services) {
      await until(`${service} is healthy`, () => this.isHealthy(service), 120_000, POLL).catch(
        async error => {
          throw new Error(`${error.message}\n${await this.compose('logs', '--tail=40', service)}`);
        },
      );
    }
  }

  /** Kills what runs in a container as a defect or the kernel would, and waits until the engine has started it anew. */
  async kill(service: Service, process: string): Promise<void> {
    const before = (await this.inspect(service)).State.StartedAt;
    // From inside, as the same user, process by process: what is process 1 starts nothing anew, it ends with its child.
    const line = `for at in /proc/[0-9]*; do if tr '\\0' ' ' < $at/cmdline 2>/dev/null | grep -q '^${process}'; then kill -9 "\${at#/proc/}"; fi; done`;
    await this.exec(service, 'sh', '-c', line);
    await until(
      `${service} is started again`,
      async () => {
        const { State } = await this.inspect(service);
        return State.Running && State.StartedAt !== before;
      },
      KILLED,
      POLL,
    );
  }

  /** Starts the carrier where the worker finds it, and where it finds Caddy. */
  async startCarrier(practiceUrl: string, ca: string, via = ''): Promise<Phones> {
    const name = `${this.project}-${CARRIER}`;
    // Its own user is to read it.
    writeFileSync(join(this.folder, 'ca.crt'), ca, { mode: 0o644 });
    await this.docker(
      ...[
        'run',
        '--detach',
        '--init',
        '--name',
        name,
        '--network',
        `${this.project}_outward`,
        '--network-alias',
        CARRIER,
      ],
      ...['--publish', `127.0.0.1::${CARRIER_PORT}`],
      ...['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024'],
      ...['--volume', `${this.folder}/tests:/app/tests:ro`, '--volume', `${this.folder}/ca.crt:/ca.crt:ro`],
      ...['--env', 'NODE_EXTRA_CA_CERTS=/ca.crt', '--env', `PRACTICE=${practiceUrl}`],
      ...['--env', `VIA=${via}`, '--env', `ADDRESS=http://${CARRIER}:${CARRIER_PORT}`],
      ...[IMAGES[0], 'node', 'tests/containers/carrier.ts'],
    );
    this.#carriers.push(name);
    await this.docker('network', 'connect', `${this.project}_outside`, name);
    const [published = ''] = (await this.docker('port', name, String(CARRIER_PORT))).trim().split('\n');
    const phones = new Phones(`http://${published}`);
    await until('the carrier answers', () => phones.isThere()).catch(async error => {
      throw new Error(`${error.message}\n${await this.docker('logs', name)}`);
    });
    return phones;
  }

  async stopCarriers(): Promise<void> {
    for (const name of this.#carriers.splice(0)) await this.docker('rm', '--force', name);
  }

  async end(): Promise<void> {
    await this.stopCarriers();
    await this.compose('down', '--volumes', '--timeout', '10');
    await this.asRoot('rm', '-rf', 'data', 'secrets', 'config.yaml', '.env', 'ca.crt');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A command in the folder that can do what the container's user can, whoever runs these tests. */
  asRoot(...command: string[]): Promise<string> {
    const where = ['--volume', `${this.folder}:/folder`, '--workdir', '/folder'];
    return this.docker('run', '--rm', '--user', '0:0', '--network', 'none', ...where, IMAGES[0], ...command);
  }

  get #env(): Record<string, string> {
    return { ...this.#engine.env, COMPOSE_PROJECT_NAME: this.project, SECOND_RING_VERSION: VERSION };
  }
}

function projectOf(folder: string): string {
  return folder.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/**
 * Removes all that a run has left at the engine: one that was killed has the ports still, and images are to be built anew.
 */
export async function removeLeftovers({ env }: Engine): Promise<void> {
  const kinds = [
    [
      ['ps', '--all', '--quiet'],
      ['rm', '--force', '--volumes'],
    ],
    [
      ['network', 'ls', '--quiet'],
      ['network', 'rm'],
    ],
    [
      ['volume', 'ls', '--quiet'],
      ['volume', 'rm'],
    ],
  ] as const;
  for (const [list, remove] of kinds) {
    const found = await must('docker', [...list, '--filter', `name=^${PROJECT}`], { env });
    const ids = found.split('\n').filter(Boolean);
    if (ids.length > 0) await must('docker', [...remove, ...ids], { env });
  }
  // Compose builds what is missing, and takes what is there for what it would build.
  for (const image of IMAGES) await run('docker', ['image', 'rm', '--force', image], { env });
  const folders = readdirSync(tmpdir()).filter(name => name.startsWith(FOLDER));
  for (const folder of folders) await run('rm', ['-rf', join(tmpdir(), folder)]);
}

/** What is read of `docker inspect`. */
export interface Inspected {
  State: { Running: boolean; StartedAt: string; ExitCode: number; Health?: { Status: string } };
  Config: { User: string; Env: string[]; Labels: Record<string, string>; Cmd: string[] | null };
  HostConfig: {
    Memory: number;
    MemorySwap: number;
    PidsLimit: number;
    ReadonlyRootfs: boolean;
    RestartPolicy: { Name: string };
    LogConfig: { Type: string; Config: Record<string, string> | null; Size?: string };
    PortBindings: Record<string, unknown> | null;
  };
}
