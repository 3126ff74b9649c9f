import { once } from 'node:events';
import {
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { atTheEnd } from '../e2e/at-the-end.ts';

/**
 * A free port that no connection of anybody takes while its server is down: systems give those from 32768 up
 * (Linux, ip_local_port_range).
 */
export async function quietPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer().listen(port, '127.0.0.1');
    const free = await once(probe, 'listening').then(
      () => true,
      () => false,
    );
    if (!free) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

interface Held {
  path: string;
  came: (answer: Answer) => void;
  released: Promise<unknown>;
}

/**
 * What lies between two parties, as a reverse proxy does: it can keep an answer to itself (the one who gave it has done
 * its work, the other never hears), and refuse connections. Neither party knows of it.
 */
export class Wire {
  readonly near: number;
  readonly far: number;
  readonly #held: Held[] = [];
  #server: Server | null = null;

  private constructor(near: number, far: number) {
    this.near = near;
    this.far = far;
  }

  static async between(near: number, far: number): Promise<Wire> {
    const wire = new Wire(near, far);
    await wire.mend();
    atTheEnd(() => wire.break());
    return wire;
  }

  /** Connections are refused from now on. */
  async break(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  async mend(): Promise<void> {
    this.#server = createServer((incoming, outgoing) => void this.#pass(incoming, outgoing));
    this.#server.listen(this.near, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /**
   * Keeps the answer to the next request of a path. `given` resolves once the answering side has given it; `cut` then
   * breaks the asker's connection, without a word of it.
   */
  hold(path: string): { given: Promise<Answer>; cut: () => void } {
    const given = Promise.withResolvers<Answer>();
    const released = Promise.withResolvers<void>();
    this.#held.push({ path, came: given.resolve, released: released.promise });
    return { given: given.promise, cut: released.resolve };
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url?.split('?')[0];
    const index = this.#held.findIndex(one => one.path === path);
    const held = index < 0 ? null : this.#held.splice(index, 1)[0];
    const answer = await this.#far(incoming, outgoing).catch(() => null);
    if (held && answer) {
      held.came(answer);
      await held.released;
      outgoing.destroy();
    } else if (answer) {
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } else {
      // As a reverse proxy says it when nobody is behind it.
      outgoing.writeHead(502).end();
    }
  }

  async #far(incoming: IncomingMessage, outgoing: ServerResponse): Promise<Answer> {
    const { method, url, headers } = incoming;
    const onward = ask({ host: '127.0.0.1', port: this.far, method, path: url, headers, agent: false });
    // Whoever hangs up in front hangs up behind as well.
    outgoing.once('close', () => onward.destroy());
    incoming.pipe(onward);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    return {
      status: answer.statusCode ?? 502,
      headers: answer.headers,
      body: Buffer.concat(await answer.toArray()),
    };
  }
}
