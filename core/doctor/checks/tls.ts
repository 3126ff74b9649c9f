import { certificateOf } from '../../certificate.ts';
import { judgeCertificate } from '../../rules/doctor/tls.ts';
import type { OutwardCheck } from '../check.ts';

/** The certificate at our own address, seen as a stranger would. `ca` instead of those that everybody trusts is for tests. */
export function tlsCheck(ca?: string): OutwardCheck {
  return {
    name: 'certificate',
    async run({ config, now }) {
      const { public_url } = config.practice;
      const seen = await certificateOf(public_url, ca === undefined ? {} : { ca });
      return seen === null ? [] : [judgeCertificate(seen, new URL(public_url).hostname, now())];
    },
  };
}
