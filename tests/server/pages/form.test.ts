import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORM_FIELDS } from '../../../core/rules/form.ts';
import { BODY_LIMIT } from '../../../server/pages/read-body.ts';
import { EXPIRED, OPEN, OPEN_SPANISH, Pages } from './harness.ts';

const CALL = { wants: 'callback', number: '212 555 0123' };
const MESSAGE = { wants: 'message', message: 'Is Tuesday still right?', submission_key: 'k'.repeat(22) };

function keyIn(page: string): string {
  return /name="submission_key" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

describe('a form that is right', () => {
  test('with a link is taken, and the thank-you reveals nothing', async () => {
    const pages = new Pages();
    const answer = await pages.post(`/c/${OPEN}`, MESSAGE);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/thanks?lang=en');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(pages.submitted).toMatchObject([
      { token: OPEN, source: 'link', message: 'Is Tuesday still right?', number: null, textMe: false },
    ]);
    const thanks = await (await pages.get('/thanks?lang=en')).text();
    expect(thanks).not.toMatch(/Tuesday|Counseling/);
    expect(thanks).toContain('href="tel:988"');
  });

  test('without a link is taken with its number and the words beside the box', async () => {
    const pages = new Pages();
    await pages.post('/form?lang=es', { ...CALL, text_me: 'yes' });
    expect(pages.submitted).toMatchObject([
      { token: null, source: 'page', number: '+12125550123', textMe: true, language: 'es' },
    ]);
    const words = pages.submitted[0]!.consentWords;
    expect(words).toMatch(/^form 1: Sí, Willow Street puede enviar textos/);
    const page = await (await pages.get('/form?lang=es')).text();
    expect(page).toContain(words.replace('form 1: ', ''));
    expect(page).not.toMatch(/name="text_me"[^>]*checked/);
  });

  test('thanks in the language that was asked for', async () => {
    const answer = await new Pages().post(`/c/${OPEN_SPANISH}`, { ...MESSAGE, language: 'en' });
    expect(answer.headers.get('location')).toBe('/thanks?lang=en');
  });

  test('sent twice is one form and the same thank-you', async () => {
    const pages = new Pages();
    const [first, second] = [
      await pages.post(`/c/${OPEN}`, MESSAGE),
      await pages.post(`/c/${OPEN}`, MESSAGE),
    ];
    expect(second.status).toBe(first.status);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(pages.submitted).toHaveLength(1);
  });

  test('sent again with one word changed is something new', async () => {
    const pages = new Pages();
    await pages.post(`/c/${OPEN}`, MESSAGE);
    const answer = await pages.post(`/c/${OPEN}`, { ...MESSAGE, message: 'crisis' });
    expect(await answer.text()).toContain('You can reach a person right now');
    expect(pages.submitted).toHaveLength(2);
  });

  test('each page has a key of its own, which survives a correction', async () => {
    const pages = new Pages();
    const key = keyIn(await (await pages.get('/form')).text());
    expect(key).toMatch(/^[\w-]{22}$/);
    expect(keyIn(await (await pages.get('/form')).text())).not.toBe(key);
    const again = await pages.post('/form', { ...CALL, number: '12', submission_key: key });
    expect(keyIn(await again.text())).toBe(key);
  });
});

