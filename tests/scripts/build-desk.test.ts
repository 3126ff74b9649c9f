import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildDesk } from '../../scripts/build-desk.ts';

test('a desk that cannot be built keeps no server from starting, and is said to whoever asked for it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'second-ring-desk-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ['web', 'core/rules', 'core/texts'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'package-lock.json'), '{}');
  await buildDesk({ root });
  await expect(buildDesk({ root, always: true })).rejects.toThrow();
});
