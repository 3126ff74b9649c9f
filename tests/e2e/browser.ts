import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../setup/chromium.ts';
import { atTheEnd } from './at-the-end.ts';

/** A browser for one test. */
export async function openBrowser(): Promise<Browser> {
  const browser = await launchChromium();
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
