import { ENDS_NOW, ENDS_SOON } from '../health.ts';
import { type DoctorFinding, found } from './findings.ts';

/** What was seen at an https address: see core/certificate.ts. */
export type SeenCertificate =
  | { reached: false }
  | { reached: true; trusted: boolean; why: string | null; until: number };

/** What there is to say about a certificate, at a time in epoch milliseconds. */
export function judgeCertificate(seen: SeenCertificate, host: string, now: number): DoctorFinding {
  if (!seen.reached) return found('tls_no_answer', { host });
  const { trusted, why, until } = seen;
  if (why === 'ERR_TLS_CERT_ALTNAME_INVALID') return found('tls_other_name', { host });
  // One that is made for itself has mostly ended as well; that it would be trusted otherwise is what nobody knows.
  if (why === 'CERT_HAS_EXPIRED') return found('tls_expired', { until });
  if (!trusted) return found('tls_untrusted', { host, error: why ?? 'unknown' });
  const left = until - now;
  if (left >= ENDS_SOON) return found('tls_good', { until });
  return found(left < ENDS_NOW ? 'tls_ends_now' : 'tls_ends_soon', { until });
}
