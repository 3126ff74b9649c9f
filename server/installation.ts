import { Hono } from 'hono';
import { INSTALLATION, installationAnswer, NONCE } from '../core/installation.ts';
import type { ServerDeps } from './deps.ts';

/** `GET /installation/{nonce}`: tells whoever has our key that it is we who stand at this address; all others nothing. */
export function installation({ config }: Pick<ServerDeps, 'config'>): Hono {
  return new Hono().get(`${INSTALLATION}/:nonce`, c => {
    const nonce = c.req.param('nonce');
    if (!NONCE.test(nonce)) return c.text('Expected 32 digits and letters a to f.', 400);
    c.header('Cache-Control', 'no-store');
    return c.text(installationAnswer(config().storage.key, nonce));
  });
}
