import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram, type Needed } from '../../setup/programs.ts';
import { provide } from '../../setup/provide.ts';
import { NoEngine, type RunningEngine } from './engine.ts';
import { run } from './run.ts';
import { makeStandIns, type Podman } from './stand-ins.ts';

/** Everything of ours lies here, apart from a Podman that the machine may have for other things; kept between runs. */
const HOME = '/var/tmp/second-ring-containers';
/** Holds the process id of the service while there is one. */
const SERVICE = join(HOME, 'engine.pid');

const needed = (name: string, debianPackage = name): Needed => ({ names: [name], debianPackage });
const NEEDED: readonly Needed[] = [
  needed('podman'),
  needed('runc'),
  needed('catatonit'),
  needed('netavark'),
  needed('aardvark-dns'),
  needed('iptables'),
  needed('docker-compose'),
  needed('mmdebstrap'),
];
/** Podman's own parts lie beside the usual folders. */
const PATH = [process.env.PATH ?? '', '/usr/sbin', '/usr/lib/podman'].join(delimiter);

/**
 * Podman behind Docker's API, and the Compose of Debian, which speaks it: what a machine without Docker and without a
 * registry of images can have. Nothing is left running by `stop`; images stay, so that the next run is quicker.
 */
export async function startPodman(say: (line: string) => void): Promise<RunningEngine> {
  const problem = await provide(NEEDED, {
    path: PATH,
    isRoot: true,
    osRelease: existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '',
    servicePolicy: '/usr/sbin/policy-rc.d',
    pause: 15_000,
    say,
  });
  if (problem) throw new NoEngine(`No Docker answers, and Podman is not whole. ${problem}`);
  const settings = writeSettings();
  const socket = `unix://${HOME}/engine.sock`;
  const program = [
    'podman',
    '--root',
    join(HOME, 'storage'),
    '--runroot',
    '/run/second-ring-containers',
  ] as const;
  const podman: Podman = {
    program,
    env: {
      CONTAINERS_CONF: settings,
      DOCKER_HOST: socket,
      COMPOSE_HTTP_TIMEOUT: '300',
      // Compose would ask a builder that Podman does not have.
      DOCKER_BUILDKIT: '0',
      COMPOSE_DOCKER_CLI_BUILD: '0',
      PATH: [writeDocker(program), PATH].join(delimiter),
    },
  };
  await endEarlierService();
  const images = await makeStandIns(podman, HOME, say);
  const service = await startService(podman, socket);
  const health = askHealth(podman);
  return {
    engine: { name: 'Podman', env: { ...podman.env, ...images } },
    async stop() {
      await health.stop();
      service.kill('SIGTERM');
      rmSync(SERVICE, { force: true });
    },
  };
}

/** `docker` as far as our files and pages use it, by Podman and Debian's Compose. Gives the folder it lies in. */
function writeDocker(podman: readonly string[]): string {
  const folder = join(HOME, 'bin');
  mkdirSync(folder, { recursive: true });
  const script = `#!/bin/sh
if [ "$1" = compose ]; then shift; exec docker-compose "$@"; fi
exec ${podman.join(' ')} "$@"
`;
  writeFileSync(join(folder, 'docker'), script, { mode: 0o755 });
  return folder;
}

function writeSettings(): string {
  mkdirSync(join(HOME, 'networks'), { recursive: true, mode: 0o700 });
  const file = join(HOME, 'containers.conf');
  // Limits as the machine's own may be lower than what Podman takes for granted. Without systemd there are no cgroups
  // but those that we make.
  writeFileSync(
    file,
    `[containers]
default_ulimits = ["nofile=1024:4096", "nproc=1024:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "${HOME}/networks"
default_subnet_pools = [{"base" = "10.214.0.0/16", "size" = 24}]
`,
  );
  // Where Debian's Podman looks for what runs as process 1, and Debian's catatonit does not lie.
  const init = '/usr/libexec/podman/catatonit';
  if (!existsSync(init)) {
    mkdirSync('/usr/libexec/podman', { recursive: true });
    symlinkSync(findProgram(needed('catatonit'), PATH) ?? '', init);
  }
  return file;
}

async function startService(
  { program: [podman, ...where], env }: Podman,
  socket: string,
): Promise<ChildProcess> {
  const file = socket.replace('unix://', '');
  rmSync(file, { force: true });
  const service = spawn(podman, [...where, 'system', 'service', '--time=0', socket], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  writeFileSync(SERVICE, `${service.pid}`);
  let said = '';
  service.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4_000);
  });
  for (let tries = 0; tries < 300; tries++) {
    if (service.exitCode !== null) break;
    if (await answers(file)) return service;
    await sleep(100);
  }
  service.kill('SIGKILL');
  throw new NoEngine(`Podman did not start:\n${said}`);
}

/** One that a run left behind which was killed. Its number may be somebody else's by now. */
async function endEarlierService(): Promise<void> {
  if (!existsSync(SERVICE)) return;
  const pid = readFileSync(SERVICE, 'utf8');
  const commandLine = `/proc/${pid}/cmdline`;
  const lives = () => existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(HOME);
  for (let tries = 0; lives() && tries < 100; tries++) {
    if (tries === 0) process.kill(Number(pid), 'SIGTERM');
    await sleep(100);
  }
  rmSync(SERVICE);
}

/** Whether Docker's API answers at a socket. */
function answers(socketPath: string): Promise<boolean> {
  return new Promise(resolve => {
    const asking = get({ socketPath, path: '/_ping', timeout: 5_000 }, answer => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => resolve(false));
  });
}

/** How often containers are asked for their health, in milliseconds. Podman leaves that to systemd, which may be missing. */
const ASK_EVERY = 3_000;

function askHealth({ program: [podman, ...where], env }: Podman): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const asking = (async () => {
    while (!stopping.signal.aborted) {
      const { stdout } = await run(podman, [...where, 'ps', '-q'], { env });
      for (const id of stdout.split('\n').filter(Boolean)) {
        await run(podman, [...where, 'healthcheck', 'run', id], { env, limit: 20_000 });
      }
      await sleep(ASK_EVERY, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    stop() {
      stopping.abort();
      return asking;
    },
  };
}
