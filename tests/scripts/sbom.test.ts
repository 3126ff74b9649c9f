import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { BUILT_IN, makeSbom, type Sbom } from '../../scripts/sbom.ts';
import { readSource } from '../house/import-graph.ts';
import { filesBelow, ROOT, readText } from '../house/source-files.ts';

/** Licences under which a practice may run it, change it and give it on, without asking anybody. */
const ALLOWED = [
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
];

const WHEN = '2026-11-20T12:00:00.000Z';

interface Entry {
  /** The package's own name, where it is installed under another. */
  name?: string;
  version: string;
  integrity?: string;
  dependencies?: Record<string, string>;
}
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>;
};

let sbom: Sbom;
beforeAll(() => {
  sbom = makeSbom(WHEN);
});

test('is CycloneDX, about this project, and the same when made again', () => {
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
  expect(sbom.serialNumber).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(sbom.metadata).toMatchObject({
    timestamp: WHEN,
    component: { type: 'application', name: 'second-ring', licenses: [{ license: { id: 'MIT' } }] },
  });
  expect(makeSbom(WHEN)).toEqual(sbom);
});

test('each component says what it is, under which licence, and has the sum of the lock file', () => {
  const refs = sbom.components.map(component => component['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  for (const component of sbom.components) {
    const { name, version, purl, hashes } = component;
    expect(component, name).toMatchObject({ type: 'library', scope: 'required' });
    expect(purl, name).toMatch(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+/);
    const entry = Object.entries(lock.packages).find(
      ([path, at]) => (at.name === name || path.endsWith(`node_modules/${name}`)) && at.version === version,
    )?.[1];
    const sum = Buffer.from(entry?.integrity?.replace('sha512-', '') ?? '', 'base64').toString('hex');
    expect(hashes, name).toEqual([{ alg: 'SHA-512', content: sum }]);
  }
});

test('everything that a dependency names is there, however deep', () => {
  const missing = reached(Object.keys(lock.packages['']?.dependencies ?? {})).filter(
    ref => !sbom.components.some(component => component['bom-ref'] === ref),
  );
  expect(missing).toEqual([]);
  expect(sbom.components.length).toBeGreaterThan(100);
});

test('each package that the program imports is there, and each that the desk is built from', () => {
  const files = ['core', 'server', 'worker', 'cli', 'simulator', 'web'].flatMap(folder =>
    filesBelow(folder, /\.tsx?$/),
  );
  const named = files
    .flatMap(path => readSource(path, readText(path)).imports)
    .filter(
      ({ to, kind, specifier, from }) =>
        to === null && kind !== 'type' && !specifier.startsWith('node:') && from !== 'web/vite.config.ts',
    )
    .map(({ specifier }) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  const known = sbom.components.map(({ name }) => name);
  expect(new Set(named).size).toBeGreaterThan(10);
  const ownName = (name: string) => lock.packages[`node_modules/${name}`]?.name ?? name;
  expect([...new Set(named)].filter(name => !known.includes(ownName(name)))).toEqual([]);
  expect(named).toEqual(expect.arrayContaining([...BUILT_IN]));
});

test('is about what the image installs: neither what is optional nor what is for development', () => {
  expect(readText('Dockerfile')).toMatch(/^RUN npm ci --omit=dev --omit=optional /m);
});

test('no tool of ours is in it', () => {
  const names = sbom.components.map(({ name }) => name);
  for (const tool of [
    'vitest',
    'vite',
    'typescript',
    '@biomejs/biome',
    'playwright-core',
    'node',
    'express',
  ]) {
    expect(names).not.toContain(tool);
  }
});

test('every dependency that it names is in it', () => {
  const refs = new Set([sbom.metadata.component, ...sbom.components].map(component => component['bom-ref']));
  expect(sbom.dependencies.map(({ ref }) => ref).filter(ref => !refs.has(ref))).toEqual([]);
  expect(sbom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter(ref => !refs.has(ref))).toEqual([]);
});

describe('licences', () => {
  test('what ships may be run, changed and given on by anybody', () => {
    const others = sbom.components.filter(
      ({ licenses }) => !licenses?.length || !licenses.every(({ license }) => ALLOWED.includes(license.id)),
    );
    expect(others.map(({ name, licenses }) => `${name}: ${JSON.stringify(licenses)}`)).toEqual([]);
  });
});

/** The packages of the lock file that these names lead to, by what each says it depends on. */
function reached(names: readonly string[]): string[] {
  const found = new Map<string, string>();
  const look = (name: string, from: string) => {
    let folder = from;
    for (;;) {
      const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
      const entry = lock.packages[path];
      if (entry) {
        if (found.has(path)) return;
        found.set(path, `${entry.name ?? name}@${entry.version}`);
        for (const needed of Object.keys(entry.dependencies ?? {})) look(needed, path);
        return;
      }
      if (folder === '') throw new Error(`${name}, which ${from} depends on, is not in the lock file`);
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
    }
  };
  for (const name of names) look(name, '');
  return [...found.values()];
}
