import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Clock } from '../../core/clock.ts';
import type { Config } from '../../core/config/schema.ts';
import { derivedKey } from '../../core/derived-key.ts';
import { newId, type Random } from '../../core/ids.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../core/rules/password/judge-password.ts';
import type { Store } from '../../core/store/store.ts';
import { storeAdapter } from './adapter.ts';
import { PENDING_COOKIE, PENDING_SECONDS, SESSION_COOKIE } from './cookies.ts';
import type { Passwords } from './passwords.ts';

export interface LibraryDeps {
  config: () => Config;
  store: Store;
  clock: Clock;
  random: Random;
  passwords: Passwords;
}

/**
 * Better Auth, with nothing of it but what we call by name: its own routes are served nowhere. Some 50 MB and a second,
 * so it is imported when somebody first signs in.
 */
export function createLibrary({ config, store, clock, random, passwords }: LibraryDeps) {
  const { practice } = config();
  const cookie = (name: string) => ({ name, attributes: { secure: true, path: '/' } });
  return betterAuth({
    // What the authenticator app shows: others may see that phone, so it is the discreet name.
    appName: practice.sender,
    baseURL: practice.public_url,
    basePath: '/auth',
    // As a list, so that the library does not look for others in the environment.
    secrets: [{ version: 1, value: derivedKey(store.secret, 'signing in') }],
    database: storeAdapter(store),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      password: {
        hash: password => passwords.hash(password),
        verify: ({ hash, password }) => passwords.verify(password, hash),
      },
    },
    // What a cookie holds between the two factors is a key to the account, so it is hashed as well.
    verification: { modelName: 'verifications', storeIdentifier: 'hashed', fields: STAMPS },
    user: { modelName: 'users', fields: { createdAt: 'created_at', updatedAt: 'updated_at' } },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    session: {
      modelName: 'sessions',
      fields: { userId: 'user_id', ...STAMPS },
      // Nothing but our own rules makes a session last longer.
      disableSessionRefresh: true,
    },
    advanced: {
      useSecureCookies: false,
      cookies: { session_token: cookie(SESSION_COOKIE), two_factor: cookie(PENDING_COOKIE) },
      database: { generateId: () => newId(clock.now().epochMilliseconds, random) },
    },
    plugins: [
      twoFactor({
        issuer: practice.sender,
        twoFactorCookieMaxAge: PENDING_SECONDS,
        schema: {
          user: { fields: { twoFactorEnabled: 'second_factor' } },
          twoFactor: {
            modelName: 'second_factors',
            fields: {
              userId: 'user_id',
              backupCodes: 'recovery_codes',
              failedVerificationCount: 'failures',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  });
}

const STAMPS = { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } as const;

export type Library = ReturnType<typeof createLibrary>;
