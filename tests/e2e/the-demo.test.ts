import { describe, expect, test } from 'vitest';
import { axeFinds, openBrowser } from './browser.ts';
import { Demo, PhoneOnPage, Stopwatch } from './demo.ts';
import { until } from './until.ts';

describe.concurrent('the demo', () => {
  test('on a wide screen, a stranger follows a missed call from the first ring to TAKE', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const watch = demo.command(...demo.watching);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(demo.phones);
    const caller = new PhoneOnPage(page, 'caller');
    const staff = new PhoneOnPage(page, 'staff');
    const took = new Stopwatch();

    const called = performance.now();
    await caller.press('Call the practice');
    await took.time('call to ringing', called, staff.rings('Dana Reyes'));
    expect(await inBothThemes()).toEqual([]);
    await staff.press('Decline');
    await staff.rings('Front desk');
    await caller.heard("You've reached Willow Street.");
    const missed = performance.now();
    await Promise.all([
      took.time('greeting to text', missed, caller.text('Sorry we missed your call.')),
      took.time('greeting to alert', missed, staff.text('new entry')),
      took.time('greeting to queue --watch', missed, watch.says(/new .*missed call/)),
    ]);
    expect(await inBothThemes()).toEqual([]);

    const [form] = await Promise.all([
      page.waitForEvent('popup'),
      caller.card.locator('.thread a').first().click(),
    ]);
    await form.getByLabel('I want to leave a message').check();
    await form.getByLabel('Your message').fill('Do you have an hour on Thursday?');
    await form.getByLabel('Who should we ask for?').fill('Robin');
    const sent = performance.now();
    await form.getByRole('button', { name: 'Send' }).click();
    await took.time('form to thanks', sent, form.getByRole('heading', { name: 'Thank you' }).waitFor());
    await took.time('form to alert', sent, staff.text('new entry', 2));
    await form.close();

    await caller.heard('Tone. Speak now.');
    await caller.press('Leave the sample recording');
    await caller.heard('this is Robin Hale');
    await caller.card.locator('.sample:enabled').waitFor();
    const recorded = performance.now();
    await caller.press('pound');
    await took.time('voicemail to goodbye', recorded, caller.heard('Goodbye.'));
    await took.time('voicemail to alert', recorded, staff.text('new entry', 3));

    const texted = performance.now();
    await caller.write('1');
    await took.time('1 to answer', texted, caller.text('A person will call this number'));
    await took.time('1 to alert', texted, staff.text('new entry', 4));
    const taking = performance.now();
    await staff.write('TAKE');
    await took.time('TAKE to answer', taking, staff.text('taken, the newest entry is yours'));
    await watch.says(/changed .*call back, message, voicemail, missed call; .*Dana/);
    took.tell();

    expect(demo.process.stderr).toBe('');
    demo.process.send('SIGINT');
    expect(await demo.process.ends()).toMatchObject({ code: 0, signal: null });

    async function inBothThemes(): Promise<string[]> {
      const found: string[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await axeFinds(page)));
      }
      return found;
    }
  }, 150_000);

  test('on a phone of 320 pixels, one phone at a time, a voicemail by microphone is stored', async () => {
    const browser = await openBrowser();
    const demo = await Demo.begin();
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await page.goto(demo.phones);
    const caller = new PhoneOnPage(page, 'caller');
    const staff = new PhoneOnPage(page, 'staff');
    const turnTo = (name: string) => page.locator('.switch').getByRole('button', { name }).click();
    const tooWide = () => page.evaluate('document.documentElement.scrollWidth > innerWidth');

    await caller.press('Call the practice');
    await turnTo('Staff: rings');
    await staff.rings('Dana Reyes');
    expect(await tooWide()).toBe(false);
    await staff.press('Decline');
    await staff.rings('Front desk');
    await staff.press('Decline');
    await staff.text('new entry');
    expect(await tooWide()).toBe(false);
    await turnTo('Caller');
    await caller.heard('This is a recording; nobody could pick up.');
    await caller.text('Sorry we missed your call.');
    expect(await tooWide()).toBe(false);

    await caller.heard('Tone. Speak now.');
    await caller.press('Speak');
    await caller.card.getByRole('button', { name: 'Stop speaking' }).waitFor();
    await until('two seconds of speaking', () =>
      page.evaluate("/Recording · 0:\\d\\d/.test(document.querySelector('#caller .standing').textContent)"),
    );
    await page.waitForTimeout(2_000);
    await caller.press('Stop speaking');
    await caller.heard('(spoken into the microphone)');
    await caller.press('Hang up');
    expect(await tooWide()).toBe(false);

    const config = demo.watching.slice(2);
    const ask = async (...args: string[]) => {
      const command = demo.command('queue', ...args, '--json', ...config);
      expect(await command.ends()).toMatchObject({ code: 0 });
      return JSON.parse(command.stdout);
    };
    const entry = (await ask()).find((one: object) => JSON.stringify(one).includes('+12125550140'));
    const voicemail = await until('the voicemail is stored', async () => {
      const { conversation } = await ask('show', entry.shortId);
      return conversation.voicemails.find((one: { state: string }) => one.state === 'stored');
    });
    expect(voicemail.seconds).toBeGreaterThan(0);
  }, 150_000);
});
