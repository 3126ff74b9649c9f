import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../setup/chromium.ts';
import { EXPIRED, OPEN, Pages } from './harness.ts';

const pages = new Pages();
let server: ServerType;
let browser: Browser;
let base: string;

beforeAll(async () => {
  server = serve({ fetch: pages.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>(resolve => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await new Promise(resolve => server.close(resolve));
});

/** Runs `act` on a fresh page, and fails when anything leaves the host, sets a cookie or is blocked or missing. */
async function visiting(options: BrowserContextOptions, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('request', request => {
    if (!request.url().startsWith(`${base}/`)) complaints.push(`left the host: ${request.url()}`);
  });
  page.on('console', message => {
    const answer = /status of (404|422|429|503)/.test(message.text());
    if (message.type() === 'error' && !answer) complaints.push(message.text());
  });
  try {
    await act(page);
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const SCREENS: Record<string, (page: Page, language: string) => Promise<unknown>> = {
  home: (page, language) => page.goto(`${base}/?lang=${language}`),
  terms: (page, language) => page.goto(`${base}/terms?lang=${language}`),
  privacy: (page, language) => page.goto(`${base}/privacy?lang=${language}`),
  'form by link': (page, language) => page.goto(`${base}/c/${OPEN}?lang=${language}`),
  'form by an old link': (page, language) => page.goto(`${base}/c/${EXPIRED}?lang=${language}`),
  'form without a link': (page, language) => page.goto(`${base}/form?lang=${language}`),
  'form with errors': async (page, language) => {
    await page.goto(`${base}/form?lang=${language}`);
    await page.locator('#number').fill('12');
    await page.locator('main button').click();
    await page.waitForSelector('.summary');
  },
  thanks: (page, language) => page.goto(`${base}/thanks?lang=${language}`),
  'thanks after crisis words': async (page, language) => {
    pages.now = pages.now.add({ hours: 1 });
    await page.goto(`${base}/c/${OPEN}?lang=${language}`);
    await page.locator('#wants').check();
    await page.locator('#message').fill('crisis');
    await page.locator('main button').click();
    await page.waitForSelector('.emergency.large');
  },
  'not found': (page, language) => page.goto(`${base}/nothing?lang=${language}`),
};

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds, and how many of its rules had something to look at. */
async function axeOn(page: Page): Promise<{ found: string[]; looked: number }> {
  // Evaluated by the debugger, not by the page, whose policy allows no script.
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(
    rules => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: rules }),
    RULES,
  );
  return {
    found: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    looked: passes.length,
  };
}

describe.each(['en', 'es'])('in %s', language => {
  test.each(Object.keys(SCREENS))('%s is for everybody: light, dark, and at 320 pixels', async name => {
    await visiting({ colorScheme: 'light', viewport: { width: 1280, height: 800 } }, async page => {
      await SCREENS[name]!(page, language);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { found, looked } = await axeOn(page);
        expect(found, colorScheme).toEqual([]);
        expect(looked).toBeGreaterThan(10);
      }
      // A small phone, and also a 1280-pixel window at 400 % (WCAG 1.4.10); 24 pixels are WCAG 2.5.8.
      await page.setViewportSize({ width: 320, height: 640 });
      const measured = await page.evaluate(`({
        wide: document.documentElement.scrollWidth,
        small: [...document.querySelectorAll('button, .button, .ways-out a, .leave, .switch, .links a, .choice')]
          .filter(element => element.getBoundingClientRect().height < 24)
          .map(element => element.outerHTML),
      })`);
      expect(measured).toEqual({ wide: 320, small: [] });
    });
  });
});

describe('without JavaScript', () => {
  const noScript = { javaScriptEnabled: false, viewport: { width: 390, height: 800 } };

  test('a person can go wrong, be led to the fields, and send', async () => {
    await visiting(noScript, async page => {
      const before = pages.submitted.length;
      await page.goto(`${base}/form`);
      await page.getByLabel('I want to leave a message').check();
      await page.getByLabel('Your phone number').fill('555');
      await page.getByRole('button', { name: 'Send' }).click();
      const summary = page.locator('.summary');
      expect(await summary.evaluate(element => element.ownerDocument.activeElement === element)).toBe(true);
      await summary.getByRole('link').last().click();
      expect(await page.locator(':target').getAttribute('id')).toBe('number');
      await page.getByRole('button', { name: 'Ver esto en español' }).click();
      expect(await page.getByLabel('Su número de teléfono').inputValue()).toBe('555');
      await page.getByLabel('Su número de teléfono').fill('212 555 0123');
      await page.getByLabel('Su mensaje').fill('¿Tienen citas los martes?');
      await page.getByRole('button', { name: 'Enviar' }).click();
      await page.waitForURL('**/thanks?lang=*');
      expect(await page.title()).toBe('Willow Street');
      expect(pages.submitted.slice(before)).toMatchObject([
        { message: '¿Tienen citas los martes?', number: '+12125550123', textMe: false, wants: 'message' },
      ]);
    });
  });

  test('Enter in a field sends the form, and never merely switches the language', async () => {
    await visiting(noScript, async page => {
      await page.goto(`${base}/form`);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByLabel('Please call me back').check();
      await page.getByLabel('Your phone number').fill('212 555 0123');
      await page.getByLabel('Your phone number').press('Enter');
      await page.waitForURL('**/thanks?lang=en');
    });
  });

  test('the trap is shown to nobody and reached by no key', async () => {
    await visiting(noScript, async page => {
      await page.goto(`${base}/form`);
      expect(await page.locator('#leave_empty').isVisible()).toBe(false);
    });
  });

  test('the way out is the first thing after the language', async () => {
    await visiting(noScript, async page => {
      await page.goto(`${base}/c/${OPEN}`);
      const reached: (string | null)[] = [];
      for (let step = 0; step < 3; step++) {
        await page.keyboard.press('Tab');
        reached.push(await page.locator(':focus').textContent());
      }
      expect(reached).toEqual(['Skip to the main part', 'Español', 'Leave this page']);
    });
  });

  test('the keyboard never reaches something that the sticky header covers', async () => {
    await visiting({ ...noScript, viewport: { width: 390, height: 640 } }, async page => {
      await page.goto(`${base}/form`);
      await page.locator('footer a').last().focus();
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press('Shift+Tab');
        const covered = await page.evaluate(`(() => {
          const focused = document.activeElement;
          const header = document.querySelector('.top').getBoundingClientRect();
          return !document.querySelector('.top').contains(focused) &&
            focused.getBoundingClientRect().bottom <= header.bottom;
        })()`);
        expect(covered).toBe(false);
      }
    });
  });
});

test('over a real connection, a large body is answered with 413 whether or not its length is known', async () => {
  const large = 'x'.repeat(200_000);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const known = await fetch(`${base}/form`, { method: 'POST', body: large, headers });
  expect(known.status).toBe(413);
  const stream = new Blob([large]).stream();
  const unknown = await fetch(`${base}/form`, {
    method: 'POST',
    body: stream,
    headers,
    duplex: 'half',
  } as RequestInit);
  expect(unknown.status).toBe(413);
});
