import { type DoctorFinding, found } from './findings.ts';
import { isIpPrivate } from './private-address.ts';

/** Codes of DNS by which a name is known not to be there; all others mean that nobody said anything. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN']);

/** Where a name leads: addresses, or the codes of why there are none. */
export function judgeName(
  host: string,
  { addresses, errors }: { addresses: readonly string[]; errors: readonly string[] },
): DoctorFinding {
  if (addresses.length > 0) {
    const all = addresses.join(', ');
    return found(addresses.every(isIpPrivate) ? 'name_private' : 'name_found', { host, addresses: all });
  }
  if (errors.every(error => NOT_THERE.has(error))) return found('name_unknown', { host });
  return found('name_unanswered', { host, error: errors.find(error => !NOT_THERE.has(error)) ?? 'unknown' });
}
