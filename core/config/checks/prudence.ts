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

/** A configuration file is copied, mailed and kept in version control; a secret should not travel with it. */
export const secretsAreElsewhere: Check = {
  reads: ['twilio.auth_token', 'storage.key', ...BLOCK_SECRETS],
  severity: 'warning',
  find: (_, { written }) =>
    [['twilio', 'auth_token'], ['storage', 'key'], ...BLOCK_SECRETS.map(path => path.split('.'))].flatMap(
      path =>
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
