import { Hono } from 'hono';
import { testedPhoneEnds, testedPhoneLifted, testedPhonePresses } from '../../core/flows/test-calls.ts';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import { renderVoice } from '../../core/twilio/voice.ts';
import type { WebhookDeps } from '../deps.ts';
import { answering, type VoiceContext } from './answering.ts';
import { hasEnded, readDigits, readEnding, readTestCall } from './fields.ts';
import type { Parameters, SignedEnv } from './signed-form.ts';

/** The steps of a call that only asks whether a phone of staff can be reached. */
export function testCallWebhooks(deps: WebhookDeps): Hono<SignedEnv> {
  const { config } = deps;
  const app = new Hono<SignedEnv>();
  const { answers, notes } = answering(app, deps);
  const hangUp = () => renderVoice(config(), { do: 'hang_up' });
  const step = (parameters: Parameters, c: VoiceContext) =>
    readTestCall(name => c.req.query(name), parameters.get('CallSid'));

  answers(
    WEBHOOKS.testCall,
    (tx, parameters, c) => testedPhoneLifted(tx, config(), step(parameters, c)),
    hangUp,
  );
  answers(
    WEBHOOKS.testCallKey,
    (tx, parameters, c) =>
      testedPhonePresses(tx, config(), { ...step(parameters, c), digits: readDigits(parameters) }),
    hangUp,
  );
  notes(WEBHOOKS.testCallOver, async (tx, parameters, c) => {
    if (!hasEnded(parameters)) return;
    await testedPhoneEnds(tx, { ...step(parameters, c), status: readEnding(parameters, 'CallStatus') });
  });
  return app;
}
