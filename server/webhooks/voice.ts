import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { callArrives } from '../../core/flows/call-arrives.ts';
import { callEnds } from '../../core/flows/call-ends.ts';
import { callerPresses } from '../../core/flows/caller-presses.ts';
import { askStaff, legAnswers, legEnds, legHangsUp, staffPresses } from '../../core/flows/legs.ts';
import {
  type Recording,
  recordingEnds,
  recordingIsAbsent,
  recordingIsReady,
} from '../../core/flows/voicemail-left.ts';
import type { Language } from '../../core/texts/texts.ts';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import { renderFailure, renderVoice } from '../../core/twilio/voice.ts';
import type { WebhookDeps } from '../deps.ts';
import { answering } from './answering.ts';
import { BadWebhook, hasEnded, readCall, readCount, readDigits, readLeg, readSid } from './fields.ts';
import type { Parameters, SignedEnv } from './signed-form.ts';

/** Twilio's voice webhooks: what a call does next, and what is told of it afterwards. */
export function voiceWebhooks(deps: WebhookDeps): Hono<SignedEnv> {
  const { config } = deps;
  const app = new Hono<SignedEnv>();
  const { answers, notes } = answering(app, deps);
  const greetAnyway = () => renderFailure(config());
  const hangUp = () => renderVoice(config(), { do: 'hang_up' });

  answers(WEBHOOKS.voice, (tx, parameters) => callArrives(tx, config(), readCall(parameters)), greetAnyway);

  answers(
    WEBHOOKS.leg,
    (tx, parameters, c) =>
      legEnds(
        tx,
        config(),
        readLeg(name => c.req.query(name)),
        {
          bridged: parameters.get('DialBridged') === 'true',
          over: hasEnded(parameters),
        },
      ),
    // After a conversation "nobody could pick up" would be a lie.
    parameters => (parameters.get('DialBridged') === 'true' ? hangUp() : greetAnyway()),
  );

  // On the called person's own leg: whatever fails here must hang up, or a voicemail would be bridged.
  answers(
    WEBHOOKS.askStaff,
    (tx, _, c) =>
      askStaff(
        tx,
        config(),
        readLeg(name => c.req.query(name)),
      ),
    hangUp,
  );
  answers(
    WEBHOOKS.staffKey,
    (tx, parameters, c) =>
      staffPresses(
        tx,
        readLeg(name => c.req.query(name)),
        readDigits(parameters),
      ),
    hangUp,
  );

  notes(WEBHOOKS.legStatus, async (tx, parameters, c) => {
    const leg = readLeg(name => c.req.query(name));
    if (parameters.get('CallStatus') === 'in-progress') await legAnswers(tx, leg);
    else if (hasEnded(parameters)) {
      await legHangsUp(tx, leg, (readCount(parameters, 'CallDuration') ?? 0) * 1000);
    }
  });

  answers(
    WEBHOOKS.callerKey,
    (tx, parameters, c) => {
      // A language that was taken out of the file while somebody was listening: the default goes on.
      const { languages } = config().practice;
      const language = languages.find(one => one === c.req.query('in')) ?? (languages[0] as Language);
      const sid = readSid(parameters, 'CallSid');
      return callerPresses(tx, config(), { sid, digits: readDigits(parameters), language });
    },
    greetAnyway,
  );

  answers(
    WEBHOOKS.recorded,
    (tx, parameters) =>
      recordingEnds(tx, config(), readCall(parameters), {
        recording: readRecording(parameters),
        digits: readDigits(parameters),
      }),
    hangUp,
  );

  notes(WEBHOOKS.recording, async (tx, parameters) => {
    if (parameters.get('RecordingStatus') === 'absent') {
      return recordingIsAbsent(tx, readSid(parameters, 'RecordingSid'));
    }
    const recording = readRecording(parameters);
    if (!recording) throw new BadWebhook('RecordingSid is missing or not valid.');
    await recordingIsReady(tx, config(), readSid(parameters, 'CallSid'), recording);
  });

  notes(WEBHOOKS.callStatus, async (tx, parameters) => {
    if (!hasEnded(parameters)) return;
    const seconds = readCount(parameters, 'CallDuration');
    const lasted = seconds === null ? null : seconds * 1000;
    await callEnds(tx, config(), { ...readCall(parameters), lasted });
  });

  app.get(`${WEBHOOKS.greeting}/:line{[0-9]+}`, async c => {
    const file = config().lines[Number(c.req.param('line'))]?.greeting?.play;
    const sound = file ? await readFile(file).catch(() => null) : null;
    if (!file || !sound) return c.notFound();
    const type = file.toLowerCase().endsWith('.mp3') ? 'audio/mpeg' : 'audio/wav';
    return c.body(new Uint8Array(sound), 200, { 'content-type': type });
  });
  return app;
}

function readRecording(parameters: Parameters): Recording | null {
  if (parameters.get('RecordingSid') === '') return null;
  return {
    sid: readSid(parameters, 'RecordingSid'),
    // A recording of unknown length is fetched, not taken for an empty one.
    seconds: readCount(parameters, 'RecordingDuration') ?? 1,
  };
}
