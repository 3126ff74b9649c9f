import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fencesIn } from './docs.ts';
import { filesBelow, readText } from './source-files.ts';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Job {
  permissions?: Record<string, string>;
  'runs-on'?: string;
  uses?: string;
  needs?: string[];
  steps?: Step[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const WORKFLOWS = filesBelow('.github/workflows', /\.ya?ml$/);
const workflow = (name: string) => parse(readText(`.github/workflows/${name}`)) as Workflow;
const stepsOf = (path: string) =>
  Object.values((parse(readText(path)) as Workflow).jobs).flatMap(job => job.steps ?? []);

/** Commands that install something, wherever one may stand. */
const INSTALLS = /\bnpm (?:i|install|add|update|ci)\b[^\n&|;`]*/g;

describe('the lock file is respected', () => {
  const places = ['Dockerfile', '.ci/run', ...WORKFLOWS, ...filesBelow('scripts', /\.(?:sh|ts)$/)];
  const inDocs = [...filesBelow('docs', /\.md$/), 'README.md', 'CONTRIBUTING.md'].flatMap(page =>
    fencesIn(readText(page)).map(({ code }) => [page, code] as const),
  );
  const texts = [
    ...places
      .filter(path => filesBelow('.', /./).includes(path))
      .map(path => [path, readText(path)] as const),
    ...inDocs,
  ];

  test('whatever installs packages does it by npm ci', () => {
    const found = texts.flatMap(
      ([path, text]) =>
        withoutComments(text)
          .match(INSTALLS)
          ?.map(command => `${path}: ${command.trim()}`) ?? [],
    );
    expect(found.length).toBeGreaterThan(2);
    // What a person is told to do when the lock file lags behind.
    const others = found.filter(line => !/: npm ci\b/.test(line) && !line.startsWith('scripts/release.ts: '));
    expect(others).toEqual([]);
  });

  test('every package has a sum, and none comes from anywhere but the registry', () => {
    const { packages, lockfileVersion } = JSON.parse(readText('package-lock.json')) as {
      lockfileVersion: number;
      packages: Record<string, { integrity?: string; resolved?: string; link?: boolean; inBundle?: boolean }>;
    };
    expect(lockfileVersion).toBe(3);
    const odd = Object.entries(packages)
      .filter(([path]) => path !== '')
      .filter(([, { integrity, resolved, link }]) => !integrity?.startsWith('sha512-') || resolved || link)
      .map(([path]) => path);
    expect(odd).toEqual([]);
  });

  test('every version is named exactly, so that the lock file changes when somebody says so', () => {
    const { dependencies, devDependencies, overrides } = JSON.parse(readText('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies, ...overrides }).filter(
      ([, version]) => !/^(?:npm:[@\w/.-]+@)?\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

describe('workflows', () => {
  test('are there', () => {
    expect(WORKFLOWS.map(path => path.split('/').at(-1))).toEqual(['ci.yml', 'release.yml']);
  });

  test.each(WORKFLOWS)('%s may do nothing that it does not say, and keeps no credentials about', path => {
    const { permissions, jobs } = parse(readText(path)) as Workflow;
    expect(permissions).toBeDefined();
    expect(Object.values(permissions)).not.toContain('write');
    for (const [name, job] of Object.entries(jobs)) {
      if (path.endsWith('release.yml')) expect(job.permissions, name).toBeDefined();
      if (!job.uses) expect(job['runs-on'], name).toBeDefined();
    }
    for (const { uses, with: given } of stepsOf(path)) {
      if (uses?.startsWith('actions/checkout@')) expect(given?.['persist-credentials']).toBe(false);
    }
  });

  test.each(WORKFLOWS)(
    '%s uses actions of those who make the platform, the builder and the signatures alone',
    path => {
      const used = stepsOf(path).flatMap(({ uses }) => uses ?? []);
      expect(
        used.filter(one => !/^(?:actions|docker|sigstore)\/[\w-]+@(?:v\d+|[0-9a-f]{40})$/.test(one)),
      ).toEqual([]);
    },
  );

  test.each(WORKFLOWS)('%s puts nothing that others wrote into a command', path => {
    const filledIn = stepsOf(path).filter(({ run }) => run?.includes('${{'));
    expect(filledIn).toEqual([]);
  });

  test('each job waits for one that is there', () => {
    for (const path of WORKFLOWS) {
      const { jobs } = parse(readText(path)) as Workflow;
      for (const { needs = [] } of Object.values(jobs))
        for (const one of needs) expect(jobs).toHaveProperty([one]);
    }
  });
});

describe('a release', () => {
  const { on, jobs } = workflow('release.yml');
  const steps = (name: string) => jobs[name]?.steps ?? [];
  const uses = (name: string, action: string) =>
    steps(name).find(step => step.uses?.startsWith(`${action}@`));

  test('comes from a tag alone, after all checks', () => {
    expect(on).toEqual({ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] } });
    expect(jobs.check?.uses).toBe('./.github/workflows/ci.yml');
    expect(jobs.build?.needs).toEqual(['check', 'audit', 'bases']);
    expect(jobs.sign?.needs).toEqual(['build']);
    expect(jobs.publish?.needs).toEqual(['sign']);
  });

  test('is stopped by any known weakness in what ships', () => {
    const commands = steps('audit').map(({ run }) => run);
    expect(commands).toEqual(
      expect.arrayContaining(['node --no-warnings scripts/known-weaknesses.ts', 'npm audit signatures']),
    );
  });

  test('is built for both kinds of machine, from bases that are pinned by digest', () => {
    const { strategy } = jobs.build as unknown as {
      strategy: { matrix: { machine: { platform: string }[] } };
    };
    expect(strategy.matrix.machine.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    const given = uses('build', 'docker/build-push-action')?.with;
    expect(given).toMatchObject({ provenance: 'mode=max', sbom: true });
    const names = String(given?.['build-args']).match(/^\w+(?==)/gm);
    expect(names).toEqual(['NODE_IMAGE', 'CADDY_IMAGE', 'VERSION', 'REVISION', 'SOURCE']);
    expect(given?.['build-args']).toContain('needs.bases.outputs.node');
    const pinning = steps('bases').at(-1)?.run ?? '';
    expect(pinning.match(/^pin \w+ (\S+)$/gm)).toHaveLength(2);
    expect(pinning).toContain('@$(docker buildx imagetools inspect');
    // What is pinned is what the Dockerfile would take by itself.
    const bases = [...readText('Dockerfile').matchAll(/^ARG \w+_IMAGE=(\S+)$/gm)].map(match => match[1]);
    expect([...pinning.matchAll(/^pin \w+ (\S+)$/gm)].map(match => match[1])).toEqual(bases);
  });

  test('is signed, with provenance and the list of what is in it', () => {
    expect(jobs.sign?.permissions).toEqual({
      contents: 'read',
      packages: 'write',
      'id-token': 'write',
      attestations: 'write',
    });
    expect(uses('sign', 'actions/attest-build-provenance')?.with).toMatchObject({ 'push-to-registry': true });
    expect(uses('sign', 'actions/attest-sbom')?.with).toMatchObject({ 'sbom-path': 'app.cdx.json' });
    expect(steps('sign').at(-1)?.run).toContain('cosign sign --yes --recursive "$IMAGE"');
    expect(steps('publish').some(({ run }) => run?.includes('scripts/release.ts'))).toBe(true);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(?:#|\/\/|\*|\/\*).*$/gm, '');
}
