import { Hono } from 'hono';
import { createApi } from './api/api.ts';
import { createAuth, partsOf } from './auth/auth.ts';
import type { ServerDeps } from './deps.ts';
import { deskFiles } from './desk/desk.ts';
import { health } from './health.ts';
import { installation } from './installation.ts';
import { createIntake } from './intake.ts';
import { createPages, pageNotFound } from './pages/pages.ts';
import { WebhooksHeard } from './webhooks/heard.ts';
import { messageWebhooks } from './webhooks/messages.ts';
import { staffCallWebhooks } from './webhooks/staff-calls.ts';
import { testCallWebhooks } from './webhooks/test-calls.ts';
import { voiceWebhooks } from './webhooks/voice.ts';

/** The whole web side, wired from its parts; it never listens by itself. */
export function createApp(deps: ServerDeps, auth = partsOf(deps), heard = new WebhooksHeard(deps)): Hono {
  const app = new Hono();
  app.route('/', voiceWebhooks({ ...deps, heard }) as unknown as Hono);
  app.route('/', staffCallWebhooks({ ...deps, heard }) as unknown as Hono);
  app.route('/', testCallWebhooks({ ...deps, heard }) as unknown as Hono);
  app.route('/', messageWebhooks({ ...deps, heard }) as unknown as Hono);
  app.route('/', health({ ...deps, heard }));
  app.route('/', installation(deps));
  if (deps.session) app.route('/', createApi({ ...deps, session: deps.session, heard }));
  app.route('/', createAuth(auth));
  app.route('/', deskFiles());
  const { config, clock, random, clientAddress, log } = deps;
  const pages = {
    config,
    now: () => clock.now(),
    intake: createIntake(deps),
    random,
    clientAddress,
    log: ({ code, ...ids }: { code: string; [id: string]: string | number }) =>
      log.info({ event: code, ...ids }),
  };
  app.route('/', createPages(pages));
  app.notFound(pageNotFound(pages));
  app.onError((error, c) => {
    log.error({ event: 'request_failed', path: c.req.routePath, error: error.name });
    return c.text('Something went wrong here. Please try again, or call the practice.', 500);
  });
  return app;
}
