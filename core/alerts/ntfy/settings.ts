import { z } from 'zod';
import { addressOutside, text } from '../../config/values.ts';
import type { TargetSettings } from '../contract.ts';

const TOPIC =
  'expected a topic that nobody guesses: 16 to 64 letters, digits, - or _, with a digit or two among them';

/** A topic is as good as a password: on a public server whoever guesses it reads along (docs.ntfy.sh/publish). */
const topic = z
  .string({ error: TOPIC })
  .trim()
  .regex(/^(?=(?:.*\d){2})[-_A-Za-z0-9]{16,64}$/, { error: TOPIC });

export interface NtfySettings {
  url: string;
  token: string | null;
}

export const ntfySettings: TargetSettings<NtfySettings, 'ntfy'> = {
  schema: z
    .strictObject({
      url: addressOutside().default('https://ntfy.sh').describe('The ntfy server; ntfy.sh if left out.'),
      token: text().nullish().default(null).describe('An access token, where the server asks for one.'),
    })
    .describe('The ntfy server that pushes alerts to phones.'),
  secrets: ['token'],
  shown: ['url'],
  member: {
    ntfy: topic.describe('The topic that their ntfy app is subscribed to; only they should know it.'),
  },
};
