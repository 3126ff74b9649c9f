import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type { RestRequest } from './core/input.ts';
import type { RestAnswer } from './core/rest-answer.ts';

/** Where REST requests wait for the core's answer: at once, later, by a broken connection, or never. */
export class RestDesk {
  readonly #account: { accountSid: string; authToken: string };
  readonly #arrives: (request: RestRequest) => void;
  readonly #waiting = new Map<number, (answer: RestAnswer | 'cut') => void>();
  #lastId = 0;

  constructor(account: { accountSid: string; authToken: string }, arrives: (request: RestRequest) => void) {
    this.#account = account;
    this.#arrives = arrives;
  }

  routes(): Hono {
    const app = new Hono();
    const answer = (c: Context) => this.#take(c);
    app.all('/2010-04-01/*', answer);
    for (const path of ['/v1/Services', '/v1/Services/*', '/v1/Tollfree/*', '/v2/PhoneNumbers/*']) {
      app.all(path, answer);
    }
    return app;
  }

  give(id: number, answer: RestAnswer): void {
    this.#waiting.get(id)?.(answer);
  }

  cut(id: number): void {
    this.#waiting.get(id)?.('cut');
  }

  async #take(c: Context): Promise<Response> {
    const form = c.req.method === 'POST' ? [...new URLSearchParams(await c.req.text())] : [];
    const url = new URL(c.req.url);
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = await new Promise<RestAnswer | 'cut'>(resolve => {
      this.#waiting.set(id, resolve);
      c.req.raw.signal.addEventListener('abort', () => resolve('cut'));
      this.#arrives({
        id,
        // What a HEAD is told is what a GET would be, without the body.
        method: c.req.method === 'HEAD' ? 'GET' : c.req.method,
        path: url.pathname,
        query: [...url.searchParams],
        form,
        authorised: this.#isAuthorised(c.req.header('authorization')),
      });
    });
    this.#waiting.delete(id);
    return answer === 'cut' ? breakOff(c) : new Response(answer.body, answer);
  }

  #isAuthorised(header: string | undefined): boolean {
    return header === `Basic ${btoa(`${this.#account.accountSid}:${this.#account.authToken}`)}`;
  }
}

/** Over a socket the connection is destroyed; within one process the body breaks in the reader's hands. */
function breakOff(c: Context): Response {
  const bindings: Partial<HttpBindings> = c.env ?? {};
  if (bindings.incoming !== undefined) {
    bindings.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  return new Response(
    new ReadableStream({
      start(controller) {
        controller.error(new TypeError('the connection was cut'));
      },
    }),
  );
}
