import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { DESK_PAGES } from '../core/rules/desk-pages.ts';
import { ROOT, withDemo } from './running-demo.ts';

/**
 * Takes pictures of every screen of the desk on the demo's day, in both themes, wide and at 320 pixels, for people to look
 * at: into data/screens, and two of them into docs/pictures.
 */

const FOLDER = join(ROOT, 'data', 'screens');
const PICTURES = join(ROOT, 'docs', 'pictures');
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 320, height: 640 } } as const;

await withDemo(async (browser, { desk, email, password, recoveryCodes }) => {
  for (const folder of [FOLDER, PICTURES]) mkdirSync(folder, { recursive: true });
  const page = await browser.newPage({ viewport: SIZES.wide, locale: 'en' });

  await page.goto(desk);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await shots(page, 'sign-in');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Code').waitFor();
  await shots(page, 'second-factor');
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();

  await page.locator('.queue li').first().waitFor();
  await shots(page, 'queue');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await shots(page, 'several');
  await page.getByRole('button', { name: 'End choosing' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('thursday');
  await page.getByText('One found.').waitFor();
  await shots(page, 'search');
  await page.keyboard.type(' afternoon');
  await page.getByText('Nothing found.').waitFor();
  await shots(page, 'nothing-found');
  await page.keyboard.press('Escape');
  await open(page, 'Maya');
  await shots(page, 'conversation', 'desk');
  await page.getByText('This person', { exact: true }).click();
  await page.getByText('Somebody else asked some of this').click();
  await page.evaluate('document.querySelector("audio").play()');
  await page.locator('.waveform').waitFor();
  await shots(page, 'person');
  await page.getByText('This person', { exact: true }).click();
  await page.locator('.waveform').scrollIntoViewIfNeeded();
  await shots(page, 'voicemail');
  await page.getByRole('button', { name: 'Saved replies' }).click();
  await page.getByRole('dialog').waitFor();
  await shots(page, 'saved-replies');
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await shots(page, 'handle');
  await page.keyboard.press('Escape');
  await page.keyboard.press('w');
  await shots(page, 'wait');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await shots(page, 'keys');
  await page.keyboard.press('Escape');

  await open(page, '(212) 555-0154');
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('dialog').waitFor();
  await shots(page, 'send-again');
  await page.keyboard.press('Escape');

  await open(page, 'Jordan');
  await shots(page, 'crisis');
  await open(page, 'Chris');
  await shots(page, 'opted-out');
  await page.keyboard.press('c');
  await page.getByText('Your phone is ringing.').waitFor();
  await shots(page, 'calling');
  await open(page, 'Sam');
  await page.getByLabel('Your text').fill('Thank you, see you on Thursday at 3 – the door is open.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Your text is on its way.').waitFor();
  await shots(page, 'replied');

  await page.getByText('Dana Reyes', { exact: true }).click();
  await shots(page, 'menu');
  await page.locator('.you').getByLabel('Language').selectOption('es');
  await page.locator('.you summary').click();
  await shots(page, 'spanish');
  await page.locator('.you summary').click();
  await page.locator('.you').getByLabel('Idioma').selectOption('en');

  for (const name of Object.keys(DESK_PAGES)) {
    await page.goto(`${desk}/${name}`);
    await page.locator('.page h2').first().waitFor();
    await shots(page, name);
  }

  await page.goto(`${desk}/team`);
  await page.getByLabel('Name', { exact: true }).fill('Lee Park');
  await page.locator('.invite').getByLabel('Email').fill('lee@willowstreet.example');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.getByRole('heading', { name: 'Link for Lee Park' }).waitFor();
  await shots(page, 'invited');
  const invited = await browser.newPage({ viewport: SIZES.wide, locale: 'en' });
  await invited.goto(await page.locator('.made input').inputValue());
  await invited.getByLabel('Password').fill('the green lamp hums at night');
  await shots(invited, 'join');
  await invited.locator('form button[type=submit]').click();
  await invited.getByText('Your password is set. Now sign in with it.').waitFor();
  await invited.getByLabel('Email').fill('lee@willowstreet.example');
  await invited.getByLabel('Password').fill('the green lamp hums at night');
  await invited.getByRole('button', { name: 'Continue' }).click();
  await invited.getByRole('heading', { name: 'Set up your second factor' }).waitFor();
  await shots(invited, 'set-up');

  await page.goto(desk);
  await open(page, 'Maya');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Take' }).click();
  await page.getByText('The server cannot be reached.').waitFor();
  await shots(page, 'offline');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).last().click();
  await page.getByText('You have it now.').waitFor();
  await page.keyboard.press('l');
  await page.getByRole('heading', { name: 'The screen is covered' }).waitFor();
  await shots(page, 'covered');
});

async function open(page: Page, name: string): Promise<void> {
  await page.setViewportSize(SIZES.wide);
  await page.locator('.queue a', { hasText: name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.locator('.timeline').waitFor();
}

/** One screen four times; the wide light one also as `picture` of the README. */
async function shots(page: Page, name: string, picture?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await page.screenshot({ path: join(FOLDER, `${name}-${size}-${colorScheme}.png`) });
      if (!picture || size !== 'wide') continue;
      const theme = colorScheme === 'light' ? '' : '-dark';
      await page.screenshot({ path: join(PICTURES, `${picture}${theme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(SIZES.wide);
}
