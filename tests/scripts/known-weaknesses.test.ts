import { describe, expect, test } from 'vitest';
import { arguedIn, weaknesses } from '../../scripts/known-weaknesses.ts';
import { shippedPaths } from '../../scripts/sbom.ts';

/** What `npm audit --json` writes of one package with a weakness. */
function report(name: string, nodes = [`node_modules/${name}`]): string {
  const url = 'https://github.com/advisories/GHSA-aaaa-bbbb-cc12';
  const via = [{ source: 1, name, title: 'Reads too far', url, severity: 'low', range: '<2.0.0' }];
  return JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: { [name]: { name, severity: 'low', via, effects: [], nodes } },
  });
}

const ships = shippedPaths();

describe('a weakness stops a release', () => {
  test.each([
    ['hono', 'in what runs'],
    ['preact', 'in what is built into the desk, however it is declared'],
    ['@preact/signals-core', 'in what that needs'],
  ])('in %s: %s', name => {
    expect(weaknesses(report(name), ships, [])).toEqual([
      `${name} <2.0.0: Reads too far (low, https://github.com/advisories/GHSA-aaaa-bbbb-cc12)`,
    ]);
  });

  test('in one of two copies', () => {
    const nodes = ['node_modules/vite/node_modules/hono', 'node_modules/hono'];
    expect(weaknesses(report('hono', nodes), ships, [])).toHaveLength(1);
  });
});

describe('it does not', () => {
  test('in a tool that never ships', () => {
    expect(weaknesses(report('vitest'), ships, [])).toEqual([]);
  });

  test('when docs/verify.md argues that very one', () => {
    expect(weaknesses(report('hono'), ships, ['GHSA-aaaa-bbbb-cc12'])).toEqual([]);
    expect(weaknesses(report('hono'), ships, ['GHSA-aaaa-bbbb-cc13'])).toHaveLength(1);
  });

  test('when there is none', () => {
    expect(weaknesses('{"auditReportVersion":2,"vulnerabilities":{}}', ships, [])).toEqual([]);
  });
});

test('no answer is not taken for a good one', () => {
  const refused = '{"message":"audit endpoint returned an error","error":{"summary":"","detail":""}}';
  expect(() => weaknesses(refused, ships, [])).toThrow('audit endpoint returned an error');
  expect(() => weaknesses('{}', ships, [])).toThrow('did not answer');
});

test('only what stands under "Known weaknesses" is argued', () => {
  const page = [
    'GHSA-aaaa-aaaa-aaaa',
    '## Known weaknesses',
    'GHSA-bbbb-bbbb-bbbb, as no route reads it.',
    '## Else',
    'GHSA-cccc-cccc-cccc',
  ].join('\n');
  expect(arguedIn(page)).toEqual(['GHSA-bbbb-bbbb-bbbb']);
});
