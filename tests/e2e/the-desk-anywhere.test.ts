import { describe, expect, test } from 'vitest';
import { axeFinds, openBrowser } from './browser.ts';
import { Demo, PhoneOnPage } from './demo.ts';
import { DeskOnPage } from './desk.ts';
import { LIMIT } from './until.ts';

const POLL = { timeout: LIMIT };

describe('the desk', () => {
  test('can be read at twice the size, in the reader’s own colours, and on paper', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const desk = await DeskOnPage.open(browser, demo);
    const { page } = desk;
    const wide: string[] = [];
    const fits = async (screen: string, reached: string) => {
      for (const [width, size] of [
        [1280, '200%'],
        // A window of 1280 pixels at a zoom of 200 %.
        [640, '100%'],
        [320, '100%'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate(`document.documentElement.style.fontSize = '${size}'`);
        const scrolls = await page.evaluate<number>('document.documentElement.scrollWidth');
        await page.getByLabel(reached).click({ trial: true });
        if (scrolls > width) wide.push(`${screen}: ${scrolls} at ${width}, ${size}`);
      }
      await page.evaluate("document.documentElement.style.fontSize = ''");
      await page.setViewportSize({ width: 1280, height: 800 });
    };
    await page.getByRole('button', { name: 'Choose several' }).click();
    await fits('queue', 'Choose Maya');
    await page.getByRole('button', { name: 'End choosing' }).click();
    await desk.line('Maya').click();
    await page.locator('.timeline').waitFor();
    await fits('conversation', 'Your text');
    expect(wide).toEqual([]);

    await page.emulateMedia({ forcedColors: 'active' });
    await desk.walkTo('Lucía');
    expect(await styleOf(page, '.queue a:focus', 'outlineStyle')).toBe('solid');
    const bar = (line: string) => styleOf(page, line, 'borderInlineStartColor');
    expect(await bar('.queue a[aria-current]')).not.toBe(
      await bar('.queue li:not(.crisis) a:not([aria-current])'),
    );
    await page.emulateMedia({ forcedColors: null, colorScheme: 'dark', media: 'print' });
    expect(await styleOf(page, 'html', 'backgroundColor')).toBe('rgb(246, 244, 239)');
    for (const gone of ['.queue', '.reply', '.conversation .acts', '.you', '.search']) {
      expect([gone, await page.locator(gone).first().isVisible()]).toEqual([gone, false]);
    }
    expect(await page.locator('.timeline').isVisible()).toBe(true);
    expect(await styleOf(page, '.history', 'overflowY')).toBe('visible');
    await page.goto(demo.desk);
    await desk.line('Maya').waitFor();
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await styleOf(page, '.queue', 'overflowY')).toBe('visible');
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('tells of what is new by title, sound and notice, to whom they are switched on, and names nobody', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const desk = await DeskOnPage.open(browser, demo);
    const { page, context } = desk;
    await context.grantPermissions(['notifications']);
    await context.addInitScript(WATCHED);
    await page.goto(`${demo.desk}/account`);
    const sound = page.getByLabel('Play a short sound, another one for a crisis');
    expect(await sound.isChecked()).toBe(false);
    await sound.check();
    const heard = () => page.evaluate<number>('played.length');
    const shown = () => page.evaluate<string[]>('notices');
    await expect.poll(heard, POLL).toBe(2);
    await page.getByLabel('Show a notice when the desk is not in front').check();
    await page.goto(demo.desk);
    await desk.line('Maya').waitFor();
    const before = await page.title();
    // Nobody looks at it, and it shows another list.
    await page.evaluate('away = true; document.dispatchEvent(new Event("visibilitychange"))');
    expect(await page.title()).toMatch(/^\(\d+\) /);
    await page.getByLabel('Whose').selectOption('mine');

    const phones = await browser.newPage();
    await phones.goto(demo.phones);
    const caller = new PhoneOnPage(phones, 'caller');
    const write = async (words: string) => {
      await caller.card.getByRole('textbox').first().fill(words);
      await caller.press('Send');
    };
    await write('Hello, it is Robin about Tuesday');
    await expect.poll(shown, POLL).toEqual(['New entry']);
    await write('I want to end my life');
    await expect.poll(shown, POLL).toEqual(['New entry', 'Urgent entry']);
    await expect.poll(heard, POLL).toBeGreaterThanOrEqual(6);
    await page.evaluate('away = false; document.dispatchEvent(new Event("visibilitychange"))');
    expect(await page.title()).toBe(before);
    expect(desk.complaints).toEqual([]);
  }, 120_000);

  test('says what is closed and what does not ring, and ends it; what fails offline is offered again', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const desk = await DeskOnPage.open(browser, demo);
    const { page, context } = desk;
    const other = await context.newPage();
    await other.goto(demo.desk);
    await page.locator('.you summary').click();
    await page.getByRole('link', { name: 'Closing and ringing' }).click();
    await page.getByRole('button', { name: 'For an hour' }).first().click();
    await desk.said('Main line is closed until');
    // On every desk, at once.
    const note = other.locator('.closed-notes', { hasText: 'Main line is closed until' });
    await note.waitFor();
    expect(await axeFinds(other)).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await note.waitFor({ state: 'detached' });
    await page.getByLabel('Until').last().fill('2099-01-01T12:00');
    await page.getByRole('button', { name: 'Leave me out until then' }).click();
    await desk.said('Choose a time from now on, at most a week ahead.');
    await page.getByRole('button', { name: 'For the rest of the day' }).last().click();
    await other.getByText('Your phone does not ring until').waitFor();
    await other.getByRole('button', { name: 'Ring again' }).click();
    await page.getByText('It rings when a line’s plan names you.').waitFor();

    await other.close();
    await page.goto(demo.desk);
    await desk.line('Lucía').click();
    await page.locator('.timeline').waitFor();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await desk.said('The server cannot be reached. Please try again.');
    await context.setOffline(false);
    await page.locator('.last').getByRole('button', { name: 'Try again' }).click();
    await desk.said('You have it now.');
    expect(desk.complaints).toEqual([]);
  }, 120_000);
});

/** Keeps what would be heard and shown, and lets the test say that nobody looks. */
const WATCHED = `
  window.played = [];
  window.notices = [];
  window.away = false;
  Object.defineProperty(document, 'hidden', { get: () => window.away });
  document.hasFocus = () => !window.away;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) {
    window.played.push(this.frequency.value);
    start.call(this, at);
  };
  const Shown = window.Notification;
  window.Notification = class extends Shown {
    constructor(title, options) {
      super(title, options);
      window.notices.push(title + (options.body ?? ''));
    }
  };
`;

function styleOf(page: DeskOnPage['page'], selector: string, property: string): Promise<string> {
  return page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${property}`);
}
