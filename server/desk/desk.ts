import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Context, Hono } from 'hono';
import { DESK_PAGES } from '../../core/rules/desk-pages.ts';
import { SAFETY_HEADERS } from '../pages/headers.ts';

const BUILT = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** Scripts and styles of our own alone, nothing inline, and no string that becomes markup or script. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

const MISSING = 'The desk has not been built. Run `npm run build` and start the server again.';

/**
 * The desk's files, read once when somebody first asks. Their names change with what is in them, so that browsers keep them for
 * ever; the page that names them is asked for each time. Whatever was not built is a 404, so that a page of yesterday
 * finds out instead of reading HTML as a script.
 */
export function deskFiles(folder = BUILT): Hono {
  const app = new Hono();
  let known: Built | null = null;
  const built = () => {
    known ??= read(folder);
    return known;
  };
  const page = (c: Context) => {
    headers(c);
    c.header('Cache-Control', 'no-store');
    const found = built();
    return found ? c.html(found.page) : c.text(MISSING, 503);
  };
  app.get('/desk', page);
  app.get('/desk/entry/:id', page);
  for (const name of Object.keys(DESK_PAGES)) app.get(`/desk/${name}`, page);
  // What an installed desk is known by, under names that stay.
  app.get('/desk/:name{[a-z0-9-]+\\.(?:webmanifest|svg|png)}', c => {
    headers(c);
    const name = c.req.param('name');
    const body = built()?.named.get(name);
    const type = TYPES[extname(name)];
    if (!body || !type) return c.text('There is no such file.', 404, { 'Cache-Control': 'no-store' });
    return c.body(body, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' });
  });
  app.get('/desk/assets/:name', c => {
    headers(c);
    const body = built()?.assets.get(c.req.param('name'));
    const type = TYPES[extname(c.req.param('name'))];
    if (!body || !type) return c.text('There is no such file.', 404, { 'Cache-Control': 'no-store' });
    return c.body(body, 200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  });
  return app;
}

interface Built {
  page: string;
  /** Files beside the page, whose names do not change. */
  named: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  assets: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

function read(folder: string): Built | null {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return null;
  return {
    page: readFileSync(index, 'utf8'),
    named: filesIn(folder),
    assets: filesIn(join(folder, 'assets')),
  };
}

function filesIn(folder: string): Built['assets'] {
  const files = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile());
  return new Map(files.map(({ name }) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}

function headers(c: Context): void {
  for (const [name, value] of Object.entries(SAFETY_HEADERS)) c.header(name, value);
  c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
}
