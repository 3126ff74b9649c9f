import { FakeHttp } from '../contract/fake-http.ts';
import { FakeSmtp } from '../contract/fake-smtp.ts';
import { atTheEnd } from '../e2e/at-the-end.ts';
import { DANA } from '../e2e/installation.ts';

/** What alerts are sent with, and must not lie anywhere but in the configuration. */
export const SECRETS = {
  password: 'pw-periwinkle-8841',
  token: 'tk_periwinkle8842',
  secret: 'periwinkle-8843-f1c2b7d90e3465aa',
  topic: 'dana-periwinkle-8844',
};

/** Everybody who takes alerts for staff beside the carrier: each keeps every byte that it is told. */
export class WaysToStaff {
  readonly #mail: FakeSmtp;
  readonly #ntfy: FakeHttp;
  readonly #webhook: FakeHttp;

  private constructor(mail: FakeSmtp, ntfy: FakeHttp, webhook: FakeHttp) {
    this.#mail = mail;
    this.#ntfy = ntfy;
    this.#webhook = webhook;
  }

  static async begin(): Promise<WaysToStaff> {
    const mail = await FakeSmtp.begin();
    const ntfy = await FakeHttp.begin();
    // Now and then it fails, so that failures are told of.
    const webhook = await FakeHttp.begin(() => ({ status: webhook.heard.length % 3 === 0 ? 403 : 200 }));
    for (const one of [mail, ntfy, webhook]) atTheEnd(() => one.end());
    return new WaysToStaff(mail, ntfy, webhook);
  }

  /** The practice's configuration with all of them in it, for all there is. */
  config = (yaml: string): string => {
    const { password, token, secret, topic } = SECRETS;
    const about = 'about: [crisis, callback, message, voicemail, missed_call]';
    const rules = ['email', 'ntfy', 'webhook'].map(by => `  - {to: [dana], by: ${by}, ${about}}\n`);
    const smtp = `{host: 127.0.0.1, port: ${this.#mail.port}, user: alerts, password: ${password}}`;
    return `${yaml
      .replace(
        `name: Dana Reyes, phone: "${DANA}"`,
        same => `${same}, email: dana@willowstreet.example, ntfy: ${topic}`,
      )
      .replace('alerts:\n', same => `${same}${rules.join('')}`)}
email: {from: alerts@willowstreet.example, smtp: ${smtp}}
ntfy: {url: "${this.#ntfy.url}", token: ${token}}
webhook: {url: "${this.#webhook.url}/alerts", secret: ${secret}}
`;
  };

  /** What each was told, every byte of it. */
  get told(): Record<string, string> {
    return {
      'an email': this.#mail.raw,
      'a push by ntfy': this.#ntfy.raw,
      'an alert by webhook': this.#webhook.raw,
    };
  }
}
