import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { axeFinds, openBrowser } from './browser.ts';
import { Demo } from './demo.ts';
import { DeskOnPage } from './desk.ts';

describe('the queue', () => {
  test('is searched by keyboard, the words standing in no address, and several are worked at once', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const desk = await DeskOnPage.open(browser, demo);
    const { page } = desk;
    const asked: string[] = [];
    page.on('request', request => asked.push(request.url()));

    await page.keyboard.press('/');
    await page.locator('input[type=search]:focus').waitFor();
    await page.keyboard.type('thursday');
    await page.getByText('One found.').waitFor();
    expect(await page.locator('.queue li strong').allInnerTexts()).toEqual(['Sam']);
    // Keys are letters here.
    await page.keyboard.type(' eeeww?');
    await page.getByText('Nothing found.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await axeFinds(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await desk.line('Maya').waitFor();
    expect(await page.locator('input[type=search]').inputValue()).toBe('');
    // A number as people write it; what is handled is found as well.
    await page.keyboard.type('555-0159');
    await desk.line('Noor').waitFor();
    await page.keyboard.press('Escape');
    await desk.line('Maya').waitFor();
    await page.keyboard.press('Escape');
    expect(asked.filter(url => /thursday|0159/i.test(url))).toEqual([]);
    expect(await page.evaluate('location.href')).not.toMatch(/thursday|0159/i);

    await page.getByLabel('Asked for').selectOption('voicemail');
    await desk.line('Sam').waitFor({ state: 'detached' });
    await desk.line('Maya').waitFor();
    expect(await page.locator('.queue li strong').allInnerTexts()).toEqual(['Maya', 'Number withheld']);
    await page.getByLabel('Asked for').selectOption('any_ask');
    await desk.line('Sam').waitFor();

    const lines = await page.locator('.queue li').count();
    await desk.walkTo('Maya');
    await page.keyboard.press('x');
    await page.getByText('1 chosen').waitFor();
    await page.keyboard.press('Shift+J');
    await page.getByText('2 chosen').waitFor();
    const chosen = await page.locator('.queue li:has(input:checked) strong').allInnerTexts();
    expect(chosen).toContain('Maya');
    expect(await axeFinds(page)).toEqual([]);
    // Between the choice and the act somebody else is quicker with one of them.
    await page.route('**/batch', async route => {
      await page.evaluate(elsewhere(route.request().postData()));
      await route.continue();
    });
    await page.keyboard.press('e');
    await page.getByRole('dialog', { name: 'How did it go? (2 chosen)' }).waitFor();
    await page.getByRole('button', { name: 'No need' }).click();
    await desk.said('Done with 1 of 2.');
    await desk.said(`${chosen[0]}: You changed this already.`);
    await page.unroute('**/batch');
    // What was not done is still chosen.
    await page.getByText('1 chosen').waitFor();
    expect(await page.locator('.queue li').count()).toBe(lines - 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await desk.said('Undone.');
    await page.locator(`.queue li >> nth=${lines - 1}`).waitFor();
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('is there after one request for data, and at most 60 KB of script and style', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const { page, context } = await DeskOnPage.open(browser, demo);
    const again = await context.newPage();
    const asked: string[] = [];
    again.on('request', request => asked.push(new URL(request.url()).pathname));
    await page.close();
    await again.goto(demo.desk);
    await again.locator('.queue li').first().waitFor();
    await again.waitForLoadState('load');
    expect(asked.filter(path => /^\/(api|auth)/.test(path) && path !== '/api/changes')).toEqual([
      '/api/first-view',
    ]);
    expect(asked.filter(path => path === '/api/changes').length).toBeLessThanOrEqual(1);
    // Whatever was fetched, named by the page or by a script.
    const files = asked.filter(path => /\.(?:js|css)$/.test(path));
    expect(files.length).toBeGreaterThan(1);
    const sizes = files.map(async path => {
      const file = await fetch(new URL(path, demo.desk));
      return gzipSync(new Uint8Array(await file.arrayBuffer())).length;
    });
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThanOrEqual(60 * 1024);
  }, 120_000);
});

/** Notes something at the first of the entries that a batch names, so that its version is another one. */
function elsewhere(body: string | null): string {
  const { entries } = JSON.parse(body ?? '{}') as { entries: { id: string; version: number }[] };
  const [first] = entries;
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: first?.version, words: 'Called.' }),
  };
  return `fetch('/api/entries/${first?.id}/note', ${JSON.stringify(init)}).then(answer => answer.text())`;
}
