import { describe, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { Demo } from './demo.ts';
import { DeskOnPage } from './desk.ts';

const LANDLINE = '(212) 555-0154';

async function begin() {
  const browser = await openBrowser();
  const demo = await Demo.begin();
  const desk = await DeskOnPage.open(browser, demo);
  const open = async (name: string) => {
    await desk.line(name).click();
    await desk.page.getByRole('heading', { level: 1, name }).waitFor();
    await desk.page.locator('.timeline').waitFor();
  };
  return { demo, desk, page: desk.page, open };
}

describe('the conversation', () => {
  test('a voicemail is drawn once it plays, at the speed one likes, and is silent behind the cover', async () => {
    const { demo, desk, page, open } = await begin();
    const asked: string[] = [];
    page.on('request', request => {
      if (request.url().endsWith('/sound')) asked.push(request.method());
    });
    await open('Maya');
    await page.locator('audio').waitFor();
    // What is fetched is written down as heard: nothing is before somebody plays it.
    expect(asked).toEqual([]);
    await page.getByLabel('Speed').selectOption('1.5×');
    expect(await page.locator('.waveform').count()).toBe(0);
    await page.evaluate('document.querySelector("audio").play()');
    await page.locator('.waveform').waitFor();
    expect(await page.evaluate('document.querySelector("audio").playbackRate')).toBe(1.5);
    await page.locator('.waveform').click({ position: { x: 200, y: 10 } });
    await page.waitForFunction('document.querySelector("audio").currentTime > 3');

    await page.getByText('What it says', { exact: true }).click();
    await page.getByLabel('What it says').fill('Please call me after four.');
    await page.route('**/auth/me', async route => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), covered: true } });
    });
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await page.getByRole('heading', { name: 'The screen is covered' }).waitFor();
    expect(await page.evaluate('document.querySelector("audio").paused')).toBe(true);
    await page.unroute('**/auth/me');
    await page.getByLabel('Password').fill(demo.login.password);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { level: 1, name: 'Maya' }).waitFor();

    // What was typed is still there, and what was typed elsewhere meanwhile is not written over unseen.
    const typed = page.getByLabel('What it says');
    expect(await typed.inputValue()).toBe('Please call me after four.');
    await page.evaluate(`(${typedElsewhere})()`);
    await page.getByText('Somebody has changed it meanwhile. It says now: Call her.').waitFor();
    expect(await typed.inputValue()).toBe('Please call me after four.');
    await page.locator('.voicemail').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('a saved reply is put where one writes, by keyboard, and a note outlives a lost connection', async () => {
    const { desk, page, open } = await begin();
    await open('Maya');
    await page.keyboard.press('r');
    await page.locator('.reply textarea:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Saved replies' }).waitFor();
    await page.getByRole('button', { name: 'will call · English Thank you for writing.' }).press('Enter');
    await page.locator('.reply textarea:focus').waitFor();
    expect(await page.locator('.reply textarea').inputValue()).toBe(
      'Thank you for writing. We will call you back today.',
    );
    await page.getByText('Once you write, automation is quiet here').waitFor();

    await page.getByText('Note for whoever is next').click();
    const note = page.getByLabel('Note for whoever is next');
    await note.fill('Prefers mornings');
    await page.getByText('484 characters left').waitFor();
    await desk.context.setOffline(true);
    await page.getByText('No connection.').waitFor();
    await page.locator('.note').getByRole('button', { name: 'Save' }).click();
    await page.locator('.last', { hasText: 'The server cannot be reached.' }).waitFor();
    expect(await note.inputValue()).toBe('Prefers mornings');
    await desk.context.setOffline(false);
    await page.getByText('No connection.').waitFor({ state: 'detached' });
    await open('Chris');
    await page.getByText('They stopped texts with their carrier').waitFor();
    expect(await page.locator('.reply textarea').count()).toBe(0);
    await open('Maya');
    expect(await note.inputValue()).toBe('Prefers mornings');
    await page.locator('.note').getByRole('button', { name: 'Save' }).click();
    await desk.said('Note saved.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.reply textarea').press('Control+Enter');
    await desk.said('Your text is on its way.');
    await page.getByText('Automation is quiet here until').waitFor();
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('whoever reads further back is left there when something new comes', async () => {
    const { desk, page, open } = await begin();
    await page.setViewportSize({ width: 1280, height: 640 });
    // Two at a time instead of fifty: the rest is what was earlier.
    let earlier: unknown[] = [];
    await page.route('**/api/entries/*?*', async route => {
      const answer = await route.fetch();
      const json = await answer.json();
      earlier = json.items.slice(2);
      await route.fulfill({
        response: answer,
        json: { ...json, items: json.items.slice(0, 2), next: '1.1.1' },
      });
    });
    await page.route('**/timeline?*', route => route.fulfill({ json: { items: earlier, next: null } }));
    await open('Maya');
    const items = page.locator('.timeline > li');
    expect(await items.count()).toBe(2);
    await page.getByRole('button', { name: 'Show earlier' }).click();
    await page.locator('audio').waitFor();
    const all = await items.count();
    expect(all).toBeGreaterThan(3);
    const top = () => page.evaluate<number>('document.querySelector(".history").scrollTop');
    await page.evaluate('document.querySelector(".history").scrollTo({ top: 1 })');
    await page.waitForFunction('document.querySelector(".history").scrollTop === 1');

    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await page.locator('.timeline', { hasText: 'Dana Reyes took it' }).waitFor();
    expect(await items.count()).toBe(all + 1);
    expect(await top()).toBe(1);
    // Who writes something sees it.
    await page.getByLabel('Your text').fill('Is four good?');
    await page.getByLabel('Your text').press('Control+Enter');
    await page.locator('.timeline .text.staff', { hasText: 'Is four good?' }).waitFor();
    await page.waitForFunction(
      '(box => box.scrollHeight - box.scrollTop - box.clientHeight < 80)(document.querySelector(".history"))',
    );
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('a text that did not arrive is sent once more when a person says so, however often they press', async () => {
    const { desk, page, open } = await begin();
    await open(LANDLINE);
    const texts = page.locator('.timeline .text.staff');
    expect(await texts.count()).toBe(1);
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('dialog', { name: 'Send this text again?' }).waitFor();
    await page.getByText('It did not arrive.').waitFor();
    await page.getByRole('button', { name: 'Send it again' }).dblclick();
    await desk.said('Your text is on its way.');
    await page.getByText('Sent again since.').waitFor();
    expect(await texts.count()).toBe(2);
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('two people behind one number are told apart, and what was known of them is put back', async () => {
    const { desk, page, open } = await begin();
    await open('Maya');
    await page.getByText('This person', { exact: true }).click();
    await page.getByText('Texts allowed').waitFor();
    const wishes = () =>
      page.evaluate('[...document.querySelectorAll(".person select")].map(one => one.value)');
    expect(await wishes()).toEqual(['en', 'yes', 'no']);
    await page.getByLabel('Say our name').selectOption('Not known');
    await page.locator('.person form', { hasText: 'Language' }).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Written down.').waitFor();
    await page.getByText('Our name: not known').waitFor();
    expect(await wishes()).toEqual(['en', 'yes', 'not_said']);

    await page.getByText('Somebody else asked some of this').click();
    await page.getByLabel('Voicemail ·').check();
    await page.getByLabel('Whom to ask for').fill('Noah');
    await page.getByRole('button', { name: 'Set apart' }).click();
    await desk.said('Set apart: it is an entry of its own.');
    await desk.line('Noah').waitFor();
    await page.getByRole('link', { name: 'Noah (Voicemail)' }).click();
    await page.getByRole('heading', { level: 1, name: 'Noah' }).waitFor();
    await page.getByRole('link', { name: 'Maya (Callback)' }).waitFor();

    await page.getByText('This is the same person as in another entry').click();
    await page.getByLabel('Which one?').selectOption({ label: 'Maya · Callback' });
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await desk.said('Joined.');
    await page.getByRole('heading', { level: 1, name: 'Maya' }).waitFor();
    await desk.line('Noah').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await desk.said('Undone.');
    await desk.line('Noah').waitFor();
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('axe finds nothing in what is opened there, in either theme, on a laptop and at 320 pixels', async () => {
    const { desk, page, open } = await begin();
    const found: string[] = [];
    const look = async (screen: string) => found.push(...(await desk.findsAnywhere(screen)));
    await open('Maya');
    await page.getByText('This person', { exact: true }).click();
    await page.getByText('Somebody else asked some of this').click();
    await page.evaluate('document.querySelector("audio").play()');
    await page.locator('.waveform').waitFor();
    await look('person');
    await page.getByRole('button', { name: 'Saved replies' }).click();
    await page.getByRole('dialog').waitFor();
    await look('saved replies');
    await page.keyboard.press('Escape');
    await open('Number withheld');
    await page.getByText('This is the same person as in another entry').click();
    await look('nobody we know');
    await open(LANDLINE);
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('dialog').waitFor();
    await look('send again');
    expect(found).toEqual([]);
    expect(desk.complaints).toEqual([]);
  }, 180_000);
});

/** Somebody else's words for the voicemail that is shown, as the API takes them. */
const typedElsewhere = `async () => {
  const address = document.querySelector('audio').getAttribute('src').replace('/sound', '/words');
  const body = JSON.stringify({ words: 'Call her.', was: null });
  await fetch(address, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body });
}`;
