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
      const { effect, urgent, count, sender } = alert;
      const json = JSON.stringify({ type: 'alert', id: effect, urgent, count, staff, sender, title, body });
      await postJson(deps, url, json, {
        'idempotency-key': effect,
        'second-ring-signature': signatureOf(secret, deps.now(), json),
      });
      return { sid: null };
    },
  };
}
