import type { AlertTarget, TargetDeps } from '../contract.ts';
import { postJson } from '../post.ts';
import { noticeOf } from '../words.ts';
import type { WebhookSettings } from './settings.ts';
import { signatureOf } from './signature.ts';

/** Alerts posted to a program of the owner's, signed. What they say is in docs/configuration.md. */
export function createWebhookAlerts(deps: TargetDeps<WebhookSettings>): AlertTarget {
  return {
    async send(alert, { staff }) {
      const { url, secret } = deps.settings();
      const { title, body } = noticeOf(alert);
      const { effect, urgent, again, count, sender } = alert;
      const type = alert.trouble ? 'health' : typeof alert.sinceClosing === 'number' ? 'digest' : 'alert';
      const told = { type, id: effect, urgent, again, count, staff, sender, title, body };
      const json = JSON.stringify(told);
      await postJson(deps, url, json, {
        'idempotency-key': effect,
        'second-ring-signature': signatureOf(secret, deps.now(), json),
      });
      return { sid: null };
    },
  };
}
