import { expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { Demo } from './demo.ts';
import { DeskOnPage } from './desk.ts';

test('an owner invites somebody by a link that works, finds it in the log, and reads how things are', async () => {
  const browser = await openBrowser();
  const demo = await Demo.begin();
  const desk = await DeskOnPage.open(browser, demo);
  const { page } = desk;
  const found: string[] = [];
  const look = async (screen: string) => found.push(...(await desk.findsAnywhere(screen)));

  await page.goto(`${demo.desk}/team`);
  await page.getByLabel('Name', { exact: true }).fill('Lee Park');
  await page.locator('.invite').getByLabel('Email').fill('lee@willowstreet.example');
  await page.getByRole('button', { name: 'Make the link' }).press('Enter');
  await page.getByRole('heading', { name: 'Link for Lee Park' }).waitFor();
  // Where the focus goes, so that nobody has to look for it.
  await page.locator('.made:focus').waitFor();
  const link = await page.locator('.made input').inputValue();
  await page.locator('.team summary').first().press('Enter');
  await look('team with a link');
  await page.locator('.team details').getByRole('button', { name: 'Disable' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Disable Dana Reyes?' });
  await dialog.waitFor();
  await look('team, before disabling');
  await dialog.getByRole('button', { name: 'Disable' }).press('Enter');
  await page.locator('[role=status]', { hasText: 'This is the only owner' }).waitFor();

  const other = await browser.newContext({ locale: 'en' });
  const lee = await other.newPage();
  await lee.goto(link);
  await lee.getByLabel('Password').fill('the green lamp hums at night');
  await lee.locator('form button[type=submit]').press('Enter');
  await lee.getByText('Your password is set. Now sign in with it.').waitFor();
  await other.close();

  await page.goto(`${demo.desk}/audit-log`);
  await page.locator('.audit li', { hasText: 'Lee Park joined' }).waitFor();
  await page.getByLabel('What').selectOption({ label: 'invited somebody' });
  await page.getByRole('button', { name: 'Show' }).press('Enter');
  await page.locator('.audit li', { hasText: 'Lee Park joined' }).waitFor({ state: 'detached' });
  await page.locator('.audit li', { hasText: 'Dana Reyes invited somebody' }).waitFor();
  await page.getByRole('button', { name: 'Check now' }).press('Enter');
  await page.getByText('rows are as they were written').waitFor();
  await look('audit log');
  const downloads = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export what is shown (CSV)' }).press('Enter');
  expect((await downloads).suggestedFilename()).toBe('audit-log.csv');

  await page.goto(`${demo.desk}/health`);
  await page.locator('.findings').getByText('The worker runs.').waitFor();
  await page.getByText('Make one now: npx --no second-ring backup.').waitFor();
  const steps = page.locator('.first-steps');
  await steps.getByLabel('Print the recovery sheet').check();
  await steps.locator('li.is-done', { hasText: 'Print the recovery sheet' }).waitFor();
  await steps.getByLabel('Print the recovery sheet').press(' ');
  await steps.locator('li:not(.is-done)', { hasText: 'Print the recovery sheet' }).waitFor();
  await page.getByRole('heading', { name: 'Looked at from here outward' }).waitFor();
  await look('health with first steps');
  await page.locator('.you summary').press('Enter');
  await page.locator('.you').getByLabel('Language').selectOption('es');
  await page.getByRole('heading', { level: 1, name: 'Estado' }).waitFor();
  await page.getByText('Está en marcha.').first().waitFor();
  await page.getByRole('heading', { name: 'Lo que falta por hacer' }).waitFor();
  expect(found).toEqual([]);
  expect(desk.complaints).toEqual([]);
}, 180_000);
