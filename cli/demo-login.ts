import { inviteUser } from '../core/flows/team.ts';
import { COMMAND } from '../core/store/audit.ts';
import type { Store } from '../core/store/store.ts';
import { authenticatorCode } from '../simulator/authenticator.ts';

export interface DemoLogin {
  email: string;
  password: string;
  /** Each lets in once, in place of a code. */
  recoveryCodes: readonly string[];
  /** What an authenticator app would show: one that has not been given out before. */
  nextCode(): string;
}

const EMAIL = 'dana@willowstreet.example';
const PASSWORD = 'the green lamp hums at night';
const STEP = 30_000;

/** Somebody who can sign in to the demo's desk, made as anybody is: invited, a password, a second factor. */
export async function demoLogin(store: Store, url: string, now: () => number): Promise<DemoLogin> {
  const token = await store.write(tx =>
    inviteUser(tx, COMMAND, { email: EMAIL, name: 'Dana Reyes', role: 'owner', staff: 'dana' }),
  );
  const browser = new Browser(url);
  await browser.post('/auth/invitations/accept', { token, password: PASSWORD });
  await browser.post('/auth/sign-in', { email: EMAIL, password: PASSWORD });
  const made = (await browser.post('/auth/second-factor/set-up', { password: PASSWORD })) as {
    uri: string;
    recovery_codes: string[];
  };
  const secret = new URL(made.uri).searchParams.get('secret') ?? '';
  let shownFor = Math.floor(now() / STEP);
  await browser.post('/auth/second-factor/confirm', { code: authenticatorCode(secret, now()) });
  await browser.post('/auth/sign-out', {});
  return {
    email: EMAIL,
    password: PASSWORD,
    recoveryCodes: made.recovery_codes,
    nextCode() {
      // A code is good once; the one of the next half minute is taken already.
      const step = Math.floor(now() / STEP);
      shownFor = shownFor < step ? step : step + 1;
      return authenticatorCode(secret, shownFor * STEP);
    },
  };
}

/** As much of a browser as signing in needs: it keeps cookies, and says where it comes from. */
class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  async post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: new URL(this.#url).origin,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: JSON.stringify(body),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`The demo could not sign in: ${path} answered ${response.status}`);
    return text === '' ? null : JSON.parse(text);
  }
}
