import { describe, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { Demo } from './demo.ts';
import { DeskOnPage } from './desk.ts';

describe('the focus', () => {
  test('is where one looks: on a phone there and back, and on what was undone', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const desk = await DeskOnPage.open(browser, demo);
    const { page } = desk;

    await desk.walkTo('Maya');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Maya' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('button', { name: 'No need' }).press('Enter');
    await desk.said('Handled.');
    await page.locator('.queue a:focus[aria-current]').waitFor();
    // Else the next key would be about somebody who is not the one that is shown.
    await page.keyboard.press('z');
    await desk.said('Undone.');
    await page.locator('.queue a:focus[aria-current]', { hasText: 'Maya' }).waitFor();

    // The browser's way back does the same.
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Maya' }).waitFor({ state: 'detached' });
    await page.locator('.queue a:focus[aria-current]').waitFor();

    await page.goto(demo.desk);
    await desk.look(320, 'light');
    await desk.line('Sam').click();
    await page.locator('h1:focus', { hasText: 'Sam' }).waitFor();
    await page.getByRole('link', { name: 'Back to the queue' }).click();
    await page.locator('.queue a:focus', { hasText: 'Sam' }).waitFor();

    // What is handled waits no more.
    await page.getByLabel('Show').selectOption('handled');
    await desk.line('Noor').click();
    await page.locator('h1:focus', { hasText: 'Noor' }).waitFor();
    expect(await page.locator('.conversation .facts').first().innerText()).not.toMatch(/waiting/);
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('is in a question whose words did not come, which can be closed and asked again', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const desk = await DeskOnPage.open(browser, demo);
    const { page } = desk;
    await desk.line('Maya').click();
    await page.route('**/saved-replies*.js', route => route.abort());
    await page.getByRole('button', { name: 'Saved replies' }).click();
    const dialog = page.getByRole('dialog', { name: 'Saved replies' });
    await dialog.getByText('This could not be loaded.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.unroute('**/saved-replies*.js');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  }, 120_000);
});
