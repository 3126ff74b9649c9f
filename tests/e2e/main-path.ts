import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { DANA, type Installation, LINE, OWNER, ROBIN } from './installation.ts';
import { until } from './until.ts';

/** What the caller says, writes and is called. None of it may be found outside the database. */
export const NEEDLES = [
  'the yellow house',
  'Merriweather',
  'Wednesday evening',
  'a question about Thursday',
  'Shall we say Friday',
  '2125550140',
  '212-555-0140',
  '212) 555-0140',
];

/**
 * The whole of what the product is for: a call that nobody takes, the text, the voicemail, an answer by text, the form
 * with and without JavaScript, the alerts, and a person who follows up from the terminal.
 *
 * @returns the secret of the link to the form
 */
export async function mainPath(practice: Installation, browser: Browser): Promise<string> {
  await practice.do({ type: 'call', phone: ROBIN, to: LINE });
  await practice.rings(DANA);
  await practice.do({ type: 'decline', phone: DANA });
  await practice.heard(ROBIN, 'This is a recording; nobody could pick up.');
  await practice.tone(ROBIN);
  await practice.do({ type: 'speak', phone: ROBIN, words: 'I live in the yellow house.', seconds: 1 });
  const text = await practice.text(ROBIN, 'Sorry we missed your call.');
  await practice.text(DANA, 'new entry');
  await until('the voicemail was spoken', () => {
    const call = practice.simulator.state().calls.find(one => one.phone === ROBIN);
    return call?.doing?.type === 'recording' && call.doing.speaking === null && call.doing.speech.length > 0;
  });
  await practice.do({ type: 'hang-up', phone: ROBIN });
  await until('the recording is deleted at the carrier', () =>
    practice.simulator.state().recordings.some(recording => recording.deleted),
  );
  await practice.text(DANA, 'new entry', 2);

  await practice.do({ type: 'text', phone: ROBIN, to: LINE, body: '1' });
  await practice.text(ROBIN, 'Thank you. A person will call this number');

  const link = /http:\S+\/c\/\S+/.exec(text)?.[0] ?? '';
  await fillIn(browser, link, { javaScriptEnabled: true, message: 'I have a question about Thursday.' });
  await practice.text(OWNER, 'new entry');
  await fillIn(browser, link, { javaScriptEnabled: false, message: 'Another question about Thursday.' });
  await practice.text(OWNER, 'new entry', 2);

  const entry = await practice.onlyEntry();
  expect(entry.contact?.phone).toBe(ROBIN);
  expect(entry.asks.map(ask => `${ask.kind} by ${ask.source}`).toSorted()).toEqual([
    'callback by text',
    'message by form',
    'message by form',
    'missed_call by call',
    'voicemail by voicemail',
  ]);
  expect(entry.conversation.voicemails).toMatchObject([{ state: 'stored', seconds: 1 }]);
  expect(entry.conversation.forms.map(form => [form.message, form.name_to_ask])).toEqual([
    ['I have a question about Thursday.', 'Jo Merriweather'],
    ['Another question about Thursday.', 'Jo Merriweather'],
  ]);
  expect(entry.notes).toEqual([]);

  const { shortId } = entry;
  expect(await practice.ask('queue')).toContain('Jo Merriweather');
  expect(await practice.ask('queue', 'take', shortId, '--as', 'dana')).toContain('is yours, Dana Reyes');
  await practice.ask('queue', 'reply', shortId, 'Shall we say Friday at four?', '--as', 'dana');
  await practice.text(ROBIN, 'Shall we say Friday at four?');
  await practice.ask('queue', 'handle', shortId, '--outcome', 'reached', '--as', 'dana');
  expect(await practice.ask('queue')).toContain('Nobody is waiting.');
  expect(practice.simulator.state().complaints).toEqual([]);
  return link.split('/c/')[1]!;
}

async function fillIn(
  browser: Browser,
  link: string,
  { message, javaScriptEnabled }: { message: string; javaScriptEnabled: boolean },
): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled });
  try {
    const page = await context.newPage();
    await page.goto(link);
    await page.getByLabel('I want to leave a message').check();
    await page.getByLabel('Your message').fill(message);
    await page.getByLabel('A good time to call').fill('Wednesday evening');
    await page.getByLabel('Who should we ask for?').fill('Jo Merriweather');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  } finally {
    await context.close();
  }
}
