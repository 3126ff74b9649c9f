import { valueAt } from '../messages.ts';
import { BLOCK_SECRETS } from '../targets.ts';
import type { Check } from './check.ts';

export const legalIsNamed: Check = {
  reads: ['practice.legal'],
  severity: 'warning',
  find: ({ practice }) =>
    practice.legal === null
      ? [
          {
            path: ['practice', 'legal'],
            message:
              '`legal` is missing: the terms and privacy pages, which carriers read, will not say who answers for them',
          },
        ]
      : [],
};

/** Whoever has the address of a heartbeat can say that all is well. */
const SECRETS = ['twilio.auth_token', 'storage.key', 'watch.heartbeat', ...BLOCK_SECRETS];

/** A configuration file is copied, mailed and kept in version control; a secret should not travel with it. */
export const secretsAreElsewhere: Check = {
  reads: SECRETS,
  severity: 'warning',
  find: (_, { written }) =>
    SECRETS.map(path => path.split('.')).flatMap(path =>
      [valueAt(written, path)].flat().some(value => typeof value === 'string')
        ? [
            {
              path,
              message: 'a secret stands in the file itself',
              hint: 'keep it in a file of its own: {file: PATH}',
            },
          ]
        : [],
    ),
};
