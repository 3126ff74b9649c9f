import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file whose address changes with its content, so that browsers may keep it for ever. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

function asset(name: string, extension: string, type: string): Asset {
  const body = readFileSync(new URL(`./${name}.${extension}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { path: `/assets/${name}-${hash}.${extension}`, type, body };
}

export const STYLESHEET = asset('pages', 'css', 'text/css; charset=utf-8');
export const ICON = asset('icon', 'svg', 'image/svg+xml');
