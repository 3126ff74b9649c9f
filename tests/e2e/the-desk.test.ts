import { describe, expect, test } from 'vitest';
import { DESK_PAGES } from '../../core/rules/desk-pages.ts';
import { axeFinds, openBrowser } from './browser.ts';
import { Demo, PhoneOnPage } from './demo.ts';
import { DeskOnPage } from './desk.ts';

const ROBIN = '(212) 555-0140';

describe('the desk', () => {
  test('a call shows up by itself and is answered, handled and undone by keyboard alone', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const desk = await DeskOnPage.open(browser, demo);
    const { page } = desk;
    expect(await desk.line('').first().innerText()).toContain('Crisis');

    const phones = await browser.newPage();
    await phones.goto(demo.phones);
    const caller = new PhoneOnPage(phones, 'caller');
    await caller.press('Call the practice');
    const staff = new PhoneOnPage(phones, 'staff');
    await staff.rings('Dana Reyes');
    await staff.press('Decline');
    await caller.text('Sorry we missed your call.');
    await desk.line(ROBIN).waitFor();

    await desk.walkTo(ROBIN);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: ROBIN }).waitFor();
    await page.locator('.timeline .text.automation', { hasText: 'Sorry we missed your call.' }).waitFor();

    await page.keyboard.press('r');
    await page.locator('.reply textarea:focus').waitFor();
    await page.keyboard.type('Hello, we can talk at 3. Does that suit?');
    expect(await page.locator('#reply-cost').innerText()).toBe('One text, 120 characters left');
    await page.keyboard.press('Control+Enter');
    await desk.said('Your text is on its way.');
    await caller.text('Hello, we can talk at 3.');
    await page.locator('.timeline .text.staff', { hasText: 'delivered' }).waitFor();
    await page.locator('.reply textarea').press('Escape');

    const lines = await page.locator('.queue li').count();
    const next = await page.locator('.queue li:has(a[aria-current]) + li strong').innerText();
    await page.keyboard.press('e');
    await page.getByRole('dialog', { name: 'How did it go?' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await desk.said('Handled.');
    await desk.line(ROBIN).waitFor({ state: 'detached' });
    expect(await page.locator('.queue li').count()).toBe(lines - 1);
    await page.getByRole('heading', { level: 1, name: next }).waitFor();

    await page.keyboard.press('z');
    await desk.said('Undone.');
    await desk.line(ROBIN).waitFor();
    await page.getByRole('heading', { level: 1, name: ROBIN }).waitFor();
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('axe finds nothing on any screen, in either theme, on a laptop and at 320 pixels', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const stranger = await browser.newPage();
    await stranger.goto(demo.desk);
    await stranger.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await axeFinds(stranger)).toEqual([]);
    const desk = await DeskOnPage.open(browser, demo);
    const { page } = desk;
    const found: string[] = [];
    const look = async (screen: string) => found.push(...(await desk.findsAnywhere(screen)));
    await look('queue');
    for (const name of ['Maya', 'Jordan', 'Chris', 'Number withheld']) {
      await desk.line(name).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.locator('.timeline').waitFor();
      await look(name);
    }
    for (const key of ['e', 'a', 'w', '?']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await look(key);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.locator('.you summary').click();
    await look('menu');
    for (const name of Object.keys(DESK_PAGES)) {
      await page.goto(`${demo.desk}/${name}`);
      await page.locator('.page h2').first().waitFor();
      await look(name);
    }
    await page.goto(demo.desk);
    await page.locator('.queue li').first().waitFor();
    await page.locator('.you summary').click();
    await page.locator('.you').getByLabel('Language').selectOption('es');
    await page.locator('html[lang=es]').waitFor();
    await look('in Spanish');
    expect(found).toEqual([]);
    expect(desk.complaints).toEqual([]);
  }, 180_000);

  test('who was second is told, keys can be off, and what was typed outlives the network and the cover', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const desk = await DeskOnPage.open(browser, demo);
    const { page } = desk;
    await desk.line('Lucía').click();
    await page.locator('.timeline').waitFor();

    // Between the press and its arrival somebody else is quicker.
    await page.route('**/take', async route => {
      await page.evaluate(assigning(await route.request().postData(), route.request().url()));
      await route.continue();
    });
    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await desk.said('You changed this already. You see it now as it is.');
    await page.locator('.conversation header', { hasText: 'Front desk has it' }).waitFor();
    await page.unroute('**/take');

    await page.getByLabel('Your text').fill('Hola Lucía');
    await desk.context.setOffline(true);
    await page.getByText('No connection.').waitFor();
    await desk.context.setOffline(false);
    await page.getByText('No connection.').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Your text').inputValue()).toBe('Hola Lucía');

    await page.locator('.you summary').click();
    await page.getByRole('link', { name: 'You', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'You', exact: true }).waitFor();
    await page.keyboard.press('e');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.goBack();
    expect(await page.getByLabel('Your text').inputValue()).toBe('Hola Lucía');

    await page.route('**/auth/me', async route => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), covered: true } });
    });
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await page.getByRole('heading', { name: 'The screen is covered' }).waitFor();
    await page.getByText('One crisis is waiting for somebody.').waitFor();
    expect(await page.getByText('Lucía').first().isVisible()).toBe(false);
    expect(await axeFinds(page)).toEqual([]);
    await page.unroute('**/auth/me');
    await page.getByLabel('Password').fill('not this one at all');
    await page.keyboard.press('Enter');
    await page.getByText('This is not the right password.').waitFor();
    await page.getByLabel('Password').fill(demo.login.password);
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Your text').inputValue()).toBe('Hola Lucía');

    await page.getByRole('heading', { level: 1, name: 'Lucía' }).click();
    await page.keyboard.press('?');
    await page.getByLabel('Use single keys').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  }, 120_000);
});

/** Gives the entry of a request to somebody else, by the same version. */
function assigning(body: string | null, url: string): string {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...JSON.parse(body ?? '{}'), to: 'front_desk' }),
  };
  return `fetch(${JSON.stringify(url.replace(/take$/, 'assign'))}, ${JSON.stringify(init)}).then(answer => answer.text())`;
}
