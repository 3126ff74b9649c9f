import type { CDPSession, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeFinds, openBrowser } from './browser.ts';
import { Installation } from './installation.ts';
import { LIMIT } from './until.ts';

const EMAIL = 'sam@willowstreet.example';
const PASSWORD = 'the green lamp hums at night';
const ANOTHER = 'seven herons by the canal';

/** What axe finds in either theme, on a laptop and on a narrow phone. */
async function found(page: Page): Promise<string[]> {
  const all: string[] = [];
  for (const [width, colorScheme] of [
    [320, 'dark'],
    [320, 'light'],
    [1280, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    all.push(...(await axeFinds(page)), ...(wide ? [`scrolls sideways at ${width}`] : []));
  }
  return all;
}

/** An authenticator that Chromium has in place of a finger's or a key's; it says yes to everything. */
async function authenticator(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id: authenticatorId };
}

test('a passkey in a real browser: set up, signed in with, opening a covered screen, and removed', async () => {
  // No browser makes a passkey for a bare address.
  const practice = await Installation.begin({
    config: yaml => yaml.replace('http://127.0.0.1:', 'http://localhost:'),
  });
  const server = await practice.serve();
  await server.says('no_user_yet');
  const token = /#invitation=([\w-]{22})/.exec(server.output)?.[1];
  const desk = `${practice.url.replace('127.0.0.1', 'localhost')}/desk`;
  const browser = await openBrowser();
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT);
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  const { cdp, id } = await authenticator(page);
  const submit = (name: string) => page.getByRole('button', { name, exact: true }).click();

  await page.goto(`${desk}#invitation=${token}`);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Your name').fill('Sam Okafor');
  await submit('Continue');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await submit('Continue');

  await page.getByRole('radio', { name: 'A passkey' }).waitFor();
  expect(await found(page)).toEqual([]);
  await page.getByLabel('Your password again').fill(PASSWORD);
  await submit('Continue');
  await page.locator('.codes li').nth(9).waitFor();
  expect(await found(page)).toEqual([]);
  await page.getByLabel('Name').fill('Laptop');
  await submit('Make the passkey');
  await page.locator('.you summary').waitFor();

  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: id });
  expect(credentials).toMatchObject([{ rpId: 'localhost', userName: EMAIL }]);

  await page.keyboard.press('l');
  await page.getByRole('heading', { name: 'The screen is covered' }).waitFor();
  expect(await found(page)).toEqual([]);
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
  await submit('Open it with a passkey');
  await page.getByText('No passkey was used.').waitFor();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: true });
  await submit('Open it with a passkey');
  await page.locator('.you summary').waitFor();

  await page.locator('.you summary').click();
  await submit('Sign out');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await submit('Continue');
  await page.getByRole('heading', { name: 'Second factor' }).waitFor();
  expect(await page.getByRole('button', { name: 'Use the authenticator app' }).count()).toBe(0);
  expect(await found(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.locator('.you summary').waitFor();

  await page.goto(`${desk}/account`);
  await page.getByText('Laptop').waitFor();
  expect(await page.getByRole('button', { name: 'Remove Laptop' }).count()).toBe(0);
  await submit('Change the password');
  await page.getByLabel('Your password now').fill(PASSWORD);
  await page.getByLabel('The new one').fill('WillowStreet2026');
  await page.getByRole('dialog').getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('This is too easy to guess.').waitFor();
  await page.getByLabel('The new one').fill(ANOTHER);
  await page.getByRole('dialog').getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('Your password is changed.').waitFor();

  // The one authenticator there is holds a passkey of theirs already; another one does not.
  await submit('Add a passkey');
  await page.getByLabel('Your password now').fill(ANOTHER);
  await submit('Make the passkey');
  await page.getByText('There is a passkey of yours on this device already.').waitFor();
  await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: id });
  await cdp.detach();
  await authenticator(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Phone');
  await submit('Make the passkey');
  await page.getByText('The passkey is added.').waitFor();

  await submit('Remove Laptop');
  await page.getByLabel('Your password now').fill(ANOTHER);
  expect(await found(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('The passkey is removed.').waitFor();
  expect(await page.getByText('Laptop').count()).toBe(0);
  expect(await found(page)).toEqual([]);

  const language = page.locator('.page').getByRole('combobox');
  await language.selectOption('es');
  await submit('Crear otros nuevos');
  await page.getByLabel('Su contraseña actual').fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Crear otros nuevos' }).click();
  await page.getByText('Esta no es la contraseña correcta.').waitFor();
  await submit('Cancelar');
  await language.selectOption('en');
  await submit('Make new ones');
  await page.getByLabel('Your password now').fill(ANOTHER);
  await page.getByRole('dialog').getByRole('button', { name: 'Make new ones' }).click();
  await page.locator('.codes li').nth(9).waitFor();
  await submit('I have written them down');

  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('l');
  await submit('Open it with a passkey');
  await page.getByText('Phone').waitFor();
  expect(complaints).toEqual([]);
  expect(await practice.ask('audit', 'verify')).toMatch(/^All \d+ entries are as they were written/);
}, 180_000);
