import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pages, WEBSITE } from './harness.ts';

const CALL = { wants: 'callback', number: '212 555 0123' };

describe('who may send', () => {
  test('a preflight is answered for the allowed origin, exactly', async () => {
    const { app } = new Pages();
    const ask = (origin: string) =>
      app.request('/intake', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await ask(WEBSITE);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(WEBSITE);
    expect(allowed.headers.get('access-control-allow-methods')).toBe('POST');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    expect(allowed.headers.get('vary')).toBe('Origin');
    for (const origin of [
      'https://evil.example',
      `${WEBSITE}.evil.example`,
      'null',
      'http://willowstreet.example',
      '*',
    ]) {
      const refused = await ask(origin);
      expect(refused.status).toBe(403);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }, {}, 403],
    ['a sandboxed page', { origin: 'null' }, {}, 403],
    ['the website', { origin: WEBSITE }, {}, 202],
    [
      'the website, while no origin is allowed',
      { origin: WEBSITE },
      { intake: { allowed_origins: [] } },
      403,
    ],
  ])('%s', async (_, headers, changes, status) => {
    const pages = new Pages(changes);
    const answer = await pages.postJson('/intake', CALL, headers);
    expect(answer.status).toBe(status);
    expect(pages.submitted).toHaveLength(status === 202 ? 1 : 0);
  });

  test("the website's own server, which sends no origin, while the intake is open", async () => {
    const send = (pages: Pages) => pages.post('/intake', CALL);
    expect((await send(new Pages())).status).toBe(202);
    expect((await send(new Pages({ intake: { allowed_origins: [] } }))).status).toBe(403);
  });

  test('an origin is compared as an origin, however it was written', async () => {
    const pages = new Pages({ intake: { allowed_origins: [`${WEBSITE}:443/`] } });
    expect((await pages.postJson('/intake', CALL)).status).toBe(202);
  });
});

describe('what is answered', () => {
  test('accepted: what to show next', async () => {
    const pages = new Pages();
    const answer = await pages.postJson('/intake', { ...CALL, message: 'hello', new_here: 'new' });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('access-control-allow-origin')).toBe(WEBSITE);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({
      ok: true,
      crisis: false,
      emergency: expect.stringContaining('988'),
    });
    expect(pages.submitted).toMatchObject([
      { source: 'intake', token: null, newHere: 'new', consentWords: '' },
    ]);
  });

  test('crisis words: said so, with the words to show', async () => {
    const answer = await new Pages().postJson('/intake', { ...CALL, message: 'crisis', language: 'es' });
    expect(await answer.json()).toEqual({
      ok: true,
      crisis: true,
      emergency: expect.stringContaining('llame al 911'),
    });
  });

  test('refused: a problem with every field that is wrong', async () => {
    const answer = await new Pages().postJson('/intake', {
      wants: 'visit',
      message: ['a', 'b'],
      text_me: true,
    });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('access-control-allow-origin')).toBe(WEBSITE);
    const problem = (await answer.json()) as { errors: { field: string; code: string; detail: string }[] };
    expect(problem).toMatchObject({ type: 'about:blank', status: 422, title: 'Unprocessable Content' });
    expect(problem.errors.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'consent_words missing',
      'message repeated',
      'number missing',
      'wants invalid',
    ]);
    for (const { detail } of problem.errors) expect(detail).toMatch(/\.$/);
  });

  test.each([
    ['not JSON', '{"wants":', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['too large', JSON.stringify({ message: 'x'.repeat(70_000) }), 413],
  ])('%s', async (_, body, status) => {
    const answer = await new Pages().postJson('/intake', body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status });
  });

  test('an unknown type', async () => {
    const answer = await new Pages().postJson('/intake', 'x', { 'content-type': 'text/plain' });
    expect(answer.status).toBe(415);
  });

  test('not saved, and too many, are said as problems with 911 and 988', async () => {
    const pages = new Pages();
    pages.failing = true;
    const failed = await pages.postJson('/intake', CALL);
    expect(failed.status).toBe(503);
    expect(await failed.json()).toMatchObject({ emergency: expect.stringContaining('988') });
    let answer = failed;
    pages.failing = false;
    for (let time = 0; time < 20; time++) answer = await pages.postJson('/intake', CALL);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ emergency: expect.stringContaining('988') });
  });

  test('a robot is thanked and forgotten', async () => {
    const pages = new Pages();
    const answer = await pages.postJson('/intake', { ...CALL, leave_empty: 'x' });
    expect(answer.status).toBe(202);
    expect(pages.submitted).toEqual([]);
  });
});

test('any JSON gets an answer below 500', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async body => {
      expect((await new Pages().postJson('/intake', body)).status).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
});
