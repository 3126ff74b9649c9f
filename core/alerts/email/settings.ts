import { z } from 'zod';
import { text, wholeNumber } from '../../config/values.ts';
import type { TargetSettings } from '../contract.ts';

export interface EmailSettings {
  from: string;
  smtp: { host: string; port: number; user: string | null; password: string | null };
}

export const emailSettings: TargetSettings<EmailSettings> = {
  schema: z
    .strictObject({
      from: z.email().describe('The address that alerts come from.'),
      smtp: z
        .strictObject({
          host: z
            .string()
            .trim()
            .regex(/^[A-Za-z0-9.:-]+$/, { error: 'expected the name of a mail server' })
            .describe('The mail server.'),
          port: wholeNumber(1, 65_535)
            .prefault(587)
            .describe('Its port; with 465 TLS comes first, with any other STARTTLS is insisted on.'),
          user: text().nullish().default(null).describe('The name to log in with, where it asks for one.'),
          password: text().nullish().default(null).describe('The password that belongs to the user.'),
        })
        .superRefine(({ user, password }, context) => {
          if ((user === null) === (password === null)) return;
          // Said of the one that is missing: a password that could not be read is said once.
          const path = [user === null ? 'user' : 'password'];
          context.addIssue({
            code: 'custom',
            path,
            message: 'expected both `user` and `password`, or neither',
          });
        })
        .describe('How mail is handed over.'),
    })
    .describe('The mail server that takes alerts by email.'),
  secrets: ['smtp.password'],
  shown: ['from'],
};
