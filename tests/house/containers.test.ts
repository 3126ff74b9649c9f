import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesBelow, readText } from './source-files.ts';

interface Compose {
  services: Record<string, { image?: string; healthcheck?: object; mem_limit?: string }>;
}

const IMAGE = /docker\.io\/[\w/]+:[\w.-]+/g;

test('a base image has one name, wherever it is named', () => {
  const places = ['Dockerfile', 'docker-compose.yml', ...filesBelow('.github', /\.ya?ml$/)];
  const named = places.flatMap(place => readText(place).match(IMAGE) ?? []);
  const names = [...new Set(named)].toSorted();
  // One for each: a second name for the same program would be a second version of it.
  expect(names.map(name => name.replace(/:.*/, ''))).toEqual([
    'docker.io/library/caddy',
    'docker.io/library/node',
    'docker.io/valkey/valkey',
  ]);
  for (const name of names) expect(name).not.toMatch(/:latest$/);
});

test('the image has the Node.js of the line that the tests run on', () => {
  const { devDependencies } = JSON.parse(readText('package.json')) as { devDependencies: { node: string } };
  const [, line] = /library\/node:(\d+)/.exec(readText('Dockerfile')) ?? [];
  expect(devDependencies.node.split('.')[0]).toBe(line);
});

test('every service is asked for its health and bounded', () => {
  const { services } = parse(readText('docker-compose.yml'), { merge: true }) as Compose;
  expect(Object.keys(services).toSorted()).toEqual(['app', 'caddy', 'valkey', 'worker']);
  for (const [name, service] of Object.entries(services)) {
    expect([name, Boolean(service.healthcheck), Boolean(service.mem_limit)]).toEqual([name, true, true]);
  }
});

test('nothing goes into the build but what is named', () => {
  const [first, ...rest] = readText('.dockerignore')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
  expect(first).toBe('*');
  const named = rest.filter(line => line.startsWith('!')).map(line => line.slice(1));
  for (const private_ of ['.env', 'config.yaml', 'secrets', 'data', '.git', 'tests'])
    expect(named).not.toContain(private_);
});
