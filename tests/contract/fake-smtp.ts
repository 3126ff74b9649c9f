import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';

/** What it says at a step instead of yes: a reply, or something that no mail server should do. */
export type SmtpTrouble = { reply: string } | 'cut' | 'hang' | 'flood';
export type SmtpStep =
  | 'greeting'
  | 'EHLO'
  | 'STARTTLS'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'message'
  | 'QUIT';

export interface SmtpOptions {
  trouble?: Partial<Record<SmtpStep, SmtpTrouble>>;
  /** Extensions it names beside its own. */
  extensions?: readonly string[];
  tls?: { key: string; cert: string; first?: boolean };
}

const YES: Readonly<Record<SmtpStep, string>> = {
  greeting: '220 mail.example ready',
  EHLO: '250 AUTH PLAIN',
  STARTTLS: '220 go ahead',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go ahead',
  message: '250 queued as 7',
  QUIT: '221 bye',
};

/** A mail server of one's own, on 127.0.0.1: it keeps every byte that it is told, and can go wrong at any step. */
export class FakeSmtp {
  /** Everything that was said to it, in the clear or after TLS. */
  raw = '';
  /** The same, as it came over the wire before any TLS. */
  inTheClear = '';
  commands: string[] = [];
  messages: string[] = [];
  /** How much of a flood went out. */
  flooded = 0;
  readonly options: SmtpOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(options: SmtpOptions) {
    this.options = options;
    const { tls } = options;
    const serve = (socket: Socket) => this.#serve(socket, tls?.first === true);
    this.#server = tls?.first ? createTlsServer({ ...tls }, serve) : createServer(serve);
    // A client that refuses our certificate.
    this.#server.on('tlsClientError', () => {});
  }

  static async begin(options: SmtpOptions = {}): Promise<FakeSmtp> {
    const fake = new FakeSmtp(options);
    await new Promise<void>(done => fake.#server.listen(0, '127.0.0.1', done));
    return fake;
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  async end(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await new Promise(done => this.#server.close(done));
  }

  #serve(socket: Socket, secure: boolean): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    let line = '';
    let data: string | null = null;
    const hear = (chunk: Buffer) => {
      this.raw += chunk.toString('latin1');
      if (!secure) this.inTheClear += chunk.toString('latin1');
      line += chunk.toString('latin1');
      for (;;) {
        if (data !== null) {
          const end = `\r\n${line}`.indexOf('\r\n.\r\n');
          if (end < 0) return;
          this.messages.push(line.slice(0, Math.max(0, end - 2)));
          line = line.slice(end + 3);
          data = null;
          this.#say(socket, 'message');
          continue;
        }
        const at = line.indexOf('\r\n');
        if (at < 0) return;
        const command = line.slice(0, at);
        line = line.slice(at + 2);
        this.commands.push(command);
        const verb = /^[A-Z]+/.exec(command)?.[0] ?? '';
        const step = Object.hasOwn(YES, verb) ? (verb as SmtpStep) : null;
        if (step === null) socket.write('502 not known here\r\n');
        else if (step === 'STARTTLS' && !this.options.tls) socket.write('502 no TLS here\r\n');
        else if (this.#say(socket, step, secure)) {
          if (step === 'DATA') data = '';
          if (step === 'STARTTLS') {
            socket.removeListener('data', hear);
            this.#serve(new TLSSocket(socket, { isServer: true, ...this.options.tls }), true);
            return;
          }
        }
      }
    };
    socket.on('data', hear);
    // After STARTTLS the client speaks first.
    if (!(secure && !this.options.tls?.first)) this.#say(socket, 'greeting');
  }

  /** True when it said yes. */
  #say(socket: Socket, step: SmtpStep, secure = false): boolean {
    const trouble = this.options.trouble?.[step];
    if (trouble === undefined) {
      const named = [
        ...(this.options.extensions ?? []),
        ...(this.options.tls && !secure ? ['STARTTLS'] : []),
      ];
      const more = step === 'EHLO' ? named.map(one => `250-${one}\r\n`).join('') : '';
      socket.write(`${more}${YES[step]}\r\n`);
      return true;
    }
    if (trouble === 'cut') socket.destroy();
    else if (trouble === 'flood') this.#flood(socket);
    else if (trouble !== 'hang') socket.write(`${trouble.reply}\r\n`);
    return false;
  }

  #flood(socket: Socket): void {
    const part = Buffer.alloc(64 * 1024, '2');
    const more = () => {
      while (!socket.destroyed && socket.writable) {
        this.flooded += part.length;
        if (!socket.write(part)) break;
      }
    };
    socket.on('drain', more);
    more();
  }
}
