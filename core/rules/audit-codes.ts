/**
 * Everything that the audit log says may have happened, as people look for it. The desk has words for each
 * (core/texts/desk/audit-log); one that a newer version wrote is shown as it stands.
 */
export const AUDIT_CODES = {
  signing_in: [
    ...['signed_in', 'sign_in_failed', 'password_given', 'second_factor_failed', 'covered', 'unlocked'],
    ...['unlock_failed', 'signed_out', 'signed_out_everywhere', 'session_ended'],
  ],
  seeing: ['viewed', 'searched', 'voicemail_heard'],
  doing: [
    ...[
      'entry_take',
      'entry_assign',
      'entry_wait',
      'entry_handle',
      'entry_reopen',
      'entry_note',
      'entry_reply',
    ],
    ...['entry_call', 'entry_undo', 'entry_confirm', 'entry_name', 'entry_join', 'entry_split'],
    ...[
      'contact_changed',
      'voicemail_typed',
      'line_closed',
      'line_connected',
      'phone_tested',
      'no_calls_until',
    ],
  ],
  team: [
    ...['user_invited', 'invitation_renewed', 'invitation_revoked', 'user_joined', 'role_changed'],
    ...['user_disabled', 'user_enabled', 'password_reset', 'password_changed', 'password_refused'],
    ...[
      'second_factor_set_up',
      'second_factor_reset',
      'authenticator_app_set_up',
      'authenticator_app_removed',
    ],
    ...['passkey_added', 'passkey_renamed', 'passkey_removed', 'recovery_codes_made'],
  ],
  keeping: [...['kept', 'contact_erased', 'entry_erased', 'contact_exported', 'hold_set', 'hold_lifted']],
  refusing: ['refused'],
  machine: ['restored', 'key_changed', 'step_done'],
  log: ['audit_viewed', 'audit_exported', 'audit_verified', 'numbers_exported'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AuditGroup = keyof typeof AUDIT_CODES;
export type AuditCode = (typeof AUDIT_CODES)[AuditGroup][number];

const KNOWN: ReadonlySet<string> = new Set(Object.values(AUDIT_CODES).flat());

export function isAuditCode(code: string): code is AuditCode {
  return KNOWN.has(code);
}
