import { type Context, Hono } from 'hono';
import { ChangeFeed, type News } from './change-feed.ts';
import type { ApiDeps } from './deps.ts';
import { withoutActs } from './presence.ts';
import { Problem } from './problem.ts';
import { type Asking, EVERYBODY, requireRole } from './require-role.ts';

/** So often something is said, in milliseconds: proxies cut what is silent for a minute. The session is looked at, too. */
const BEAT = 15_000;
/** As many tabs as somebody has open, and then some. */
const MOST_A_SESSION = 6;
const MOST = 300;
/** Bytes that may wait for a listener who does not read; then the stream ends, and they come back for the rest. */
const MOST_WAITING = 64 * 1024;
/** How soon a browser comes back, in milliseconds. */
const RETRY = 1_000;

/**
 * `GET /api/changes`: server-sent events with what changed, as ids alone. `Last-Event-ID` continues where somebody left, or
 * `after` where the first view was read;
 * `reload` says that too much happened for that. `crises` is how many crises are not handled, which a covered screen may
 * still be told, and nothing else. Listening makes no session last longer, and ends with it.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function changesRoutes(
  { store, session, log, ending }: Pick<ApiDeps, 'store' | 'session' | 'log' | 'ending'>,
  beat = BEAT,
) {
  const feed = new ChangeFeed(store, error =>
    log.warn({ event: 'changes_not_read', error: error instanceof Error ? error.name : typeof error }),
  );
  const quiet = withoutActs(session);
  const open = new Map<string, number>();
  const all = () => [...open.values()].reduce((sum, count) => sum + count, 0);

  return new Hono<Asking>().get('/changes', requireRole(quiet, EVERYBODY, { whileCovered: true }), c => {
    const type = { 'Content-Type': 'text/event-stream; charset=utf-8' };
    // A HEAD comes here as well: nobody would read its stream, or ever leave it.
    if (c.req.method === 'HEAD') return c.body(null, 200, type);
    const who = c.get('who');
    const count = open.get(who.session) ?? 0;
    if (count >= MOST_A_SESSION)
      throw new Problem('too-many', 'The desk is open in too many tabs. Close some.');
    if (all() >= MOST || ending?.aborted)
      throw new Problem('busy', 'Too many desks are open. Please try again.');
    const after = placeIn(c);
    open.set(who.session, count + 1);
    const left = () => {
      const now = (open.get(who.session) ?? 1) - 1;
      if (now > 0) open.set(who.session, now);
      else open.delete(who.session);
    };
    const stream = streamOf({
      listen: hear => feed.listen(after, hear),
      covered: who.covered,
      stillIn: () => quiet.signedIn(c.req.raw),
      ...(ending ? { ending } : {}),
      left,
      beat,
    });
    return c.body(stream, 200, {
      ...type,
      // Nginx would otherwise keep events until there are enough of them.
      'X-Accel-Buffering': 'no',
    });
  });
}

/** Where somebody left, or what they have read since. What no answer of ours said is as good as nothing. */
function placeIn(c: Context): number | null {
  // A browser cannot say the first by header, and says the second in the address for as long as it comes back by itself.
  const said = c.req.header('last-event-id') ?? c.req.query('after');
  return said !== undefined && /^\d{1,15}$/.test(said) ? Number(said) : null;
}

interface Streaming {
  listen(hear: (news: News) => void): () => void;
  covered: boolean;
  /** Whether the session goes on, and is covered. */
  stillIn(): Promise<{ covered: boolean } | null>;
  ending?: AbortSignal;
  left(): void;
  beat: number;
}

function streamOf({
  listen,
  covered,
  stillIn,
  ending,
  left,
  beat,
}: Streaming): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let hidden = covered;
  let crises = -1;
  let seq = 0;
  let end = () => {};
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        const say = (text: string) => {
          if ((controller.desiredSize ?? 0) < 0) end();
          else controller.enqueue(encoder.encode(text));
        };
        let over = false;
        let stop = () => {};
        /** Whether they are still signed in; null where not, `uncovered` when the screen has been since it was last asked. */
        const look = async () => {
          const still = await stillIn().catch(() => null);
          if (!still) return null;
          const uncovered = hidden && !still.covered;
          hidden = still.covered;
          return { uncovered };
        };
        const beating = setInterval(async () => {
          const now = await look();
          if (over) return;
          if (!now) return end();
          // What was hidden meanwhile is not said again.
          say(now.uncovered ? reload(seq) : ': \n\n');
        }, beat);
        const tell = (news: News, uncovered = false) => {
          const said = uncovered ? { ...news, changes: null } : news;
          const events = eventsOf(said, { hidden, before: crises });
          ({ crises, seq } = news);
          if (events !== '') say(events);
        };
        // Whoever was shut out meanwhile is told nothing more, and not only from the next beat on.
        const tellWhoIsIn = async (news: News) => {
          const now = await look();
          if (over) return;
          if (!now) return end();
          tell(news, now.uncovered);
        };
        end = () => {
          if (over) return;
          over = true;
          clearInterval(beating);
          stop();
          ending?.removeEventListener('abort', end);
          left();
          try {
            controller.close();
          } catch {
            // Whoever listened has left already.
          }
        };
        ending?.addEventListener('abort', end);
        say(`retry: ${RETRY}\n\n`);
        try {
          let told: Promise<void> | null = null;
          stop = listen(news => {
            // The first is heard at once, by whoever was let in just now.
            if (told) told = told.then(() => tellWhoIsIn(news));
            else tell(news);
            told ??= Promise.resolve();
          });
        } catch (error) {
          // The database could not be read: nobody will ever leave what never began.
          end();
          throw error;
        }
        if (over) stop();
      },
      cancel: () => end(),
    },
    { highWaterMark: MOST_WAITING, size: chunk => chunk?.byteLength ?? 0 },
  );
}

function eventsOf(news: News, { hidden, before }: { hidden: boolean; before: number }): string {
  const crises = news.crises === before ? '' : `event: crises\nid: ${news.seq}\ndata: ${news.crises}\n\n`;
  if (hidden) return crises;
  if (news.changes === null) return `${crises}${reload(news.seq)}`;
  if (news.changes.length === 0) return crises === '' ? '' : crises;
  return `${crises}event: changes\nid: ${news.seq}\ndata: ${JSON.stringify(news.changes)}\n\n`;
}

function reload(seq: number): string {
  return `event: reload\nid: ${seq}\ndata: all\n\n`;
}
