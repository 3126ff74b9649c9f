import { Redis } from 'ioredis';

/** How Redis answers: what it does when its memory is full, or why it does not. */
export type RedisAnswer =
  | { answers: true; policy: string | null }
  | { answers: false; locked: boolean; error: string };

/** Asks Redis once whether it is there. Never throws, and never tells what stands in the address. */
export async function askRedis(url: string, signal: AbortSignal): Promise<RedisAnswer> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    retryStrategy: () => null,
  });
  let last: unknown = null;
  redis.on('error', error => {
    last = error;
  });
  const leave = () => redis.disconnect();
  signal.addEventListener('abort', leave, { once: true });
  try {
    await redis.connect();
    await redis.ping();
    // Some who let others run it keep its settings to themselves.
    const policy = await redis.config('GET', 'maxmemory-policy').then(
      answer => (answer as unknown[])[1],
      () => null,
    );
    return { answers: true, policy: typeof policy === 'string' ? policy : null };
  } catch (error) {
    return refusal([error, last]);
  } finally {
    signal.removeEventListener('abort', leave);
    redis.disconnect();
  }
}

const LOCKED = /^(NOAUTH|WRONGPASS|NOPERM)\b/;

function refusal(errors: readonly unknown[]): RedisAnswer {
  const messages = errors.map(error => (error instanceof Error ? error.message : ''));
  const locked = messages.map(message => LOCKED.exec(message)?.[1]).find(Boolean);
  if (locked) return { answers: false, locked: true, error: locked };
  const codes = errors.map(error => (error as { code?: unknown } | null)?.code);
  return {
    answers: false,
    locked: false,
    error: String(codes.find(code => typeof code === 'string') ?? 'no answer'),
  };
}
