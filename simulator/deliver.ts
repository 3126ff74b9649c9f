import { wavSeconds } from './core/wav.ts';
import type { Webhook, WebhookAnswer } from './core/webhook.ts';
import { sign } from './signature.ts';

/** Makes one signed request to the product. Never rejects: what goes wrong is an answer too. */
export async function deliver(
  webhook: Webhook,
  how: {
    authToken: string;
    fetch: (request: Request) => Promise<Response>;
    signal: AbortSignal;
    /** Gets the file that a `<Play>` fetched. */
    played: (url: string, file: Uint8Array<ArrayBuffer>, contentType: string) => void;
  },
): Promise<WebhookAnswer> {
  let answered = false;
  try {
    const response = await how.fetch(requestOf(webhook, how.authToken, how.signal));
    answered = true;
    const contentType = response.headers.get('content-type') ?? '';
    const location = response.headers.get('location');
    if (webhook.kind !== 'media') {
      return {
        status: response.status,
        contentType,
        body: await response.text(),
        location,
        mediaSeconds: null,
      };
    }
    const file = new Uint8Array(await response.arrayBuffer());
    how.played(webhook.url, file, contentType);
    const mediaSeconds = wavSeconds(file);
    return { status: response.status, contentType, body: '', location, mediaSeconds };
  } catch (error) {
    return { failure: answered || how.signal.aborted || wasReset(error) ? 'rt' : 'ct' };
  }
}

function requestOf(webhook: Webhook, authToken: string, signal: AbortSignal): Request {
  const form = new URLSearchParams(webhook.params.map(([name, value]) => [name, value]));
  const url = new URL(webhook.url);
  const headers = new Headers({
    accept: '*/*',
    'user-agent': 'TwilioProxy/1.1',
    'i-twilio-idempotency-token': webhook.token,
  });
  if (url.username !== '') {
    headers.set(
      'authorization',
      `Basic ${btoa(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`)}`,
    );
    url.username = '';
    url.password = '';
  }
  if (webhook.method === 'POST') {
    headers.set('x-twilio-signature', sign(authToken, webhook.url, webhook.params));
    headers.set('content-type', 'application/x-www-form-urlencoded; charset=UTF-8');
    return new Request(url, { method: 'POST', headers, body: form.toString(), redirect: 'manual', signal });
  }
  if (webhook.params.length > 0) url.search += (url.search === '' ? '' : '&') + form.toString();
  headers.set('x-twilio-signature', sign(authToken, url.href, []));
  return new Request(url, { headers, redirect: 'manual', signal });
}

/** A connection that came about and broke off is no failure to connect. */
function wasReset(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET';
}
