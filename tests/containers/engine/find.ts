import { type Engine, NoEngine, type RunningEngine } from './engine.ts';
import { startPodman } from './podman.ts';
import { run } from './run.ts';

/**
 * Docker with Compose where it answers; else, as root on Debian, a Podman of our own with stand-ins for the base images.
 * Throws NoEngine where there can be neither: these tests are never left out.
 */
export async function findEngine(say: (line: string) => void): Promise<RunningEngine> {
  const docker = await dockerThatAnswers();
  if (docker) return { engine: docker, stop: async () => {} };
  if (process.getuid?.() !== 0) {
    throw new NoEngine(
      'The containers tests need Docker with Compose, and none answers: start Docker, or let this user use it (sudo usermod -aG docker $USER). On Debian they can do without when root runs them.',
    );
  }
  return startPodman(say);
}

async function dockerThatAnswers(): Promise<Engine | null> {
  if ((await run('docker', ['info'])).code !== 0) return null;
  if ((await run('docker', ['compose', 'version'])).code !== 0) {
    throw new NoEngine(
      'Docker answers, but `docker compose` does not: install its plugin, as https://docs.docker.com/compose/install/ says.',
    );
  }
  return { name: 'Docker', env: {} };
}
