import { expect, test } from 'vitest';
import { axeFinds, openBrowser } from './browser.ts';
import { Demo, PhoneOnPage } from './demo.ts';
import { DeskOnPage } from './desk.ts';

const ROBIN = '(212) 555-0140';

test('Call rings one’s own phone, then theirs, says how it stands, and asks how it went', async () => {
  const browser = await openBrowser();
  const demo = await Demo.begin();
  const desk = await DeskOnPage.open(browser, demo);
  const { page } = desk;
  const phones = await browser.newPage();
  await phones.goto(demo.phones);
  const caller = new PhoneOnPage(phones, 'caller');
  const staff = new PhoneOnPage(phones, 'staff');
  const stands = (words: string) => page.locator('.calling', { hasText: words }).waitFor();
  const answers = async () => {
    await staff.rings('Dana Reyes');
    await staff.press('Lift');
    await stands('Press 1 on your phone.');
    await staff.heard('Press 1, and the other phone rings.');
    await staff.press('1');
    await stands('Their phone is ringing.');
    await caller.press('Lift');
    await stands('You are connected.');
  };

  await caller.card.locator('.who option').first().waitFor({ state: 'attached' });
  await caller.write('1');
  await caller.text('1');
  await desk.line(ROBIN).waitFor();
  await desk.walkTo(ROBIN);
  await page.keyboard.press('c');
  await page.getByRole('heading', { level: 1, name: ROBIN }).waitFor();
  await stands('Your phone is ringing.');
  await desk.look(320, 'dark');
  expect(await axeFinds(page)).toEqual([]);
  await desk.look(1280, 'light');
  expect(await axeFinds(page)).toEqual([]);
  await staff.rings('Dana Reyes');
  await staff.press('Decline');
  await stands('Nobody pressed 1 on your phone, so nobody was called.');
  expect(await page.locator('dialog[open]').count()).toBe(0);

  // Whoever types is not interrupted.
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await answers();
  await page.getByLabel('Your text').fill('It was good to');
  await caller.press('Hang up');
  await desk.said('Your call is over. How did it go?');
  await page.locator('.timeline .call.staff', { hasText: 'Dana Reyes called them · answered' }).waitFor();
  expect(await page.locator('dialog[open]').count()).toBe(0);
  expect(await page.getByLabel('Your text').inputValue()).toBe('It was good to');
  await page.getByLabel('Your text').fill('');
  await page.getByLabel('Your text').press('Escape');

  await page.keyboard.press('c');
  await answers();
  await caller.press('Hang up');
  const asked = page.getByRole('dialog', { name: 'How did it go?' });
  await asked.waitFor();
  expect(await axeFinds(page)).toEqual([]);
  expect(await asked.getByRole('button', { name: 'Not reached: let it wait' }).count()).toBe(0);
  await asked.getByRole('button', { name: 'Reached them' }).click();
  await desk.said('Handled.');
  await desk.line(ROBIN).waitFor({ state: 'detached' });
  expect(desk.complaints).toEqual([]);
}, 180_000);
