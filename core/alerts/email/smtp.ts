import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { EdgeError } from '../../errors.ts';
import { isLoopback } from '../../rules/loopback.ts';
import type { EmailSettings } from './settings.ts';

/** The port on which TLS comes before the first word (RFC 8314); on all others it is asked for by STARTTLS. */
const TLS_FIRST = 465;
/** Replies are a line or two; what is longer is no mail server. */
const LONGEST_REPLY = 64 * 1024;

export interface Mail {
  from: string;
  to: string;
  message: Buffer;
}

interface Way {
  smtp: EmailSettings['smtp'];
  /** What we call ourselves: the machine's own name is nobody's business. */
  host: string;
  patience: number;
}

/**
 * Hands a message to the mail server. Throws `EdgeError`: with a reply it is known what became of it, and a 5xx is for
 * good; without one nothing was sent as long as the server had not asked for the message, and nobody knows after that.
 */
export function handIn(mail: Mail, way: Way): Promise<void> {
  const connection = new SMTPConnection(optionsFor(way));
  let begun = false;
  const message = new Readable({
    // Read from only when the server has said to go ahead.
    read() {
      begun = true;
      this.push(mail.message);
      this.push(null);
    },
  });
  return new Promise<void>((resolve, reject) => {
    const failed = (error: EdgeError) => {
      clearTimeout(timer);
      connection.close();
      reject(error);
    };
    const broke = (error: NodemailerError) => failed(asEdgeError(error, begun));
    const timer = setTimeout(
      () => failed(new EdgeError('timed_out', { sent: begun ? 'unknown' : 'no' })),
      way.patience,
    );
    const send = () =>
      connection.send({ from: mail.from, to: [mail.to], size: mail.message.length }, message, error => {
        if (error) return broke(error);
        clearTimeout(timer);
        resolve();
        connection.quit();
        connection.close();
      });
    connection.on('error', broke);
    connection.connect(error => {
      const { user, password } = way.smtp;
      if (error) broke(error);
      else if (user === null || password === null) send();
      else connection.login({ user, pass: password }, refused => (refused ? broke(refused) : send()));
    });
  });
}

/** Without TLS nothing is said to another machine, neither the password nor the message. */
export function optionsFor({ smtp: { host, port }, host: name, patience }: Way): SMTPConnectionOptions {
  const here = isLoopback(host);
  return {
    host,
    port,
    name,
    secure: port === TLS_FIRST,
    requireTLS: !here,
    ignoreTLS: here,
    maxResponseSize: LONGEST_REPLY,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    dnsTimeout: patience,
    // A server that does not hang up is not waited for.
    socketCloseTimeout: 1_000,
  };
}

/** Replies hold addresses and whatever a server likes to say: nothing of them is kept but their number. */
function asEdgeError({ responseCode, permanent, command, code }: NodemailerError, begun: boolean): EdgeError {
  if (responseCode && responseCode >= 400) {
    return new EdgeError(`smtp_${responseCode}`, { sent: 'no', permanent: permanent ?? false });
  }
  if (begun) return new EdgeError(code === 'ETIMEDOUT' ? 'timed_out' : 'cut_off', { sent: 'unknown' });
  const refusedHere = command === 'API' || code === 'EENVELOPE' || code === 'EMESSAGE';
  return new EdgeError(refusedHere ? 'not_a_mail' : 'not_connected', {
    sent: 'no',
    permanent: refusedHere,
  });
}
