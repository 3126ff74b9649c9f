import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { ICON, STYLESHEET } from '../../../server/pages/assets.ts';
import { EXPIRED, OPEN, OPEN_SPANISH, Pages, UNKNOWN } from './harness.ts';

const PAGES = ['/', '/terms', '/privacy', '/form', '/thanks', `/c/${OPEN}`, `/c/${EXPIRED}`, '/nothing-here'];

describe('every page', () => {
  test.each(PAGES)('%s runs no script, loads nothing foreign and sets no cookie', async path => {
    const answer = await new Pages().get(path);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "style-src 'self'",
    ]);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const page = await answer.text();
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|<iframe|<img/i);
    expect([...page.matchAll(/<link [^>]*href="([^"]+)"/g)].map(match => match[1])).toEqual([
      ICON.path,
      STYLESHEET.path,
    ]);
  });

  test.each(PAGES)('%s answers HEAD like GET, and refuses DELETE', async path => {
    const { app } = new Pages();
    const [got, head] = [await app.request(path), await app.request(path, { method: 'HEAD' })];
    expect(head.status).toBe(got.status);
    expect(await head.text()).toBe('');
    if (got.status === 404) return;
    const refused = await app.request(path, { method: 'DELETE' });
    expect(refused.status).toBe(405);
    expect(refused.headers.get('allow')).toMatch(/^GET, HEAD/);
  });

  test.each(PAGES)('%s offers the other language and says its own', async path => {
    const pages = new Pages();
    const english = await (await pages.get(path)).text();
    expect(english).toContain('<html lang="en">');
    const spanish = await (await pages.get(`${path}?lang=es`)).text();
    expect(spanish).toContain('<html lang="es">');
    const here = path === '/nothing-here' ? '' : path;
    expect(english).toContain(`href="${here}?lang=es" lang="es" hreflang="es">Español</a>`);
    expect(spanish).toContain(`href="${here}?lang=en" lang="en" hreflang="en">English</a>`);
  });

  test.each(PAGES)('%s leaves no place in a sentence unfilled', async path => {
    const pages = new Pages({ practice: { legal: null } });
    for (const language of ['en', 'es']) {
      const page = await (await pages.get(`${path}?lang=${language}`)).text();
      expect(page).not.toMatch(/\{\w+\}|undefined|\[object/);
    }
  });
});

describe('language', () => {
  test.each([
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['en;q=0.2, es;q=0.7', 'es'],
    ['fr, de', 'en'],
    ['es;q=0, en', 'en'],
    ['', 'en'],
    [';;;,q=,*', 'en'],
  ])('Accept-Language "%s" gives %s', async (header, language) => {
    const answer = await new Pages().get('/', { 'accept-language': header });
    expect(await answer.text()).toContain(`<html lang="${language}">`);
    expect(answer.headers.get('vary')).toBe('Accept-Language');
  });

  test("a link speaks the contact's language, unless the address asks for another", async () => {
    const pages = new Pages();
    const first = await pages.get(`/c/${OPEN_SPANISH}`, { 'accept-language': 'en' });
    expect(await first.text()).toContain('<html lang="es">');
    const switched = await pages.get(`/c/${OPEN_SPANISH}?lang=en`);
    expect(await switched.text()).toContain('<html lang="en">');
  });

  test('a practice with one language shows no switch and asks for none', async () => {
    const pages = new Pages({ practice: { languages: ['es'] } });
    const page = await (await pages.get('/form?lang=en')).text();
    expect(page).toContain('<html lang="es">');
    expect(page).not.toContain('hreflang');
    expect(page).not.toContain('name="language"');
  });
});

describe('home', () => {
  test('shows the very text that is sent, in the language of the page', async () => {
    const pages = new Pages({ texts: { en: { sms: { continuation: '{sender} & co: see {link}' } } } });
    const page = await (await pages.get('/')).text();
    expect(page).toMatch(
      /Willow Street &amp; co: see https:\/\/calls\.willowstreet\.example\/c\/[\w-]{22}<\/blockquote>/,
    );
    expect(await (await pages.get('/?lang=es')).text()).toContain('Responda 1 para que le llamemos');
  });

  test('shows the discreet text where that is what goes out', async () => {
    const page = await (await new Pages({ continuation: { discreet: true } }).get('/')).text();
    expect(page).toContain('Not for emergencies: call 911. STOP to opt out.');
  });

  test('promises no text while texting is off', async () => {
    const pages = new Pages({ line: { texting: 'off' } });
    expect(await (await pages.get('/')).text()).not.toContain('<blockquote');
    expect(await (await pages.get('/form')).text()).not.toContain('name="text_me"');
  });

  test('names 911 and 988', async () => {
    const page = await (await new Pages().get('/')).text();
    for (const address of ['tel:911', 'tel:988', 'sms:988']) expect(page).toContain(`href="${address}"`);
  });

  test("an owner's words are words, never markup", async () => {
    const pages = new Pages({ practice: { name: '<b>Willow</b> & "Street"' } });
    const page = await (await pages.get('/terms')).text();
    expect(page).not.toContain('<b>');
    expect(page).toContain('&lt;b&gt;Willow&lt;/b&gt; &amp; &quot;Street&quot;');
  });
});

