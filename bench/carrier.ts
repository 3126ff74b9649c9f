import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Twilio's REST API as far as the worker asks it: takes everything at once, and remembers when. */
export interface Carrier extends AsyncDisposable {
  url: string;
  /** When a text to a number was asked for the first time (`performance.now()`). */
  asked: ReadonlyMap<string, number>;
  /** How many recordings were deleted. */
  deleted(): number;
}

export async function startCarrier(): Promise<Carrier> {
  const asked = new Map<string, number>();
  let deleted = 0;
  const server = createServer(async (request, response) => {
    const at = performance.now();
    if (request.method === 'DELETE') {
      deleted += 1;
      response.writeHead(204).end();
      return;
    }
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const to = form.get('To') ?? '';
    if (isText(request) && !asked.has(to)) asked.set(to, at);
    accept(response, asked.size);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    deleted: () => deleted,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function isText({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && url.endsWith('/Messages.json');
}

function accept(response: ServerResponse, n: number): void {
  const sid = `SM${String(n).padStart(32, '0')}`;
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ sid, status: 'queued' }));
}
