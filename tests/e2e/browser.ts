import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM, programPath } from '../setup/programs.ts';
import { atTheEnd } from './at-the-end.ts';

/** Chromium without a screen. Its microphone hears beeps. */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: programPath(CHROMIUM),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  });
  atTheEnd(() => browser.close());
  return browser;
}

/** What axe finds on a page. The debugger runs it: the page's own policy lets no stranger's script in. */
export async function axeFinds(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe.source });
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      'axe.run().then(({violations}) => violations.map(one => one.id + " " + one.nodes.map(n => n.target).join(" ")))',
    awaitPromise: true,
    returnByValue: true,
  });
  return result.value;
}
