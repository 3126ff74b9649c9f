import { Hono } from 'hono';
import { TWILIO_HEARD } from '../../core/flows/health-facts.ts';
import { feedEnds } from '../../core/store/changes.ts';
import { hasMark } from '../../core/store/marks.ts';
import type { ApiDeps } from './deps.ts';
import { linesView, meView } from './lines.ts';
import { practiceView } from './practice.ts';
import { beginningOfQueue } from './queue.ts';
import { type Asking, EVERYBODY, requireRole } from './require-role.ts';

/**
 * `GET /api/first-view`: all that the desk shows before somebody chooses anything, in one answer: who is signed in and when
 * their screen is covered, the practice, its lines, and the beginning of the queue.
 * `seq` is the place in the feed of changes (`GET /api/changes?after=`) from which on it may be old.
 */
export function firstViewRoutes(deps: ApiDeps) {
  return new Hono<Asking>().get('/first-view', requireRole(deps.session, EVERYBODY), c => {
    const who = c.get('who');
    // Before all else: what changes while this is read is told again.
    const { last: seq } = feedEnds(deps.store);
    return c.json({
      seq,
      me: meView(deps, who),
      coversAt: who.coversAt,
      /** By the server's clock, since the browser's may be wrong. */
      now: deps.clock.now().epochMilliseconds,
      practice: practiceView(deps.config()),
      lines: linesView(deps),
      queue: beginningOfQueue(deps, who),
      /** Nobody has ever called: owners are shown the way to what is left to do. */
      isNew: who.role === 'owner' && !hasMark(deps.store, TWILIO_HEARD),
    });
  });
}
