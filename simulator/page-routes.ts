import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { readAction } from './page-actions.ts';
import { pageView } from './page-view.ts';
import type { Simulator } from './simulator.ts';

const TYPES = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['wav', 'audio/wav'],
]);
const FILES = [
  'index.html',
  'style.css',
  'phone.css',
  'behind.css',
  'narrow.css',
  'icon.svg',
  'sample.wav',
  'main.js',
  'api.js',
  'phone.js',
  'words.js',
  'lists.js',
  'log.js',
  'trouble.js',
  'sound.js',
  'microphone.js',
];
const SAMPLE_WORDS = 'Hi, this is Robin Hale. Please call me back any afternoon this week. Thank you.';
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'permissions-policy': 'microphone=(self)',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};
// Three minutes of voicemail at 16,000 bytes a second, and some.
const LARGEST = 4 * 1024 * 1024;

/** The page with two phones, and the little API that it plays them by. */
export function pageRoutes(simulator: Simulator, links: readonly { label: string; href: string }[]): Hono {
  const app = new Hono();
  app.use('/page/*', refuseStrangers, bodyLimit({ maxSize: LARGEST }));
  app.get('/', () => file('index.html'));
  app.get('/favicon.ico', () => file('icon.svg'));
  app.get('/page/events', c => events(c, simulator, links));
  app.get('/page/played', async c => {
    // The page may ask while the file is still on its way.
    await simulator.idle();
    const played = simulator.played(c.req.query('url') ?? '');
    if (played === undefined) return c.text('Not found', 404);
    return new Response(played.file, { headers: { ...HEADERS, 'content-type': played.contentType } });
  });
  app.get('/page/:name', c => file(c.req.param('name')));
  app.post('/page/do', async c => {
    const action = readAction(await c.req.json().catch(() => null));
    return act(c, () => {
      if (action === null) throw new Error('This is nothing that a phone can do.');
      return simulator.do(action);
    });
  });
  app.post('/page/sample', async c => {
    const audio = await readFile(new URL('./page/sample.wav', import.meta.url));
    const phone = c.req.query('phone') ?? '';
    return act(c, () => simulator.do({ type: 'speak', phone, words: SAMPLE_WORDS, audio }));
  });
  app.post('/page/speak', async c => {
    const audio = new Uint8Array(await c.req.arrayBuffer());
    const phone = c.req.query('phone') ?? '';
    const words = '(spoken into the microphone)';
    return act(c, () =>
      simulator.do({ type: 'stop-speaking', phone, words, ...(audio.length > 0 && { audio }) }),
    );
  });
  return app;
}

async function act(c: Context, what: () => Promise<object>): Promise<Response> {
  try {
    return c.json(await what());
  } catch (error) {
    return c.json({ problem: error instanceof Error ? error.message : 'It did not work.' }, 409);
  }
}

/** The page's own requests only: another site open in the same browser must not play the phones. */
async function refuseStrangers(c: Context, next: () => Promise<void>): Promise<Response | undefined> {
  const site = c.req.header('sec-fetch-site') ?? 'same-origin';
  if (site !== 'same-origin' && site !== 'none') return c.text('Not from here.', 403);
  await next();
  return undefined;
}

function events(
  c: Context,
  simulator: Simulator,
  links: readonly { label: string; href: string }[],
): Response {
  return streamSSE(c, async stream => {
    let changed = true;
    let wake = () => {};
    const stop = simulator.watch(() => {
      changed = true;
      wake();
    });
    stream.onAbort(() => {
      stop();
      wake();
    });
    while (!stream.aborted) {
      if (changed) {
        changed = false;
        await stream.writeSSE({ data: JSON.stringify(pageView(simulator.state(), links)) });
      } else {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    }
  });
}

async function file(name: string): Promise<Response> {
  const type = TYPES.get(name.split('.').at(-1) ?? '');
  if (!FILES.includes(name) || type === undefined) return new Response('Not found', { status: 404 });
  const body = await readFile(new URL(`./page/${name}`, import.meta.url));
  return new Response(body, { headers: { ...HEADERS, 'content-type': type } });
}
