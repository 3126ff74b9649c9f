import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ROOT, withDemo } from './running-demo.ts';

/** Takes the README's pictures: plays a missed call on the demo, in a browser, and keeps what is seen. */

const PICTURES = join(ROOT, 'docs', 'pictures');
/** A 1440 by 900 window, drawn to pictures of 1280 by 800: the width that a README is shown in at most. */
const SCREEN = {
  viewport: { width: 1440, height: 900 },
  deviceScaleFactor: 1280 / 1440,
  colorScheme: 'light',
} as const;

await withDemo(async (browser, { phones }) => {
  mkdirSync(PICTURES, { recursive: true });
  await takePictures(browser, phones);
});
await import('./desk-screens.ts');

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
