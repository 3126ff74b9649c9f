import { type DoctorFinding, found } from './findings.ts';

/** What asking at our own address brought. `heard`: when Twilio last reached us, in epoch milliseconds. */
export type AtAddress =
  | { answered: false; error: string; heard: number | null }
  | { answered: true; who: 'this' | 'another' | 'something'; status: number };

/** Twilio got through within this, in milliseconds: then the address works, whatever it looks like from here. */
const LATELY = 86_400_000;

/** Whether our address leads to us. */
export function judgeAddress(host: string, seen: AtAddress, now: number): DoctorFinding {
  if (seen.answered) {
    if (seen.who === 'this') return found('address_ours', { host });
    if (seen.who === 'another') return found('address_another', { host });
    return found('address_strange', { host, status: seen.status });
  }
  const { error, heard } = seen;
  if (heard !== null && now - heard < LATELY)
    return found('address_not_from_here', { host, error, at: heard });
  return found('address_silent', { host, error });
}
