import { Hono } from 'hono';
import { textArrives } from '../../core/flows/text-arrives.ts';
import { textStatusComes } from '../../core/flows/text-status.ts';
import type { Log } from '../../core/log.ts';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import type { WebhookDeps } from '../deps.ts';
import { failed } from './failed.ts';
import { BadWebhook, readCount, readEffect, readSid } from './fields.ts';
import { type SignedEnv, signedForm } from './signed-form.ts';

/** An answer that sends nothing: replies are effects, so that they survive us and are never sent twice. */
const NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Twilio's text webhooks: what comes in, and what became of what went out. */
export function messageWebhooks(deps: WebhookDeps): Hono<SignedEnv> {
  const { config, store, log } = deps;
  const app = new Hono<SignedEnv>();
  const signed = signedForm(config, log, deps.heard);

  app.post(WEBHOOKS.message, signed, async c => {
    const parameters = c.var.parameters;
    try {
      const text = {
        sid: readSid(parameters, 'MessageSid'),
        line: parameters.get('To'),
        from: parameters.get('From'),
        body: parameters.get('Body'),
        media: readCount(parameters, 'NumMedia') ?? 0,
        optOutType: parameters.get('OptOutType') || null,
      };
      sayAlertsStopped(log, await store.write(tx => textArrives(tx, config(), text)));
      return c.body(NO_REPLY, 200, { 'content-type': 'text/xml; charset=utf-8' });
    } catch (error) {
      if (error instanceof BadWebhook) return c.text(error.message, 400);
      failed(log, c, error);
      return c.text('Not stored, please retry.', 503);
    }
  });

  app.post(WEBHOOKS.messageStatus, signed, async c => {
    const parameters = c.var.parameters;
    try {
      const status = {
        effect: readEffect(name => c.req.query(name)),
        sid: readSid(parameters, 'MessageSid'),
        status: parameters.get('MessageStatus'),
        errorCode: readCount(parameters, 'ErrorCode'),
      };
      sayAlertsStopped(log, await store.write(tx => textStatusComes(tx, config(), status)));
      return c.body(null, 204);
    } catch (error) {
      if (error instanceof BadWebhook) return c.text(error.message, 400);
      failed(log, c, error);
      return c.text('Not stored, please retry.', 503);
    }
  });
  return app;
}

/** By the short name in the configuration: whoever runs this must know who gets no more alerts. */
function sayAlertsStopped(log: Log, { alertsStopped }: { alertsStopped: string | null }): void {
  if (alertsStopped) log.warn({ event: 'staff_alerts_stopped', staff: alertsStopped });
}
