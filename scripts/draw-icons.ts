import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM, programPath } from '../tests/setup/programs.ts';

/** Draws the desk's icons from the one drawing, `icon.svg`, in the sizes that an installed page is asked for. */

const FOLDER = new URL('../web/public/', import.meta.url);
const drawing = readFileSync(new URL('icon.svg', FOLDER), 'utf8');
/** Systems cut a maskable icon to a shape of theirs; what lies within four fifths of it is always seen. */
const ICONS = [
  { name: 'icon-192.png', size: 192, part: 1, ground: 'transparent' },
  { name: 'icon-512.png', size: 512, part: 1, ground: 'transparent' },
  { name: 'icon-maskable.png', size: 512, part: 0.8, ground: '#1f6f6b' },
] as const;

const browser = await chromium.launch({
  executablePath: programPath(CHROMIUM),
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
for (const { name, size, part, ground } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { background: ${ground}; display: grid; height: 100vh; margin: 0; place-items: center }
    svg { width: ${100 * part}% }</style>${drawing}`,
  );
  writeFileSync(fileURLToPath(new URL(name, FOLDER)), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
