import { Hono } from 'hono';
import { z } from 'zod';
import { LONGEST_TEXT } from '../../core/flows/work-entry.ts';
import { replyWarnings } from '../../core/rules/reply-warnings.ts';
import { countSegments } from '../../core/rules/segments.ts';
import type { ApiDeps } from './deps.ts';
import { body } from './input.ts';
import { type Asking, EVERYBODY, requireRole } from './require-role.ts';

/** Replies that the practice has saved, and what a reply costs and had better not say before it is sent. */
export function replyRoutes({ config, session }: ApiDeps) {
  const everybody = requireRole(session, EVERYBODY);
  return new Hono<Asking>()
    .get('/replies', everybody, c => {
      const replies = Object.entries(config().replies).map(([name, words]) => ({ name, words }));
      return c.json({ replies });
    })
    .post('/replies/check', everybody, body(z.strictObject({ words: z.string().max(20_000) })), c => {
      const words = c.req.valid('json').words.trim();
      const { encoding, segments, units } = countSegments(words);
      return c.json({
        ...{ encoding, segments, units, characters: words.length, most: LONGEST_TEXT },
        warnings: replyWarnings(words),
      });
    });
}
