/**
 * `npm run audit` asks the registry for known weaknesses, and leaves with 1 when one is in anything that ships. `npm audit
 * --omit=dev` would not look at what is built into the desk's files, since those packages are for building; without it, it
 * would stop a release for a tool that never leaves this repository. A weakness that does not concern us is argued in
 * docs/verify.md, by its name (GHSA-...), and no longer stops.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedPaths } from './sbom.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NAME = /GHSA(?:-[0-9a-z]{4}){3}/g;

/** What `npm audit --json` tells. Where `via` is a name, that package has an entry of its own. */
interface Report {
  message?: string;
  vulnerabilities?: Record<
    string,
    { nodes: string[]; via: (string | { title: string; url: string; severity: string; range: string })[] }
  >;
}

/**
 * A line for each weakness of what ships that nobody has argued.
 *
 * @param report what npm wrote, JSON @param ships paths in the lock file @param argued names of weaknesses (GHSA-...)
 * @throws Error when npm got no answer
 */
export function weaknesses(report: string, ships: ReadonlySet<string>, argued: readonly string[]): string[] {
  const { vulnerabilities, message } = JSON.parse(report) as Report;
  if (!vulnerabilities) throw new Error(`The registry did not answer: ${message ?? 'npm does not say why.'}`);
  return Object.entries(vulnerabilities).flatMap(([name, { nodes, via }]) => {
    if (!nodes.some(path => ships.has(path))) return [];
    return via
      .filter(one => typeof one !== 'string')
      .filter(({ url }) => !argued.some(known => url.endsWith(`/${known}`)))
      .map(({ severity, title, range, url }) => `${name} ${range}: ${title} (${severity}, ${url})`);
  });
}

/** The weaknesses that a page argues. */
export function arguedIn(page: string): string[] {
  const [, section = ''] = page.split(/^## Known weaknesses$/m);
  return section.split(/^## /m)[0]?.match(NAME) ?? [];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { stdout, error } = spawnSync('npm', ['audit', '--json'], { cwd: ROOT, encoding: 'utf8' });
    if (error) throw error;
    const found = weaknesses(
      stdout,
      shippedPaths(ROOT),
      arguedIn(readFileSync(join(ROOT, 'docs/verify.md'), 'utf8')),
    );
    const said = found.length === 0 ? ['Nothing that ships has a weakness that npm knows of.'] : found;
    process.stdout.write(`${said.join('\n')}\n`);
    if (found.length > 0) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
