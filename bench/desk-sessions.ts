import { inviteUser } from '../core/flows/team.ts';
import { COMMAND } from '../core/store/audit.ts';
import type { Store } from '../core/store/store.ts';
import { authenticatorCode } from '../simulator/authenticator.ts';

const EMAIL = 'dana@willowstreet.example';
const PASSWORD = 'the green lamp hums at night';

/** Signs somebody in so many times, as a browser does, at most nine; the cookies of each session. */
export async function signInTimes(store: Store, url: string, times: number): Promise<string[]> {
  const token = await store.write(tx =>
    inviteUser(tx, COMMAND, { email: EMAIL, name: 'Dana Reyes', role: 'owner', staff: 'dana' }),
  );
  const first = new Browser(url);
  await first.post('/auth/invitations/accept', { token, password: PASSWORD });
  await first.post('/auth/sign-in', { email: EMAIL, password: PASSWORD });
  const { uri, recovery_codes: codes } = (await first.post('/auth/second-factor/set-up', {
    password: PASSWORD,
  })) as { uri: string; recovery_codes: string[] };
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  await first.post('/auth/second-factor/confirm', { code: authenticatorCode(secret, Date.now()) });
  const cookies = [first.cookie];
  for (const code of codes.slice(0, times - 1)) {
    const browser = new Browser(url);
    await browser.post('/auth/sign-in', { email: EMAIL, password: PASSWORD });
    await browser.post('/auth/second-factor', { recovery_code: code });
    cookies.push(browser.cookie);
  }
  return cookies;
}

/** As much of a browser as signing in needs: it keeps cookies, and says where it comes from. */
class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#url, cookie: this.cookie },
      body: JSON.stringify(body),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${text.slice(0, 300)}`);
    return text === '' ? null : JSON.parse(text);
  }
}
