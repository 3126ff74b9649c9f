import { Hono } from 'hono';
import {
  numberEnds,
  numberLifted,
  staffPhoneEnds,
  staffPhoneLifted,
  staffPressesToCall,
} from '../../core/flows/staff-call-steps.ts';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import { renderVoice } from '../../core/twilio/voice.ts';
import type { WebhookDeps } from '../deps.ts';
import { answering, type VoiceContext } from './answering.ts';
import { hasEnded, readCount, readDigits, readEnding, readStaffCall } from './fields.ts';
import type { Parameters, SignedEnv } from './signed-form.ts';

/** The steps of a call that staff make: their own phone rings, and with a key on it the contact's. */
export function staffCallWebhooks(deps: WebhookDeps): Hono<SignedEnv> {
  const { config } = deps;
  const app = new Hono<SignedEnv>();
  const { answers, notes } = answering(app, deps);
  // Whatever fails here must hang up, or a voicemail might be called together with somebody.
  const hangUp = () => renderVoice(config(), { do: 'hang_up' });
  const own = (parameters: Parameters, c: VoiceContext) =>
    readStaffCall(name => c.req.query(name), parameters.get('CallSid'));
  const number = (parameters: Parameters, c: VoiceContext) =>
    readStaffCall(name => c.req.query(name), parameters.get('ParentCallSid'));

  answers(
    WEBHOOKS.staffCall,
    (tx, parameters, c) => staffPhoneLifted(tx, config(), own(parameters, c)),
    hangUp,
  );
  answers(
    WEBHOOKS.staffCallKey,
    (tx, parameters, c) => staffPressesToCall(tx, { ...own(parameters, c), digits: readDigits(parameters) }),
    hangUp,
  );
  answers(
    WEBHOOKS.staffCallOver,
    (tx, parameters, c) => {
      const lasted = readCount(parameters, 'DialCallDuration') ?? 0;
      // A conversation of half a second was one.
      const talked = parameters.get('DialBridged') === 'true' ? Math.max(1, lasted) : lasted;
      const status = readEnding(parameters, 'DialCallStatus');
      return numberEnds(tx, { ...own(parameters, c), status, talked });
    },
    hangUp,
  );
  notes(WEBHOOKS.staffCallPhone, async (tx, parameters, c) => {
    if (!hasEnded(parameters)) return;
    await staffPhoneEnds(tx, { ...own(parameters, c), status: readEnding(parameters, 'CallStatus') });
  });
  notes(WEBHOOKS.staffCallNumber, async (tx, parameters, c) => {
    const step = number(parameters, c);
    if (parameters.get('CallStatus') === 'in-progress') await numberLifted(tx, step);
    else if (hasEnded(parameters)) {
      const talked = readCount(parameters, 'CallDuration') ?? 0;
      await numberEnds(tx, { ...step, status: readEnding(parameters, 'CallStatus'), talked });
    }
  });
  return app;
}
