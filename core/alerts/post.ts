import { EdgeError } from '../errors.ts';
import { outward, retryAfter } from '../outward.ts';
import type { TargetDeps } from './contract.ts';

/** Refusals that may end by themselves: too slow, too early, too many. */
const FOR_NOW: readonly number[] = [408, 425, 429];

/**
 * Posts JSON. Nothing that comes back but its status is looked at, and no redirect is followed: an alert goes where the
 * owner wrote it goes. Throws `EdgeError`: a server error or no answer leaves it unknown whether it was taken.
 */
export async function postJson(
  { fetch, patience }: Pick<TargetDeps<never>, 'fetch' | 'patience'>,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const answer = await outward(() =>
    fetch(url, {
      method: 'POST',
      // Else it would name this program's runtime.
      headers: { 'user-agent': 'Second-Ring', 'content-type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    }),
  );
  // Not read: it may be huge, or never end.
  await answer.body?.cancel().catch(() => {});
  if (answer.ok) return;
  const { status } = answer;
  throw new EdgeError(`http_${status}`, {
    sent: status >= 500 ? 'unknown' : 'no',
    permanent: status < 500 && !FOR_NOW.includes(status),
    retryAfter: retryAfter(answer.headers),
  });
}
