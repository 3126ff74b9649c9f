import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Builds the desk into web/dist when it is not there or older than what it is made of, which takes a second; otherwise does
 * nothing. Where Vite is not installed, as on a server without devDependencies, what was built before is left alone, and so
 * it is where building fails (a folder that cannot be written): phones are answered without a desk, too.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['web', 'core/rules', 'core/texts', 'package-lock.json'];

/** @throws what Vite throws, if it is to build in any case */
export async function buildDesk({ always = false, root = ROOT } = {}): Promise<void> {
  const built = join(root, 'web', 'dist', 'index.html');
  if (!always && existsSync(built) && statSync(built).mtimeMs >= newest(root)) return;
  const vite = await import('vite').catch(() => null);
  if (!vite) return;
  const building = vite.build({ configFile: join(root, 'web', 'vite.config.ts'), logLevel: 'warn' });
  if (always) return void (await building);
  await building.catch((error: Error) =>
    process.stderr.write(`The desk could not be built: ${error.message}\n`),
  );
}

/** When the newest of the sources was changed, in epoch milliseconds. */
function newest(root: string): number {
  return Math.max(
    ...SOURCES.flatMap(source => filesOf(join(root, source))).map(file => statSync(file).mtimeMs),
  );
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.name !== 'dist')
    .flatMap(entry => filesOf(join(path, entry.name)));
}

if (import.meta.main) await buildDesk({ always: process.argv.includes('--always') });
