import { z } from 'zod';
import { addressOutside, oneOrMore } from '../../config/values.ts';
import type { TargetSettings } from '../contract.ts';

const SECRET =
  'expected a secret that nobody guesses: at least 32 characters, 10 of them different, or a list of such';

const secret = z
  .string()
  .trim()
  .refine(written => written.length >= 32 && new Set(written).size >= 10, { error: SECRET });

export interface WebhookSettings {
  url: string;
  secret: string[];
}

export const webhookSettings: TargetSettings<WebhookSettings> = {
  schema: z
    .strictObject({
      url: addressOutside().describe('Where alerts are posted.'),
      secret: oneOrMore(secret, SECRET).describe('What they are signed with; a list while you rotate it.'),
    })
    .describe('A program of your own that is told of alerts.'),
  secrets: ['secret'],
  // Addresses of webhooks often carry a token.
  hidden: ['url'],
  shown: [],
};
