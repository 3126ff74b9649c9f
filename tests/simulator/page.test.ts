import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listen } from '../../simulator/listen.ts';
import type { Simulator } from '../../simulator/shell.ts';
import { launchChromium } from '../setup/chromium.ts';
import { GREETING, LINK, toyPractice } from './toy-practice.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser;
let simulator: Simulator;
let address: string;
let close: () => Promise<void>;
const troubles: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

beforeEach(async () => {
  simulator = toyPractice();
  const listening = await listen(simulator, 0);
  address = `http://127.0.0.1:${listening.port}`;
  close = listening.close;
  troubles.length = 0;
  return async () => {
    for (const context of browser.contexts()) await context.close();
    await close();
  };
});

async function open(width = 1280, theme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.on('console', message => message.type() === 'error' && troubles.push(message.text()));
  page.on('pageerror', error => troubles.push(error.message));
  page.on(
    'request',
    request => request.url().startsWith(address) || troubles.push(`elsewhere: ${request.url()}`),
  );
  await page.goto(address);
  await page.locator('#caller .who option').first().waitFor({ state: 'attached' });
  return page;
}

const heard = (page: Page, role: 'caller' | 'staff', words: string) =>
  page.locator(`#${role} .heard li`, { hasText: words }).waitFor();
const texted = (page: Page, role: 'caller' | 'staff', words: string) =>
  page.locator(`#${role} .thread li`, { hasText: words }).waitFor();

/** What axe has against the page. It is run by the test itself: the page's own policy lets no stranger's script in. */
async function faults(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      'axe.run().then(found => found.violations.map(one => one.id + " " + one.nodes.map(n => n.target).join(" ")))',
    awaitPromise: true,
    returnByValue: true,
  });
  return result.value;
}

test('a call that nobody takes: ring, greeting, text, recording, alert', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Call the practice' }).first().click();
  await page.locator('#staff[data-rings]').waitFor();
  await page.getByText('(212) 555-0100 is calling').waitFor();
  await page.getByRole('button', { name: 'Decline' }).click();
  await heard(page, 'caller', GREETING);
  await texted(page, 'caller', 'Sorry we missed your call');
  const link = page.locator('#caller .thread a');
  expect([await link.getAttribute('href'), await link.getAttribute('target')]).toEqual([LINK, '_blank']);
  await heard(page, 'caller', 'Tone. Speak now.');
  await page.getByRole('button', { name: 'Leave the sample recording' }).click();
  await heard(page, 'caller', 'this is Robin Hale');
  await page.locator('#caller').getByRole('button', { name: 'pound' }).click();
  await heard(page, 'caller', 'Thank you. Goodbye.');
  await texted(page, 'staff', 'new entry');
  await page.locator('#log', { hasText: 'Robin Hale left a recording' }).waitFor();
  const [recording] = simulator.state().recordings;
  expect(recording!.speech[0]!.audio).not.toBeNull();
  expect(troubles).toEqual([]);
  expect(simulator.state().complaints).toEqual([]);
});

test('a call that is taken with a key, by keyboard alone', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Call the practice' }).first().focus();
  await page.keyboard.press('Enter');
  const lift = page.getByRole('button', { name: 'Lift' });
  await lift.waitFor();
  await lift.focus();
  await page.keyboard.press('Enter');
  await heard(page, 'staff', 'Press 1 to take it.');
  await page.keyboard.press('1');
  await heard(page, 'caller', 'Connected');
  await page.locator('#staff').getByRole('button', { name: 'Hang up' }).focus();
  await page.keyboard.press('Enter');
  await heard(page, 'caller', 'The call is over.');
  expect(troubles).toEqual([]);
});

test('the microphone is recorded as telephone sound', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Call the practice' }).first().click();
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('button', { name: 'Speak', exact: true }).click();
  await page.waitForTimeout(1200);
  await page.getByRole('button', { name: 'Stop speaking' }).click();
  await heard(page, 'caller', 'spoken into the microphone');
  await page.locator('#caller').getByRole('button', { name: 'Hang up' }).click();
  await heard(page, 'caller', 'The call is over.');
  const audio = simulator.state().recordings[0]!.speech[0]!.audio!;
  expect(new DataView(audio.buffer, audio.byteOffset).getUint32(24, true)).toBe(8000);
  expect(audio.length).toBeGreaterThan(8000);
  expect(troubles).toEqual([]);
});

test('texts go both ways, and trouble can be made', async () => {
  const page = await open();
  await page.getByLabel("Caller's phone: write a text").fill('Tuesday afternoon, please');
  await page.keyboard.press('Enter');
  await texted(page, 'caller', 'Tuesday afternoon, please');
  await texted(page, 'caller', 'A person will call this number.');
  await page.getByText('Make trouble').click();
  await page.getByLabel('Texts to it').selectOption('30007');
  await page.getByLabel('What goes wrong').selectOption('rest-500');
  await page.getByRole('button', { name: 'Arm' }).click();
  await page.getByText('One trouble is armed.').waitFor();
  expect(simulator.state().phones[0]!.textError).toBe(30007);
  await page.getByLabel("Caller's phone: write a text").fill('Hello?');
  await page.keyboard.press('Enter');
  await page.locator('#log', { hasText: 'refused with 500' }).waitFor();
  expect(troubles).toEqual([]);
});

test.each(['light', 'dark'] as const)('axe finds nothing in %s, idle, ringing and recording', async theme => {
  const page = await open(1280, theme);
  await page.getByText('Make trouble').click();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Call the practice' }).first().click();
  await page.getByRole('button', { name: 'Decline' }).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Decline' }).click();
  await heard(page, 'caller', 'Tone. Speak now.');
  expect(await faults(page)).toEqual([]);
});

test('at 320 px one phone at a time, nothing wider than the screen', async () => {
  const page = await open(320);
  const wide = () => page.evaluate('document.documentElement.scrollWidth > innerWidth');
  await page.getByRole('button', { name: 'Call the practice' }).click();
  await page.getByRole('button', { name: 'Staff: rings' }).waitFor();
  expect(await wide()).toBe(false);
  await page.getByRole('button', { name: 'Staff: rings' }).click();
  const seen = ['caller', 'staff', 'happenings'].map(id => page.locator(`#${id}`).isVisible());
  expect(await Promise.all(seen)).toEqual([false, true, false]);
  expect(await wide()).toBe(false);
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.locator('.switch').getByRole('button', { name: 'Caller' }).click();
  await heard(page, 'caller', 'Tone. Speak now.');
  expect(await wide()).toBe(false);
  await page.getByRole('button', { name: 'Behind' }).click();
  await page.getByText('Make trouble').click();
  expect(await wide()).toBe(false);
  expect(await faults(page)).toEqual([]);
});

test('another site cannot play the phones', async () => {
  const asked = await fetch(`${address}/page/do`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(asked.status).toBe(403);
  const nonsense = await fetch(`${address}/page/do`, { method: 'POST', body: '{"type":"rest"}' });
  expect(nonsense.status).toBe(409);
  const outside = await fetch(`${address}/page/..%2Fshell.ts`);
  expect(outside.status).toBe(404);
});
