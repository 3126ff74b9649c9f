import type { Context, Hono } from 'hono';
import { ErasedCall } from '../../core/flows/call-arrives.ts';
import type { CallAnswer } from '../../core/rules/call-answer.ts';
import type { Tx } from '../../core/store/writer.ts';
import { renderVoice } from '../../core/twilio/voice.ts';
import type { WebhookDeps } from '../deps.ts';
import { failed } from './failed.ts';
import { BadWebhook } from './fields.ts';
import { type Parameters, type SignedEnv, signedForm } from './signed-form.ts';

export type VoiceContext = Context<SignedEnv>;

/** Two ways to take a voice webhook, each in one transaction, both for Twilio alone. */
export interface Answering {
  /** Answers with TwiML. When the product fails, whoever is on the phone still gets `spare`, never an "application error". */
  answers(
    path: string,
    answer: (tx: Tx, parameters: Parameters, c: VoiceContext) => Promise<CallAnswer>,
    spare: (parameters: Parameters) => string,
  ): void;
  /** Notes what is told. When the product fails, Twilio is asked to tell it again. */
  notes(path: string, note: (tx: Tx, parameters: Parameters, c: VoiceContext) => Promise<unknown>): void;
}

export function answering(app: Hono<SignedEnv>, { config, store, log, heard }: WebhookDeps): Answering {
  const signed = signedForm(config, log, heard);
  return {
    answers(path, answer, spare) {
      app.post(path, signed, async c => {
        try {
          const said = await store.write(tx => answer(tx, c.var.parameters, c));
          return twiml(c, renderVoice(config(), said));
        } catch (error) {
          if (error instanceof BadWebhook) return c.text(error.message, 400);
          if (error instanceof ErasedCall) return twiml(c, renderVoice(config(), { do: 'hang_up' }));
          failed(log, c, error);
          return twiml(c, spare(c.var.parameters));
        }
      });
    },
    notes(path, note) {
      app.post(path, signed, async c => {
        try {
          await store.write(tx => note(tx, c.var.parameters, c));
          return c.body(null, 204);
        } catch (error) {
          if (error instanceof BadWebhook) return c.text(error.message, 400);
          if (error instanceof ErasedCall) return c.body(null, 204);
          failed(log, c, error);
          return c.text('Not stored, please retry.', 503);
        }
      });
    },
  };
}

function twiml(c: VoiceContext, xml: string): Response {
  return c.body(xml, 200, { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' });
}
