import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { SAFETY_HEADERS } from '../pages/headers.ts';
import { auditRoutes } from './audit.ts';
import { changesRoutes } from './changes.ts';
import { conversationRoutes } from './conversation.ts';
import type { ApiDeps } from './deps.ts';
import { firstViewRoutes } from './first-view.ts';
import { healthRoutes } from './health.ts';
import { keepingRoutes } from './keeping.ts';
import { lineRoutes } from './lines.ts';
import { numbersRoutes } from './numbers.ts';
import { peopleRoutes } from './people.ts';
import { practiceRoutes } from './practice.ts';
import { answerProblem, Problem, problemOf } from './problem.ts';
import { queueRoutes } from './queue.ts';
import { noteRefusal } from './refusals.ts';
import { replyRoutes } from './replies.ts';
import { EVERYBODY, requireRole } from './require-role.ts';
import { ownPagesOnly } from './same-origin.ts';
import { staffCallRoutes } from './staff-calls.ts';
import { teamRoutes } from './team.ts';
import { voicemailRoutes } from './voicemails.ts';
import { workRoutes } from './work.ts';

/** A text has at most 1,600 characters, and a hundred entries their ids and versions. */
const LONGEST_BODY = 64 * 1024;

/** The desk's API. The desk's client is inferred from its type. */
export function createApi(deps: ApiDeps) {
  const api = new Hono()
    .basePath('/api')
    .use(async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(SAFETY_HEADERS)) c.header(name, value);
      c.header('Cache-Control', 'no-store');
    })
    .use(ownPagesOnly(deps.config))
    .use(
      bodyLimit({
        maxSize: LONGEST_BODY,
        onError: c => answerProblem(c, new Problem('too-large', 'At most 64 KiB.')),
      }),
    )
    .use(async (c, next) => {
      // Only then who sends it: a body may take minutes, and they may have been shut out meanwhile.
      if (c.req.raw.body) await c.req.arrayBuffer().catch(cutOff);
      await next();
    })
    .route('/', queueRoutes(deps))
    .route('/', workRoutes(deps))
    .route('/', peopleRoutes(deps))
    .route('/', staffCallRoutes(deps))
    .route('/', conversationRoutes(deps))
    .route('/', voicemailRoutes(deps))
    .route('/', changesRoutes(deps))
    .route('/', lineRoutes(deps))
    .route('/', replyRoutes(deps))
    .route('/', practiceRoutes(deps))
    .route('/', numbersRoutes(deps))
    .route('/', firstViewRoutes(deps))
    .route('/', teamRoutes(deps))
    .route('/', auditRoutes(deps))
    .route('/', keepingRoutes(deps))
    .route('/', healthRoutes(deps));
  api.all('/*', requireRole(deps.session, EVERYBODY), () => {
    throw new Problem('not-found', 'There is nothing here by this name.');
  });
  api.onError(async (error, c) => {
    const problem = problemOf(error) ?? unreadable(error);
    if (problem) {
      await noteRefusal(deps, c, problem);
      return answerProblem(c, problem);
    }
    deps.log.error({ event: 'request_failed', path: c.req.routePath, error: error.name });
    return answerProblem(c, new Problem('failed', 'Something went wrong here. Please try again.'));
  });
  return api;
}

export type Api = ReturnType<typeof createApi>;

function cutOff(): never {
  throw new Problem('bad-input', 'This cannot be read: the whole.');
}

/** Hono's own error, for a body that is no JSON. */
function unreadable(error: unknown): Problem | null {
  return error instanceof HTTPException ? new Problem('bad-input', 'This cannot be read: the whole.') : null;
}
