import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Heard {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** How it answers: as told, or in a way that nobody should. */
export type HttpAnswer =
  | { status: number; headers?: Readonly<Record<string, string>>; body?: string }
  | 'cut'
  | 'hang'
  | 'flood';

/** An HTTP server of one's own, on 127.0.0.1: it keeps everything that it is told. */
export class FakeHttp {
  heard: Heard[] = [];
  /** Requests as they came, headers and all. */
  raw = '';
  /** How much of a flood went out. */
  flooded = 0;
  answer: (heard: Heard) => HttpAnswer | Promise<HttpAnswer>;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(answer: FakeHttp['answer']) {
    this.answer = answer;
    this.#server = createServer((request, response) => this.#serve(request, response));
    this.#server.on('connection', socket => this.#sockets.add(socket));
  }

  static async begin(answer: FakeHttp['answer'] = () => ({ status: 200 })): Promise<FakeHttp> {
    const fake = new FakeHttp(answer);
    await new Promise<void>(done => fake.#server.listen(0, '127.0.0.1', done));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  async end(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await new Promise(done => this.#server.close(done));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers, rawHeaders } = request;
    const body = Buffer.concat(chunks).toString();
    this.raw += `${method} ${path}\n${rawHeaders.join('\n')}\n\n${body}\n`;
    const heard = { method, path, headers, body };
    this.heard.push(heard);
    const answer = await this.answer(heard);
    if (answer === 'cut') request.socket.destroy();
    else if (answer === 'flood') this.#flood(response);
    else if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
  }

  #flood(response: ServerResponse): void {
    const part = Buffer.alloc(64 * 1024, '2');
    response.writeHead(200);
    response.on('error', () => {});
    const more = () => {
      while (!response.destroyed && response.writable) {
        this.flooded += part.length;
        if (!response.write(part)) break;
      }
    };
    response.on('drain', more);
    more();
  }
}
