import type { AuditCode } from '../core/rules/audit-codes.ts';
import { type AuditEntry, appendAudit, COMMAND } from '../core/store/audit.ts';
import type { Tx } from '../core/store/writer.ts';

/** Writes into the audit log that a command did this, in the transaction of what it did. */
export function audited(
  tx: Tx,
  what: AuditCode,
  about: string,
  details: AuditEntry['details'] = {},
): Promise<void> {
  return appendAudit(tx, { at: tx.now, who: COMMAND, what, about, details });
}
