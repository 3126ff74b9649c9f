import type { RetryPolicy } from './webhook.ts';

const ALL = ['4xx', '5xx', 'ct', 'rt'] as const;

/** Twilio's own: one retry, only when no connection came about; 15 seconds for everything. */
const standard: RetryPolicy = { retries: 1, on: ['ct'], totalMs: 15_000 };

/**
 * Splits a configured URL into the address that is requested and the overrides in its fragment, as
 * `https://example.com/voice#rc=2&rp=ct,rt,5xx`: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 * `problem` names a fragment that Twilio would refuse or silently skip.
 */
export function readRetryPolicy(configured: string): {
  url: string;
  policy: RetryPolicy;
  problem: string | null;
} {
  const hash = configured.indexOf('#');
  if (hash < 0) return { url: configured, policy: standard, problem: null };
  const url = configured.slice(0, hash);
  const policy = { ...standard };
  for (const part of configured.slice(hash + 1).split('&')) {
    const [name = '', value = ''] = part.split('=', 2);
    if (!apply(policy, name, value))
      return { url, policy: standard, problem: `"${part}" is no connection override` };
  }
  return { url, policy, problem: null };
}

function apply(policy: RetryPolicy, name: string, value: string): boolean {
  if (name === 'rc' && /^[0-5]$/.test(value)) policy.retries = Number(value);
  else if (name === 'rp') {
    const named = value.split(',');
    if (value !== 'all' && !named.every(one => ALL.some(known => known === one))) return false;
    policy.on = value === 'all' ? ALL : ALL.filter(known => named.includes(known));
  } else if (name === 'tt' || name === 'rt') {
    if (!/^\d{3,5}$/.test(value) || Number(value) > 15_000) return false;
    policy.totalMs = Math.min(policy.totalMs, Number(value));
  } else return name === 'ct' && /^\d{3,5}$/.test(value) && Number(value) <= 10_000;
  return true;
}
