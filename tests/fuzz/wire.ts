import { connect } from 'node:net';

/** One request, byte by byte as it goes over the wire. */
export interface Asked {
  method: string;
  /** Path and query as they stand in the first line. */
  target: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: Uint8Array;
  framing: 'length' | 'chunked';
}

/** What came back until the connection closed. Status 0: it was closed without a word. */
export interface Answer {
  status: number;
  headers: ReadonlyMap<string, string>;
  body: string;
}

export function requestBytes({ method, target, headers, body, framing }: Asked): Buffer {
  const named = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(named.has('host') ? [] : ['Host: calls.willowstreet.example']),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    ...(framing === 'chunked'
      ? ['Transfer-Encoding: chunked']
      : body.length > 0 || method === 'POST'
        ? [`Content-Length: ${body.length}`]
        : []),
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return Buffer.concat([head, framing === 'chunked' ? chunked(body) : body]);
}

function chunked(body: Uint8Array): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += 7_000) {
    const piece = body.subarray(at, at + 7_000);
    parts.push(Buffer.from(`${piece.length.toString(16)}\r\n`), Buffer.from(piece), Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

export interface Sending {
  /** Stops after so many bytes, and hangs up. */
  cutAfter?: number;
  /** Milliseconds to wait for an answer before it does. */
  hangUpAfter?: number;
  /** Hangs up once so much was read: of an answer that never ends. */
  hangUpAt?: RegExp;
}

/** Sends bytes on a connection of its own, and reads until the other side closes it. */
export function exchange(
  port: number,
  bytes: Uint8Array,
  { cutAfter, hangUpAfter = 5, hangUpAt }: Sending = {},
): Promise<Answer> {
  return new Promise(resolve => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      if (cutAfter === undefined) socket.write(bytes);
      else socket.write(bytes.subarray(0, cutAfter), () => setTimeout(() => socket.destroy(), hangUpAfter));
    });
    socket.on('data', data => {
      received.push(Buffer.from(data));
      if (hangUpAt?.test(Buffer.concat(received).toString('latin1'))) socket.destroy();
    });
    // Whoever refuses a body that is still being sent resets the connection; what it said before counts.
    socket.on('error', () => {});
    socket.on('close', () => resolve(readAnswer(Buffer.concat(received))));
  });
}

export function readAnswer(bytes: Buffer): Answer {
  const text = bytes.toString('latin1').replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return { status: 0, headers: new Map(), body: '' };
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map(line => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const rest = Buffer.from(text.slice(end + 4), 'latin1');
  const body = headers.get('transfer-encoding') === 'chunked' ? unchunked(rest) : rest;
  return { status: Number(first.split(' ')[1]), headers, body: body.toString('utf8') };
}

function unchunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const line = bytes.indexOf('\r\n', at);
    const length = line < 0 ? 0 : Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (!length) break;
    parts.push(bytes.subarray(line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
  return Buffer.concat(parts);
}
