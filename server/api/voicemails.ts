import { Hono } from 'hono';
import { z } from 'zod';
import { voicemailTyped } from '../../core/flows/voicemail-typed.ts';
import { LONGEST_WORDS } from '../../core/rules/longest.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { soundBetween } from '../../core/store/sounds.ts';
import { visibleVoicemail } from '../../core/store/visible.ts';
import { readRange } from './byte-range.ts';
import type { ApiDeps } from './deps.ts';
import { body, named, voicemailId } from './input.ts';
import { Listenings } from './listening.ts';
import { withoutActs } from './presence.ts';
import { Problem } from './problem.ts';
import { type Asking, EVERYBODY, ownOnly, requireRole } from './require-role.ts';

const typed = z.strictObject({
  words: z.string().max(LONGEST_WORDS),
  /** What stood there when it was begun: somebody else's words are not written over. */
  was: z.string().max(LONGEST_WORDS).nullable(),
});

/** The sound of a voicemail, and what it says in the words of whoever listened. */
export function voicemailRoutes(deps: ApiDeps) {
  const { store, session } = deps;
  const quiet = withoutActs(session);
  const listenings = new Listenings(deps);
  const everybody = requireRole(session, EVERYBODY);
  const voicemail = named(z.object({ id: voicemailId }));
  return new Hono<Asking>()
    .get('/voicemails/:id/sound', everybody, voicemail, async c => {
      const who = c.get('who');
      const { id } = c.req.valid('param');
      const found = visibleVoicemail(store, id, ownOnly(who));
      if (found?.state !== 'stored' || found.bytes === 0) {
        throw new Problem('not-found', 'There is no sound here by this name, or it is not open to you.');
      }
      const size = found.bytes;
      const range = readRange(c.req.header('range'), size);
      if (range === 'none') {
        c.header('Content-Range', `bytes */${size}`);
        throw new Problem('bad-range', 'The voicemail is shorter than that.');
      }
      const { from, to } = range ?? { from: 0, to: size - 1 };
      const headers = {
        'Content-Type': soundType(found.content_type),
        'Content-Length': String(to - from + 1),
        'Accept-Ranges': 'bytes',
        ...(range ? { 'Content-Range': `bytes ${from}-${to}/${size}` } : {}),
      };
      const status = range ? 206 : 200;
      // Whoever asks how long it is has heard nothing.
      if (c.req.method === 'HEAD') return c.body(null, status, headers);
      await listenings.begins(who, { id, seconds: found.seconds, from });
      const stillIn = async () => (await quiet.signedIn(c.req.raw)) !== null;
      return c.body(stream(soundBetween(store, id, { from, to }), stillIn), status, headers);
    })
    .put('/voicemails/:id/words', everybody, voicemail, body(typed), async c => {
      const who = c.get('who');
      const { id } = c.req.valid('param');
      if (!visibleVoicemail(store, id, ownOnly(who))) {
        throw new Problem('not-found', 'There is no voicemail here by this name, or it is not open to you.');
      }
      const words = c.req.valid('json');
      await store.write(async tx => {
        await voicemailTyped(tx, { voicemail: id, ...words });
        await appendAudit(tx, { at: tx.now, who: who.user, what: 'voicemail_typed', about: id, details: {} });
      });
      return c.body(null, 204);
    });
}

/** A type that came from outside is not repeated to a browser unless it is one of sound. */
function soundType(type: string | null): string {
  return type && /^audio\/[\w.+-]{1,40}$/.test(type) ? type : 'application/octet-stream';
}

/**
 * A piece when there is room for it: whoever listens slowly, or leaves, costs one piece of memory; and who is shut out
 * meanwhile gets none any more.
 */
function stream(
  pieces: Generator<Uint8Array<ArrayBuffer>>,
  stillIn: () => Promise<boolean>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      if (!(await stillIn())) return controller.error(new Error('Whoever listened is signed in no more.'));
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
