import { expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { Demo } from './demo.ts';
import { DeskOnPage } from './desk.ts';

test('an owner exports somebody, holds them, and erases them by typing the word', async () => {
  const browser = await openBrowser();
  const demo = await Demo.begin();
  const desk = await DeskOnPage.open(browser, demo);
  const { page } = desk;
  const found: string[] = [];
  const look = async (screen: string) => found.push(...(await desk.findsAnywhere(screen)));

  await page.locator('.queue li a').first().click();
  const title = page.locator('#conversation-title');
  await title.waitFor();
  const address = page.url();
  await page.locator('.who-it-is summary').press('Enter');
  const kept = page.locator('.kept');
  await kept.locator('.kept-counts li').first().waitFor();
  await look('what is kept of somebody');

  const downloads = page.waitForEvent('download');
  await kept.getByRole('link', { name: 'Export to read or print' }).press('Enter');
  expect((await downloads).suggestedFilename()).toBe('what-is-kept.html');

  await kept.getByRole('button', { name: 'Set a legal hold' }).press('Enter');
  await kept.getByText('Legal hold since').waitFor();
  expect(await kept.getByRole('button', { name: 'Erase this person' }).count()).toBe(0);
  await kept.getByRole('button', { name: 'Lift the legal hold' }).press('Enter');

  await kept.getByRole('button', { name: 'Erase this person' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Erase this person for good?' });
  await dialog.getByText('Nobody can bring it back.').waitFor();
  await look('before erasing somebody');
  await dialog.getByLabel('To go on, type: erase').fill('yes');
  await dialog.getByRole('button', { name: 'Erase for good' }).press('Enter');
  await dialog.getByText('That is another word. Nothing was erased.').waitFor();
  await dialog.getByLabel('To go on, type: erase').fill('Erase');
  await dialog.getByRole('button', { name: 'Erase for good' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.waitForURL(/\/desk$/);
  await page.goto(address);
  await page.getByText('There is nothing here by this name').waitFor();

  await page.goto(`${demo.desk}/health`);
  const keeping = page.locator('.keeping');
  await keeping.getByText('No crisis waits to be erased.').waitFor();
  await keeping.getByRole('button', { name: 'Set a legal hold on everything' }).press('Enter');
  await keeping.getByText('A legal hold on everything stops all erasing').waitFor();
  await look('health, with what is kept');
  await page.goto(`${demo.desk}/audit-log`);
  await page.locator('.audit li', { hasText: 'Dana Reyes erased somebody' }).waitFor();
  expect(found).toEqual([]);
  expect(desk.complaints).toEqual([]);
}, 180_000);
