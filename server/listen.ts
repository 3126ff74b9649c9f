import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { StartupError } from '../core/errors.ts';

/** SIGTERM leaves ten seconds; requests under way get most of them. */
const DRAIN = 8_000;
const CLOSE_IDLE = 50;

/**
 * How long a connection may take, in milliseconds. Twilio and browsers send at once what they have to say; whoever sends
 * a byte now and then wants to keep us waiting. Between requests a proxy keeps its connections for a minute or so.
 */
const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 75_000,
} as const;
/** Twilio's own have some 2 KiB, a browser's with a long Accept-Language less. */
const LONGEST_HEADERS = 16 * 1024;
/** Each costs some 30 KiB. */
const MOST_CONNECTIONS = 1_000;

export interface Listening {
  port: number;
  /** Takes no new requests, gives those under way eight seconds, and resolves when no connection is left. */
  stop(): Promise<void>;
}

export interface ListenOptions {
  host: string;
  /** 0 for any that is free. */
  port: number;
  mostConnections?: number;
}

const REFUSALS: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) =>
    `Port ${port} on ${host} is taken; set server.port to another one, or stop what uses it.`,
  EACCES: port =>
    `Port ${port} may not be used by the user that runs Second Ring; set server.port to one above 1023, such as 8080.`,
  EADDRNOTAVAIL: (_, host) =>
    `${host} is no address of this machine; set server.host to one that is, such as 127.0.0.1, or 0.0.0.0 for all.`,
  ENOTFOUND: (_, host) =>
    `${host} is no address that is known here; set server.host to one of this machine, such as 127.0.0.1.`,
};

/** Serves an app over HTTP. Throws StartupError when it may not, with one sentence for the owner. */
export async function listen(
  app: Pick<Hono, 'fetch'>,
  { host, port, mostConnections = MOST_CONNECTIONS }: ListenOptions,
): Promise<Listening> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const serverOptions = { ...PATIENCE, maxHeaderSize: LONGEST_HEADERS };
  const options = { fetch: app.fetch, port, hostname: host, serverOptions };
  // The library's type allows for HTTP/2 as well, which is never asked for here.
  const server = serve(options, info => resolve(info.port)) as Server;
  server.on('error', (error: NodeJS.ErrnoException) => {
    const why = REFUSALS[error.code ?? ''];
    reject(why ? new StartupError(why(port, host), { cause: error }) : error);
  });
  shedConnections(server, mostConnections);
  return {
    port: await promise,
    async stop() {
      const closed = new Promise<void>(done => server.close(() => done()));
      // A connection that was busy a moment ago is kept alive for the next request, which must not come any more.
      const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE);
      const late = setTimeout(() => server.closeAllConnections(), DRAIN);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

/**
 * When there are too many connections, the one that has gone without an answer for longest is cut. A limit that refuses
 * new ones instead (`maxConnections`) would let a thousand idle ones lock Twilio out.
 */
function shedConnections(server: Server, most: number): void {
  const byLastAnswer = new Set<Socket>();
  server.on('connection', socket => {
    byLastAnswer.add(socket);
    socket.once('close', () => byLastAnswer.delete(socket));
    if (byLastAnswer.size <= most) return;
    const [longest] = byLastAnswer;
    if (longest === undefined) return;
    byLastAnswer.delete(longest);
    longest.destroy();
  });
  server.on('request', ({ socket }, answer) => {
    answer.once('finish', () => {
      if (byLastAnswer.delete(socket)) byLastAnswer.add(socket);
    });
  });
}
