import { type Context, Hono, type NotFoundHandler } from 'hono';
import { type Asset, ICON, STYLESHEET } from './assets.ts';
import type { PagesDeps } from './deps.ts';
import { formPages } from './form.ts';
import { SAFETY_HEADERS } from './headers.ts';
import { homePage } from './home.ts';
import { intakePages } from './intake.ts';
import { answerNotice } from './notice.ts';
import { privacyPage } from './privacy.ts';
import { FormLimits } from './rate-limit.ts';
import { termsPage } from './terms.ts';

const READ = 'GET, HEAD';
const METHODS: Readonly<Record<string, string>> = {
  '/': READ,
  '/terms': READ,
  '/privacy': READ,
  '/thanks': READ,
  '/robots.txt': READ,
  [STYLESHEET.path]: READ,
  [ICON.path]: READ,
  '/form': `${READ}, POST`,
  '/c/:token': `${READ}, POST`,
  '/intake': 'POST, OPTIONS',
};

/** Everything that a caller can open, and the intake for a practice's own website. */
export function createPages(deps: PagesDeps): Hono {
  const pages = new Hono();
  const limits = new FormLimits();
  pages.get('/', c => homePage(c, deps.config()));
  pages.get('/terms', c => termsPage(c, deps.config()));
  pages.get('/privacy', c => privacyPage(c, deps.config()));
  pages.get('/robots.txt', robots);
  for (const asset of [STYLESHEET, ICON]) pages.get(asset.path, c => answerAsset(c, asset));
  pages.route('/', formPages(deps, limits));
  pages.route('/', intakePages(deps, limits));
  for (const [path, Allow] of Object.entries(METHODS)) {
    pages.all(path, c => answerNotice(c, deps.config(), 'method', 405, { Allow }));
  }
  pages.notFound(pageNotFound(deps));
  pages.onError((_, c) => {
    deps.log({ code: 'page_failed' });
    return answerNotice(c, deps.config(), 'failed', 500);
  });
  return pages;
}

/** For the app that mounts the pages: Hono asks only the outermost app for its 404. */
export function pageNotFound(deps: PagesDeps): NotFoundHandler {
  return c => answerNotice(c, deps.config(), 'not_found', 404);
}

/** Links in texts are for one person: nothing under /c/ is to be crawled, and the pages there say noindex besides. */
function robots(c: Context): Response {
  return c.text('User-agent: *\nDisallow: /c/\nDisallow: /thanks\nDisallow: /desk\n', 200, {
    ...SAFETY_HEADERS,
    'Cache-Control': 'public, max-age=86400',
  });
}

function answerAsset(c: Context, { body, type }: Asset): Response {
  return c.body(body, 200, {
    ...SAFETY_HEADERS,
    'Content-Type': type,
    'Cache-Control': 'public, max-age=31536000, immutable',
  });
}
