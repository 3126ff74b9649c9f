import { EdgeError, nameOf } from '../core/errors.ts';
import { type Fetch, outward } from '../core/outward.ts';

/** How long the other side may take, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Tells a service outside that we are there (`well`), or that something is wrong: the same address with `/fail` behind it.
 * That is all it is told. Returns null, or the code of why it did not hear it.
 */
export async function beat(fetch: Fetch, address: string, well: boolean): Promise<string | null> {
  const url = new URL(address);
  if (!well) url.pathname = `${url.pathname.replace(/\/$/, '')}/fail`;
  try {
    const answer = await outward(() =>
      fetch(url, {
        headers: { 'user-agent': 'Second-Ring' },
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE),
      }),
    );
    await answer.body?.cancel().catch(() => {});
    return answer.ok ? null : `http_${answer.status}`;
  } catch (error) {
    return error instanceof EdgeError ? error.code : nameOf(error);
  }
}
