import { isAuditCode } from '../../core/rules/audit-codes.ts';
import { sayingOf } from '../words.ts';

export const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/audit-log/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/audit-log/es.ts')).es,
});

/** What somebody did, by its code; one that this version does not know is shown as it is. */
export function did(code: string): string {
  return isAuditCode(code) ? say(`did_${code}`) : code.replaceAll('_', ' ');
}
