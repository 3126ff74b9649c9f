import { expect, test } from 'vitest';
import { authenticatorCode } from '../../simulator/authenticator.ts';
import { axeFinds, openBrowser } from './browser.ts';
import { Installation } from './installation.ts';
import { LIMIT } from './until.ts';

const EMAIL = 'sam@willowstreet.example';
const PASSWORD = 'the green lamp hums at night';

test('the first owner is told where the link is, joins by it in the same tab, and is shown what is left to do', async () => {
  const practice = await Installation.begin();
  const server = await practice.serve();
  await server.says('no_user_yet');
  const link = /"link":"([^"]+)"/.exec(server.output)?.[1] ?? '';
  const browser = await openBrowser();
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  page.setDefaultTimeout(LIMIT);

  await page.goto(`${practice.url}/desk`);
  await page.getByText('Nobody has joined yet.').waitFor();
  expect(await axeFinds(page)).toEqual([]);
  await page.goto(`${practice.url}/desk${new URL(link).hash}`);
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Your name').fill('Sam Okafor');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Your password is set. Now sign in with it.').waitFor();
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Set up your second factor' }).waitFor();
  // The screens of the second factor have tests of their own.
  const post = (path: string, body: object) =>
    page.evaluate<{ uri?: string }>(`(async () => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('${path}', { method: 'POST', headers, body: '${JSON.stringify(body)}' });
      return answer.json().catch(() => ({}));
    })()`);
  const made = await post('/auth/second-factor/set-up', { password: PASSWORD });
  const secret = new URL(made.uri ?? '').searchParams.get('secret') ?? '';
  await post('/auth/second-factor/confirm', { code: authenticatorCode(secret, Date.now()) });
  await page.reload();

  await page.getByText('Nobody is waiting.').waitFor();
  expect(await axeFinds(page)).toEqual([]);
  await page.getByRole('link', { name: 'This installation is new. See what is left to do.' }).click();
  await page.getByRole('heading', { name: 'What is left to do' }).waitFor();
  await page.getByText('The worker has not looked yet.').waitFor();
  expect(await axeFinds(page)).toEqual([]);
}, 120_000);
