import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WholeEntry } from '../../core/store/queue-view.ts';
import { until } from '../e2e/until.ts';
import type { Engine } from './engine/engine.ts';
import { must, type Ran, run } from './engine/run.ts';
import { Phones } from './phones.ts';
import { CARRIER, CARRIER_PORT, practice, TOKEN } from './practice.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What a fresh clone does not have. */
const NOT_CLONED = ['.git', 'node_modules', 'data', 'secrets', 'config.yaml', '.env', 'web/dist', 'coverage'];
const CONTAINER_USER = 1000;
/** A build from nothing fetches all packages twice. */
const BUILD = 420_000;

export const SERVICES = ['app', 'worker', 'valkey', 'caddy'] as const;
export type Service = (typeof SERVICES)[number];

export interface InstallationOptions {
  redis: boolean;
  url: string;
  /** Lines of `.env`. */
  settings: Readonly<Record<string, string>>;
}

/** A fresh clone in a folder of its own, with a configuration and secrets, run by the Compose files as they stand. */
export class Installation {
  readonly folder: string;
  readonly project: string;
  readonly #engine: Engine;
  readonly #carriers: string[] = [];

  constructor(engine: Engine, { redis, url, settings }: InstallationOptions) {
    this.#engine = engine;
    this.folder = mkdtempSync(join(tmpdir(), 'second-ring-containers-'));
    this.project = basename(this.folder)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '');
    const cloned = (path: string) => !NOT_CLONED.includes(relative(ROOT, path));
    cpSync(ROOT, this.folder, { recursive: true, filter: cloned });
    this.#write('config.yaml', practice({ url, redis }));
    for (const folder of ['secrets', 'data']) {
      mkdirSync(join(this.folder, folder), { mode: 0o700 });
      this.#own(folder);
    }
    this.#write('secrets/database_key', randomBytes(32).toString('hex'));
    this.#write('secrets/twilio_auth_token', TOKEN);
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(this.folder, '.env'), lines.join(''));
  }

  /** `docker compose ...` in the folder; must end well. */
  compose(...args: string[]): Promise<string> {
    const [program, ...first] = this.#engine.compose;
    return must(program, [...first, ...args], { cwd: this.folder, env: this.#env, limit: BUILD });
  }

  /** `docker ...`; must end well. */
  docker(...args: string[]): Promise<string> {
    const [program, ...first] = this.#engine.docker;
    return must(program, [...first, ...args], { env: this.#env });
  }

  /** `docker exec SERVICE ...`, as the service's own user. */
  async exec(service: Service, ...command: string[]): Promise<Ran> {
    const [program, ...first] = this.#engine.docker;
    return run(program, [...first, 'exec', await this.id(service), ...command], { env: this.#env });
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

  async id(service: Service): Promise<string> {
    const label = (name: string, value: string) => ['--filter', `label=com.docker.compose.${name}=${value}`];
    const filters = [...label('project', this.project), ...label('service', service)];
    const [id = ''] = (await this.docker('ps', '--all', '--quiet', ...filters)).trim().split('\n');
    if (id === '') throw new Error(`${service} has no container`);
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
      await until(`${service} is healthy`, () => this.isHealthy(service), 120_000).catch(async error => {
        throw new Error(`${error.message}\n${await this.compose('logs', '--tail=40', service)}`);
      });
    }
  }

  /** Kills what runs in a container as a defect or the kernel would, and waits until the engine has started it anew. */
  async kill(service: Service, process: string): Promise<void> {
    const before = (await this.inspect(service)).State.StartedAt;
    // From inside, as the same user, process by process: what is process 1 starts nothing anew, it ends with its child.
    const line = `for at in /proc/[0-9]*; do if tr '\\0' ' ' < $at/cmdline 2>/dev/null | grep -q '^${process}'; then kill -9 "\${at#/proc/}"; fi; done`;
    await this.exec(service, 'sh', '-c', line);
    await until(`${service} is started again`, async () => {
      const { State } = await this.inspect(service);
      return State.Running && State.StartedAt !== before;
    });
  }

  /** Starts the carrier where the worker finds it, and where it finds Caddy. */
  async startCarrier(practiceUrl: string, ca: string, via = ''): Promise<Phones> {
    const name = `${this.project}-${CARRIER}`;
    this.#write('ca.crt', ca);
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
      ...['second-ring:local', 'node', 'tests/containers/carrier.ts'],
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
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #env(): Record<string, string> {
    return { ...this.#engine.env, COMPOSE_PROJECT_NAME: this.project };
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
    chmodSync(join(this.folder, name), 0o600);
    this.#own(name);
  }

  /** Whoever is not root must be the container's user already. */
  #own(name: string): void {
    if (process.getuid?.() === 0) chownSync(join(this.folder, name), CONTAINER_USER, CONTAINER_USER);
  }
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