describe('crisis words', () => {
  test('bring 911 and 988 to the top, at an address that tells nothing', async () => {
    const answer = await new Pages().post(`/c/${OPEN}`, { ...MESSAGE, message: 'crisis' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const page = await answer.text();
    const main = page.slice(page.indexOf('<main'));
    expect(main.indexOf('tel:911')).toBeLessThan(main.indexOf('saved'));
    expect(main).toContain('There may be nobody watching this page right now');
    expect(page).toContain('<title>Willow Street</title>');
    expect(main).toContain('<p lang="es">Puede que nadie esté viendo');
  });
});

describe('a form that is not right', () => {
  test('comes back whole, each error beside its field', async () => {
    const pages = new Pages();
    const typed = {
      wants: 'message',
      number: '555',
      best_time: 'after "4" <b>',
      name_to_ask: 'Ana',
      new_here: 'known',
    };
    const answer = await pages.post('/form?lang=en', { ...typed, language: 'es', text_me: 'yes' });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(pages.submitted).toEqual([]);
    const page = await answer.text();
    for (const field of ['number', 'message']) {
      expect(page).toContain(`href="#${field}"`);
      expect(page).toMatch(
        new RegExp(`id="${field}"[^>]*aria-describedby="${field}-hint ${field}-error" aria-invalid="true"`),
      );
      expect(page).toContain(`id="${field}-error"`);
    }
    expect(page).toMatch(/class="summary"[^>]*tabindex="-1" autofocus/);
    expect(page).toContain('value="after &quot;4&quot; &lt;b&gt;"');
    for (const kept of [
      'value="message" checked',
      'value="known" checked',
      'value="es" checked',
      'value="yes" checked',
    ]) {
      expect(page).toContain(kept);
    }
  });

  test('a message that is too long is kept to the last letter', async () => {
    const message = `\n${'é'.repeat(5_000)} the end`;
    const answer = await new Pages().post(`/c/${OPEN}`, { ...MESSAGE, message });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(`${'é'.repeat(5_000)} the end</textarea>`);
    expect(page).toContain('5008');
  });

  test('can be shown in the other language without losing a word', async () => {
    const pages = new Pages();
    const answer = await pages.post('/form?lang=en', { message: 'Hola', show_in: 'es' });
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain('<html lang="es">');
    expect(page).toContain('action="/form?lang=es"');
    expect(page).toContain('\nHola</textarea>');
    expect(page).not.toContain('class="summary"');
    expect(pages.submitted).toEqual([]);
  });

  test('a link that ran out meanwhile asks for the number it lacks', async () => {
    const pages = new Pages();
    const answer = await pages.post(`/c/${EXPIRED}`, MESSAGE);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('Is Tuesday still right?');
    expect(page).toContain('id="number-error"');
    expect((await pages.post(`/c/${EXPIRED}`, { ...MESSAGE, number: '2125550123' })).status).toBe(303);
    expect(pages.submitted).toMatchObject([{ token: null, source: 'page', number: '+12125550123' }]);
  });

  test('a form that could not be saved says so and is kept', async () => {
    const pages = new Pages();
    pages.failing = true;
    for (const [path, fields] of [
      [`/c/${OPEN}`, MESSAGE],
      ['/form', { ...CALL, message: MESSAGE.message }],
    ] as const) {
      const answer = await pages.post(path, fields);
      expect(answer.status).toBe(503);
      const page = await answer.text();
      expect(page).toContain('Is Tuesday still right?');
      expect(page).toContain('(212) 555-0100');
    }
    pages.failing = false;
    expect((await pages.post(`/c/${OPEN}`, MESSAGE)).status).toBe(303);
  });
});

describe('spam', () => {
  test('a stranger who fills the hidden field is thanked and forgotten', async () => {
    const pages = new Pages();
    const answer = await pages.post('/form', { ...CALL, leave_empty: 'https://spam.example' });
    expect(answer.status).toBe(303);
    expect(pages.submitted).toEqual([]);
    expect(pages.logged).toEqual([{ code: 'form_trapped' }]);
  });

  test('the hidden field never drops the words of somebody with a link', async () => {
    const pages = new Pages();
    await pages.post(`/c/${OPEN}`, { ...MESSAGE, leave_empty: 'filled by a browser' });
    expect(pages.submitted).toHaveLength(1);
  });

  test('strangers are slowed, keep what they wrote, and lock nobody out who has a link', async () => {
    const pages = new Pages();
    let sent = 0;
    let answer = await pages.post('/form', CALL);
    while (answer.status === 303 && sent < 1_000) {
      sent += 1;
      pages.address = `2001:db8:${sent.toString(16)}::1`;
      answer = await pages.post('/form', { ...CALL, message: `try ${sent}` });
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const page = await answer.text();
    expect(page).toContain(`try ${sent}</textarea>`);
    expect(page).toContain('href="tel:911"');
    expect((await pages.post(`/c/${OPEN}`, MESSAGE)).status).toBe(303);
    pages.now = pages.now.add({ minutes: 1 });
    expect((await pages.post('/form', CALL)).status).toBe(303);
  });

  test('one address is slowed long before all are, and corrections cost nothing', async () => {
    const pages = new Pages();
    for (let time = 0; time < 50; time++) expect((await pages.post('/form', {})).status).toBe(422);
    let sent = 0;
    while ((await pages.post('/form', CALL)).status === 303) sent += 1;
    expect(sent).toBe(8);
    pages.address = '198.51.100.9';
    expect((await pages.post('/form', CALL)).status).toBe(303);
  });

  test('a link is slowed by its own use alone', async () => {
    const pages = new Pages();
    let sent = 0;
    while ((await pages.post(`/c/${OPEN}`, { ...MESSAGE, message: `${sent}` })).status === 303) sent += 1;
    expect(sent).toBe(10);
    expect((await pages.post(`/c/${OPEN_SPANISH}`, MESSAGE)).status).toBe(303);
  });
});

describe('bodies', () => {
  const boundary = 'multipart/form-data; boundary=x';
  const part = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  test.each([
    ['too large', 'message='.padEnd(BODY_LIMIT + 1, 'x'), 'application/x-www-form-urlencoded', 413],
    ['JSON', '{}', 'application/json', 415],
    ['no type', '', '', 415],
    ['broken multipart', '--x\r\nnonsense', boundary, 400],
    ['multipart without boundary', 'x', 'multipart/form-data', 400],
    ['an empty form', '', 'application/x-www-form-urlencoded', 422],
    ['broken escapes', 'wants=%E0%A4%A&message=%', 'application/x-www-form-urlencoded', 422],
    [
      'a whole multipart form',
      `${part('wants', 'callback')}${part('number', '2125550123')}--x--\r\n`,
      boundary,
      303,
    ],
    [
      'a file for a message',
      `${part('wants', 'callback')}${part('number', '2125550123')}--x\r\nContent-Disposition: form-data; name="message"; filename="a.txt"\r\n\r\nhi\r\n--x--\r\n`,
      boundary,
      422,
    ],
  ])('%s', async (_, body, type, status) => {
    const answer = await new Pages().post('/form', body, { 'content-type': type });
    expect(answer.status).toBe(status);
    if (status !== 303) expect(await answer.text()).toContain('href="tel:911"');
  });

  test('a large body is refused though its length was not said', async () => {
    const { app } = new Pages();
    const stream = new ReadableStream({
      pull: controller => controller.enqueue(new TextEncoder().encode('x'.repeat(20_000))),
    });
    const answer = await app.request('/form', {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    } as RequestInit);
    expect(answer.status).toBe(413);
  });

  test('fields in any number, order and shape get an answer below 500, and the log learns codes alone', async () => {
    const name = fc.oneof(
      fc.constantFrom(...FORM_FIELDS, 'submission_key', 'show_in', 'leave_empty', '__proto__', 'toString'),
      fc.string(),
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.constantFrom('callback', 'message', '2125550123', 'yes', 'es', '\0', 'needle-needle'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 20 }), async fields => {
        const pages = new Pages();
        for (const path of ['/form', `/c/${OPEN}`, `/c/${EXPIRED}`, '/intake']) {
          expect((await pages.post(path, fields)).status).toBeLessThan(500);
        }
        expect(JSON.stringify(pages.logged)).not.toMatch(/needle|555/);
      }),
      { numRuns: 150 },
    );
  });
});
