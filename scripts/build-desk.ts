import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Builds the desk into web/dist when it is not there or older than what it is made of, which takes a second; otherwise does
 * nothing. Where Vite is not installed, as on a server without devDependencies, what was built before is left alone.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUILT = join(ROOT, 'web', 'dist', 'index.html');
const SOURCES = ['web', 'core/rules', 'core/texts', 'package-lock.json'];

export async function buildDesk({ always = false } = {}): Promise<void> {
  if (!always && existsSync(BUILT) && statSync(BUILT).mtimeMs >= newest()) return;
  const vite = await import('vite').catch(() => null);
  if (!vite) return;
  await vite.build({ configFile: join(ROOT, 'web', 'vite.config.ts'), logLevel: 'warn' });
}

/** When the newest of the sources was changed, in epoch milliseconds. */
function newest(): number {
  return Math.max(
    ...SOURCES.flatMap(source => filesOf(join(ROOT, source))).map(file => statSync(file).mtimeMs),
  );
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.name !== 'dist')
    .flatMap(entry => filesOf(join(path, entry.name)));
}

if (import.meta.main) await buildDesk({ always: process.argv.includes('--always') });
