import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { isSigned } from '../../core/twilio/signature.ts';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import { TOKEN } from '../practice.ts';
import { FIXED_TWIML } from './fixed-twiml.ts';

/** The least that may answer Twilio at all: the signature is checked, nothing is kept. `node bare.ts PORT` */

const port = Number(process.argv[2]);
const url = `http://127.0.0.1:${port}${WEBHOOKS.voice}`;
const app = new Hono();

app.post(WEBHOOKS.voice, async c => {
  const form = Object.fromEntries(new URLSearchParams(await c.req.text()));
  if (!isSigned([TOKEN], url, form, c.req.header('x-twilio-signature'))) return c.body(null, 403);
  return c.body(FIXED_TWIML, 200, { 'content-type': 'text/xml' });
});

serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => console.log('ready'));
