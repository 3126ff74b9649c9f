import { bytesIn } from '../core/rules/health-words.ts';
import { counted } from './open-config.ts';

/** What somebody who knows the practice can judge by: `12 contacts, 20 entries, ...` */
export function summary(counts: Readonly<Record<string, number>>): string {
  const of = (table: string, one: string, many?: string) => counted(counts[table] ?? 0, one, many);
  return [
    of('contacts', 'contact'),
    of('entries', 'entry', 'entries'),
    of('calls', 'call'),
    of('messages', 'text'),
    of('voicemails', 'voicemail'),
    of('audit', 'row of the audit log', 'rows of the audit log'),
  ].join(', ');
}

/** `12 MB` */
export function size(bytes: number): string {
  return bytesIn('en')(bytes);
}
