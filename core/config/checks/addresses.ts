import { isLoopback } from '../../rules/loopback.ts';
import type { Check } from './check.ts';

const PUBLIC_URL = ['practice', 'public_url'];

/** A practice that exists on this machine alone, with a simulated carrier beside it, may use plain http. */
export const publicUrlIsHttps: Check = {
  reads: ['practice.public_url', 'twilio.api_url'],
  find: ({ practice, twilio }) =>
    practice.public_url.startsWith('https:') || [practice.public_url, twilio.api_url].every(isHere)
      ? []
      : [
          {
            path: PUBLIC_URL,
            message: 'expected an address that begins with https://; callers open it and Twilio signs it',
          },
        ],
};

function isHere(address: string | null): boolean {
  return address !== null && isLoopback(new URL(address).hostname);
}

/** Twilio's signature covers the address exactly as it was configured, so there is one way to write it. */
export const publicUrlIsRoot: Check = {
  reads: ['practice.public_url'],
  find: ({ practice }) => {
    const { origin } = new URL(practice.public_url);
    return practice.public_url === origin
      ? []
      : [
          {
            path: PUBLIC_URL,
            message:
              'expected an address in small letters, without a path, a slash at the end or anything after it',
            hint: `write ${origin}`,
          },
        ];
  },
};

export const allowedOriginsAreOrigins: Check = {
  reads: ['intake.allowed_origins'],
  find: ({ intake }) =>
    intake.allowed_origins.flatMap((address, i) => {
      const { origin } = new URL(address);
      return address === origin
        ? []
        : [
            {
              path: ['intake', 'allowed_origins', i],
              message: 'expected a website without a path or a slash at the end',
              hint: `write ${origin}`,
            },
          ];
    }),
};
