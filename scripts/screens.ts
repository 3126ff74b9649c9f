import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM, programPath } from '../tests/setup/programs.ts';

/** Takes the README's pictures: plays a missed call on the demo, in a browser, and keeps what is seen. */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PICTURES = join(ROOT, 'docs', 'pictures');
/** A 1440 by 900 window, drawn to pictures of 1280 by 800: the width that a README is shown in at most. */
const SCREEN = {
  viewport: { width: 1440, height: 900 },
  deviceScaleFactor: 1280 / 1440,
  colorScheme: 'light',
} as const;

const folder = mkdtempSync(join(tmpdir(), 'second-ring-screens-'));
const demo = spawn(process.execPath, [join(ROOT, 'cli', 'main.js'), 'demo', '--port', '8090'], {
  cwd: folder,
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const phones = await addressOfPhones();
  const browser = await chromium.launch({
    executablePath: programPath(CHROMIUM),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
  try {
    mkdirSync(PICTURES, { recursive: true });
    await takePictures(browser, phones);
  } finally {
    await browser.close();
  }
} finally {
  demo.kill('SIGTERM');
  if (demo.exitCode === null) await once(demo, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

async function addressOfPhones(): Promise<string> {
  let printed = '';
  for await (const part of demo.stdout.setEncoding('utf8')) {
    printed += part;
    const address = /Two phones to play with +(http\S+)/.exec(printed)?.[1];
    if (address) return address;
  }
  throw new Error('The demo ended before it said where its phones are.');
}

async function takePictures(browser: Browser, phones: string): Promise<void> {
  const page = await browser.newPage(SCREEN);
  await page.goto(phones);
  const caller = page.locator('#caller');
  const staff = page.locator('#staff');
  await caller.getByRole('button', { name: 'Call the practice' }).click();
  for (const name of ['Dana Reyes', 'Front desk']) {
    await staff.locator('.who option:checked', { hasText: name }).waitFor({ state: 'attached' });
    await staff.getByRole('button', { name: 'Decline' }).click();
  }
  await caller.locator('.thread li', { hasText: 'Sorry we missed your call.' }).waitFor();
  await staff.locator('.thread li', { hasText: 'new entry' }).waitFor();
  await caller.locator('.heard li', { hasText: 'for no texts, press star' }).waitFor({ timeout: 60_000 });
  await page.screenshot({ path: join(PICTURES, 'simulator.png') });

  const link = await caller.locator('.thread a').first().getAttribute('href');
  const form = await browser.newPage(SCREEN);
  await form.goto(link ?? '');
  await form.getByLabel('Please call me back').check();
  await form.evaluate('scrollTo(0, 0)');
  await form.screenshot({ path: join(PICTURES, 'form.png') });
}
