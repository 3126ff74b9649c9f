import { createHmac } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { derivedKey } from '../../core/derived-key.ts';
import { StoreBusyError } from '../../core/store/writer.ts';
import { SAFETY_HEADERS } from '../pages/headers.ts';
import { endOneSession, myAccount } from './account/account.ts';
import { beginApp, confirmApp, removeApp } from './account/app.ts';
import { addPasskey, beginPasskey, removePasskey, renamePasskey } from './account/passkeys.ts';
import { changePassword } from './account/password.ts';
import { newRecoveryCodes } from './account/recovery-codes.ts';
import type { AuthDeps, AuthParts } from './deps.ts';
import { accept } from './invitations.ts';
import { KnownDevices } from './known-devices.ts';
import type { Library } from './library.ts';
import { beginPasskeySetUp, confirmPasskey } from './passkey-set-up.ts';
import { beginPasskeyProof, provePasskey } from './passkey-sign-in.ts';
import { Passwords, TooManySignIns } from './passwords.ts';
import { AuthProblem, answerProblem } from './problem.ts';
import { fromOwnPages } from './request.ts';
import { confirmSecondFactor, proveSecondFactor, setUpSecondFactor } from './second-factor.ts';
import { signOut, signOutEverywhere, whoAmI } from './session-routes.ts';
import { Sessions } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { SlowDown } from './slow-down.ts';
import { beginUnlock, cover, unlock, unlockByPasskey } from './uncover.ts';

type Answer = (c: Context, parts: AuthParts) => Response | Promise<Response>;

const POSTS: Readonly<Record<string, Answer>> = {
  '/auth/sign-in': signIn,
  '/auth/second-factor': proveSecondFactor,
  '/auth/second-factor/set-up': setUpSecondFactor,
  '/auth/second-factor/confirm': confirmSecondFactor,
  '/auth/second-factor/passkey/begin': beginPasskeyProof,
  '/auth/second-factor/passkey': provePasskey,
  '/auth/second-factor/set-up/passkey': beginPasskeySetUp,
  '/auth/second-factor/confirm/passkey': confirmPasskey,
  '/auth/unlock': unlock,
  '/auth/unlock/passkey/begin': beginUnlock,
  '/auth/unlock/passkey': unlockByPasskey,
  '/auth/cover': cover,
  '/auth/account/password': changePassword,
  '/auth/account/passkeys/begin': beginPasskey,
  '/auth/account/passkeys': addPasskey,
  '/auth/account/passkeys/rename': renamePasskey,
  '/auth/account/passkeys/remove': removePasskey,
  '/auth/account/app/begin': beginApp,
  '/auth/account/app': confirmApp,
  '/auth/account/app/remove': removeApp,
  '/auth/account/recovery-codes': newRecoveryCodes,
  '/auth/account/sessions/end': endOneSession,
  '/auth/sign-out': signOut,
  '/auth/sign-out-everywhere': signOutEverywhere,
  '/auth/invitations/accept': accept,
};

const GETS: Readonly<Record<string, Answer>> = { '/auth/me': whoAmI, '/auth/account': myAccount };

/** Signing in: what is listed here and nothing else of the library behind it. */
export function createAuth(parts: AuthParts): Hono {
  const app = new Hono();
  app.use('/auth/*', async (c, next) => {
    for (const [name, value] of Object.entries(SAFETY_HEADERS)) c.header(name, value);
    c.header('Cache-Control', 'no-store');
    await next();
  });
  for (const [path, answer] of Object.entries(POSTS)) {
    app.post(path, async c => {
      const { practice } = parts.config();
      if (!fromOwnPages(c.req.raw.headers, practice.public_url)) return refuse(c, 'from-elsewhere');
      return attempt(c, parts, answer);
    });
    app.all(path, c => refuse(c, 'method-not-allowed', { Allow: 'POST' }));
  }
  for (const [path, answer] of Object.entries(GETS)) {
    app.get(path, c => attempt(c, parts, answer));
    app.all(path, c => refuse(c, 'method-not-allowed', { Allow: 'GET, HEAD' }));
  }
  app.all('/auth/*', c => refuse(c, 'not-found'));
  return app;
}

/** The parts that signing in is made of, wired. */
export function partsOf(deps: AuthDeps): AuthParts {
  const { store, random } = deps;
  const key = (purpose: string) => derivedKey(store.secret, purpose);
  const hashing = key('addresses');
  const passwords = new Passwords(random);
  let library: Promise<Library> | undefined;
  return {
    ...deps,
    sessions: new Sessions(deps),
    passwords,
    devices: new KnownDevices(key('known devices'), random),
    slow: new SlowDown(),
    library() {
      library ??= import('./library.ts')
        .then(({ createLibrary }) => createLibrary({ ...deps, passwords }))
        .catch(error => {
          library = undefined;
          throw error;
        });
      return library;
    },
    hashed: text => createHmac('sha256', hashing).update(text).digest('hex'),
  };
}

/** Answers, or says what is wrong in the one shape that problems have here. */
async function attempt(c: Context, parts: AuthParts, answer: Answer): Promise<Response> {
  try {
    return await answer(c, parts);
  } catch (error) {
    if (error instanceof AuthProblem) return answerProblem(c, error);
    if (error instanceof TooManySignIns || error instanceof StoreBusyError) return refuse(c, 'busy');
    parts.log.error({
      event: 'auth_failed',
      path: c.req.routePath,
      error: error instanceof Error ? error.name : typeof error,
    });
    return refuse(c, 'failed');
  }
}

function refuse(
  c: Context,
  type: ConstructorParameters<typeof AuthProblem>[0],
  headers: Readonly<Record<string, string>> = {},
): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return answerProblem(c, new AuthProblem(type, {}, type === 'busy' ? 5 : null));
}
