import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { NAME } from './practice.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  /** Sent in pieces, so that nobody knows its length before. */
  body?: string;
  port?: number;
}

/** Asks over TLS on this machine, as somebody outside would by name. `ca` is the only certificate that is trusted. */
export function ask(
  ca: string,
  path: string,
  { method = 'GET', headers = {}, body, port = 443 }: Asking = {},
) {
  return answerOf(
    request({
      host: '127.0.0.1',
      servername: NAME,
      port,
      path,
      method,
      ca,
      agent: false,
      headers: { host: NAME, ...headers },
    }),
    body,
  );
}

/** The same without TLS. */
export function askPlainly(path: string, port = 80, headers: Record<string, string> = {}) {
  return answerOf(
    requestPlain({ host: '127.0.0.1', port, path, agent: false, headers: { host: NAME, ...headers } }),
  );
}

function answerOf(asking: ReturnType<typeof request>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    asking.on('error', reject);
    asking.on('response', answer => {
      let said = '';
      answer.setEncoding('utf8');
      answer.on('data', more => {
        said += more;
      });
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: said }),
      );
    });
    for (let at = 0; at < body.length; at += 8_192) asking.write(body.slice(at, at + 8_192));
    asking.end();
  });
}
