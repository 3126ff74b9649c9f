import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { authenticatorCode } from '../../simulator/authenticator.ts';
import { atTheEnd } from './at-the-end.ts';
import { openBrowser } from './browser.ts';
import { Installation } from './installation.ts';

const EMAIL = 'sam@willowstreet.example';
const PASSWORD = 'the green lamp hums at night';

test('in a real browser, from the link in the log to signing out everywhere; and another site gets nowhere', async () => {
  const practice = await Installation.begin();
  const server = await practice.serve();
  await server.says('no_user_yet');
  const token = /#invitation=([\w-]{22})/.exec(server.output)?.[1];
  const browser = await openBrowser();
  // There is no screen yet; the public page's policy would let no script ask anything.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(practice.url);

  const accept = { token, password: PASSWORD, email: EMAIL, name: 'Sam Okafor' };
  expect(await post(page, '/auth/invitations/accept', accept)).toMatchObject({ status: 204 });
  expect(await post(page, '/auth/sign-in', { email: EMAIL, password: PASSWORD })).toMatchObject({
    status: 200,
    body: { next: 'set_up_second_factor' },
  });
  const made = await post(page, '/auth/second-factor/set-up', { password: PASSWORD });
  const secret = new URL(String(made.body.uri)).searchParams.get('secret') ?? '';
  const code = authenticatorCode(secret, Date.now());
  expect(await post(page, '/auth/second-factor/confirm', { code })).toMatchObject({ status: 200 });
  expect(await me(page)).toMatchObject({ status: 200, body: { role: 'owner', covered: false } });

  expect(await page.evaluate('document.cookie')).toBe('');
  const cookies = await context.cookies();
  expect(cookies.map(({ name }) => name).sort()).toEqual(['__Host-second_ring', '__Host-second_ring_device']);
  for (const cookie of cookies) {
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  }

  // Another port of the same host is the same site to a browser, so that its cookies go along; the Origin tells.
  const evil = await elsewhere(
    `<form method=post action="${practice.url}/auth/sign-out-everywhere"><button>Win</button></form>`,
  );
  const lure = await context.newPage();
  await lure.goto(evil);
  const answered = lure.waitForResponse(/sign-out-everywhere/);
  await lure.click('button');
  expect((await answered).status()).toBe(403);
  expect(await me(page)).toMatchObject({ status: 200 });

  expect(await post(page, '/auth/sign-out-everywhere', {})).toMatchObject({ status: 204 });
  expect(await me(page)).toMatchObject({ status: 401 });
  expect(await practice.ask('audit', 'verify')).toMatch(/^All 4 entries are as they were written/);
  for (const needle of [PASSWORD, secret, EMAIL]) expect(server.output).not.toContain(needle);
}, 120_000);

interface Told {
  status: number;
  body: Record<string, unknown>;
}

function post(page: Page, path: string, body: unknown): Promise<Told> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return ask(page, path, init);
}

function me(page: Page): Promise<Told> {
  return ask(page, '/auth/me', {});
}

function ask(page: Page, path: string, init: object): Promise<Told> {
  return page.evaluate(
    `fetch(${JSON.stringify(path)}, ${JSON.stringify(init)}).then(async answer => {
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
    })`,
  );
}

/** A page at an origin of its own. */
async function elsewhere(html: string): Promise<string> {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end(html);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  atTheEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
}
