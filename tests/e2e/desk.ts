import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeFinds } from './browser.ts';
import type { Demo } from './demo.ts';
import { LIMIT } from './until.ts';

/** The desk in a browser, and what goes wrong in it that nobody sees. */
export class DeskOnPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of, such as a script that the policy refused. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(LIMIT);
    page.on('pageerror', error => this.complaints.push(String(error)));
    page.on('console', message => {
      const refused = /status of 4\d\d|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/.test(message.text());
      if (message.type() === 'error' && !refused) this.complaints.push(message.text());
    });
  }

  /** Signs in as the demo says. By keyboard: each page begins where one types. */
  static async open(browser: Browser, demo: Demo): Promise<DeskOnPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' });
    const desk = new DeskOnPage(context, await context.newPage());
    const { page } = desk;
    await page.goto(demo.desk);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.keyboard.type(demo.login.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(demo.login.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Second factor' }).waitFor();
    await page.getByRole('button', { name: 'Use a recovery code' }).press('Enter');
    await page.getByLabel('Recovery code').waitFor();
    await page.keyboard.type(demo.login.recoveryCode);
    await page.keyboard.press('Enter');
    await page.locator('.queue li').first().waitFor();
    return desk;
  }

  line(words: string) {
    return this.page.locator('.queue a', { hasText: words });
  }

  /** Walks down the queue to a line, from wherever the focus is. */
  async walkTo(words: string): Promise<void> {
    const { page } = this;
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('j');
      if (await page.locator('.queue a:focus', { hasText: words }).count()) return;
    }
    throw new Error(`No line with ${words} can be reached by keyboard.`);
  }

  /** What was done last, as the screen says it. */
  said(words: string): Promise<void> {
    return this.page.locator('.last', { hasText: words }).waitFor();
  }

  /** What axe finds on the open screen, and whether it is too wide, in either theme on a laptop and at 320 pixels. */
  async findsAnywhere(screen: string): Promise<string[]> {
    const found: string[] = [];
    for (const width of [1280, 320]) {
      for (const theme of ['light', 'dark'] as const) {
        await this.look(width, theme);
        found.push(...(await axeFinds(this.page)).map(one => `${screen} ${width} ${theme}: ${one}`));
        const wide = await this.page.evaluate<number>('document.documentElement.scrollWidth');
        if (wide > width) found.push(`${screen} ${width}: ${wide} pixels wide`);
      }
    }
    await this.look(1280, 'light');
    return found;
  }

  /** Puts the page at a width and in a theme. */
  async look(width: number, colorScheme: 'light' | 'dark'): Promise<void> {
    await this.page.setViewportSize({ width, height: width < 600 ? 640 : 800 });
    await this.page.emulateMedia({ colorScheme });
  }
}