describe('terms and privacy', () => {
  test('the terms say what carriers ask for', async () => {
    const page = await (await new Pages().get('/terms')).text();
    for (const words of [
      'Willow Street Counseling LLC',
      'Message and data rates may apply',
      'Reply STOP',
      'Reply HELP',
      'How often varies',
      'Agreeing is optional',
      'never shared with anybody for marketing',
      'href="/privacy?lang=en"',
    ]) {
      expect(page).toContain(words);
    }
  });

  test('privacy says how long, as configured', async () => {
    const pages = new Pages({ keep: { items: '45d', consent: '7y' } });
    const english = await (await pages.get('/privacy')).text();
    expect(english).toMatch(/45 days[\s\S]*7 years/);
    expect(await (await pages.get('/privacy?lang=es')).text()).toMatch(/45 días[\s\S]*7 años/);
    expect(english).toContain('mailto:privacy@willowstreet.example');
  });
});

describe('under /c/', () => {
  test.each([OPEN, EXPIRED, UNKNOWN])('%s names the sender alone and is kept nowhere', async token => {
    const answer = await new Pages().get(`/c/${token}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    const page = await answer.text();
    expect(page).toContain('<title>Willow Street</title>');
    expect(page).toContain('<meta property="og:title" content="Willow Street">');
    expect(page).not.toContain('Counseling');
    expect(page).toMatch(/class="leave"[^>]*href="https:\/\/[^"]+"[^>]*rel="noreferrer/);
  });

  test('opening a link only reads', async () => {
    const pages = new Pages();
    for (let time = 0; time < 3; time++) await pages.get(`/c/${OPEN}`);
    expect(pages.opened).toEqual([OPEN, OPEN, OPEN]);
    expect(pages.submitted).toEqual([]);
  });

  test('expired, unknown and mistyped links are told apart by nobody', async () => {
    const seen = new Set<string>();
    for (const token of [EXPIRED, UNKNOWN, 'short']) {
      const answer = await new Pages().get(`/c/${token}`);
      seen.add(`${answer.status} ${(await answer.text()).replaceAll(token, 'TOKEN')}`);
    }
    expect(seen.size).toBe(1);
    expect([...seen][0]).toContain('name="number"');
  });

  test('a mistyped token never reaches the store', async () => {
    const pages = new Pages();
    for (const token of ['short', `${OPEN}x`, '%E0%A4%A', '%00', "'--", '..%2f..']) {
      expect((await pages.get(`/c/${token}`)).status).toBe(200);
    }
    expect(pages.opened).toEqual([]);
  });
});

test('assets are for ever, robots stay out of /c/', async () => {
  const pages = new Pages();
  for (const { path, type } of [STYLESHEET, ICON]) {
    const answer = await pages.get(path);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  }
  expect(await (await pages.get('/robots.txt')).text()).toContain('Disallow: /c/');
});

test('mounted under another app, the pages leave its other paths and errors alone', async () => {
  const outer = new Hono();
  const pages = new Pages();
  pages.failing = true;
  outer.onError((_, c) => c.text('outer', 500));
  outer.route('/', pages.app);
  outer.get('/webhooks/x', c => c.text('hook'));
  outer.get('/boom', () => {
    throw new Error('boom');
  });
  const hook = await outer.request('/webhooks/x');
  expect(await hook.text()).toBe('hook');
  expect(hook.headers.get('content-security-policy')).toBeNull();
  expect(await (await outer.request('/boom')).text()).toBe('outer');
  const failed = await outer.request(`/c/${OPEN}`);
  expect(failed.status).toBe(500);
  expect(await failed.text()).toContain('tel:911');
});
