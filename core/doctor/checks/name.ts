import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { judgeName } from '../../rules/doctor/name.ts';
import { isLoopback } from '../../rules/loopback.ts';
import type { OutwardCheck } from '../check.ts';

/**
 * Where the name in `public_url` leads by DNS: what this machine's own list of hosts says is not what Twilio sees.
 *
 * @param servers whom to ask, as `address:port`; else whom this machine asks
 */
export function nameCheck(servers?: readonly string[]): OutwardCheck {
  return {
    name: 'name',
    async run({ config, signal }) {
      const { hostname } = new URL(config.practice.public_url);
      // A practice that exists on this machine alone has no name that others look up.
      if (isLoopback(hostname) || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return [];
      const resolver = new Resolver({ timeout: 4_000, tries: 2 });
      if (servers) resolver.setServers(servers);
      signal.addEventListener('abort', () => resolver.cancel(), { once: true });
      const asked = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
      const addresses = asked.flatMap(one => (one.status === 'fulfilled' ? one.value : []));
      const errors = asked.flatMap(one =>
        one.status === 'rejected' ? [String((one.reason as { code?: unknown }).code ?? 'unknown')] : [],
      );
      return [judgeName(hostname, { addresses, errors })];
    },
  };
}
