import MailComposer from 'nodemailer/lib/mail-composer';
import type { AlertMessage, AlertTarget, TargetDeps } from '../contract.ts';
import { noticeOf } from '../words.ts';
import type { EmailSettings } from './settings.ts';
import { handIn } from './smtp.ts';

/** Alerts as plain text emails, each over a connection of its own. */
export function createEmailAlerts(deps: TargetDeps<EmailSettings>): AlertTarget {
  return {
    async send(alert, { address }) {
      const { from, smtp } = deps.settings();
      const host = from.slice(from.lastIndexOf('@') + 1);
      const message = await compose(alert, { from, to: address, host, now: deps.now() });
      await handIn({ from, to: address, message }, { smtp, host, patience: deps.patience });
      return { sid: null };
    },
  };
}

/**
 * The whole message. Its headers tell what an envelope must, and that no person wrote it (RFC 3834); the Message-ID is
 * the same when the alert is tried again, so that a mailbox may know the two as one.
 */
function compose(
  alert: AlertMessage,
  { from, to, host, now }: { from: string; to: string; host: string; now: number },
): Promise<Buffer> {
  const { title, body } = noticeOf(alert);
  const composed = new MailComposer({
    from: { name: alert.sender, address: from },
    to: { name: '', address: to },
    subject: title,
    text: `${body}\n\n${alert.words.notice_ending}\n`,
    date: new Date(now),
    messageId: `<${alert.effect}@${host}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(alert.urgent ? { Importance: 'high' } : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composed.compile().build();
}
