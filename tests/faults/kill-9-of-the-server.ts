import { describe, expect, test } from 'vitest';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import { DANA, type Installation, LINE, ROBIN } from '../e2e/installation.ts';
import { until } from '../e2e/until.ts';
import { brokenPromises } from './account.ts';
import { Lock } from './lock.ts';
import {
  asked,
  becomes,
  begin,
  callUntilTone,
  hurry,
  missedCall,
  type Practice,
  settled,
  speak,
  webhook,
} from './practice.ts';

/** Kills the server at a point of Robin's call, and gives back what must hold afterwards beside all the rest. */
type Point = (practice: Practice, server: { kill(): Promise<void> }) => Promise<void>;

/** Rings Dana with Robin's call. */
async function rings({ installation }: Practice): Promise<void> {
  await installation.do({ type: 'call', phone: ROBIN, to: LINE });
  await installation.rings(DANA);
}

/** The server has answered a webhook (so it has committed), and dies before a byte of the answer arrives. */
async function answersAndDies(
  { inward }: Practice,
  server: { kill(): Promise<void> },
  path: string,
  act: () => Promise<unknown>,
): Promise<void> {
  const held = inward.hold(path);
  await act();
  expect((await held.given).status).toBeLessThan(300);
  await server.kill();
  held.cut();
}

/** The call is no more: what the carrier still had to say of it has come, or will never come. */
async function callIsOver(practice: Installation): Promise<void> {
  await until('the call is over', () =>
    practice.simulator.state().calls.every(call => call.endedAt !== null),
  );
  await until('the carrier has nothing more to say', () =>
    practice.simulator.state().webhooks.every(one => !['waiting', 'under-way'].includes(one.outcome)),
  );
}

const POINTS: Readonly<Record<string, Point>> = {
  'before the commit of the arrival': async ({ installation }, server) => {
    const lock = Lock.on(installation);
    await lock.take();
    await installation.do({ type: 'call', phone: ROBIN, to: LINE });
    await asked(installation, 'voice');
    await server.kill();
    lock.release();
  },
  'after the commit of the arrival, before its answer': async (practice, server) => {
    const { installation } = practice;
    await answersAndDies(practice, server, WEBHOOKS.voice, () =>
      installation.do({ type: 'call', phone: ROBIN, to: LINE }),
    );
  },
  'while it rings': async (practice, server) => {
    await rings(practice);
    await server.kill();
    await practice.installation.do({ type: 'decline', phone: DANA });
  },
  'after the commit of the dial action, before the greeting': async (practice, server) => {
    await rings(practice);
    await answersAndDies(practice, server, WEBHOOKS.leg, () =>
      practice.installation.do({ type: 'decline', phone: DANA }),
    );
  },
  'during the greeting': async (practice, server) => {
    const { installation } = practice;
    await installation.do({ type: 'set', settings: { charactersPerSecond: 40 } });
    await rings(practice);
    await installation.do({ type: 'decline', phone: DANA });
    await installation.heard(ROBIN, 'This is a recording');
    await server.kill();
    await installation.do({ type: 'hang-up', phone: ROBIN });
  },
  'before the commit of the recording callback': async ({ installation }, server) => {
    const lock = Lock.on(installation);
    await installation.do({ type: 'set', settings: { recordingReadySeconds: 3 } });
    await callUntilTone(installation, ROBIN);
    await speak(installation, ROBIN, 2);
    await installation.do({ type: 'hang-up', phone: ROBIN });
    await until('the action is answered', () => webhook(installation, 'record')?.outcome === 'answered');
    await until('the end is told', () => webhook(installation, 'call-status')?.outcome === 'answered');
    await lock.take();
    await asked(installation, 'recording-status');
    await server.kill();
    lock.release();
  },
  'after the commit of the recording callback, before its answer': async (practice, server) => {
    const { installation } = practice;
    await callUntilTone(installation, ROBIN);
    await speak(installation, ROBIN, 2);
    await answersAndDies(practice, server, WEBHOOKS.recording, () =>
      installation.do({ type: 'hang-up', phone: ROBIN }),
    );
  },
};

describe.concurrent('kill -9 of the server', () => {
  test.each(Object.entries(POINTS))(
    '%s',
    async (_, point) => {
      await using practice = await begin();
      const { installation } = practice;
      const server = await installation.serve();
      const worker = await installation.work();
      await point(practice, server);
      expect(await fetch(`${installation.url}/readyz`).then(answer => answer.status)).toBe(502);
      const goneOn = installation.simulator.state().calls.find(call => call.endedAt === null);
      if (goneOn) await callIsOver(installation);
      await installation.serve();
      await becomes(installation, /^200 ok$/);
      hurry(installation);
      await settled(installation);
      expect(await brokenPromises(installation)).toEqual([]);

      // Whatever became of it: the next call is answered, and one text is all that there ever is for the two.
      await missedCall(installation, ROBIN);
      await installation.text(ROBIN, 'Sorry we missed your call.');
      await settled(installation);
      expect(await brokenPromises(installation)).toEqual([]);
      expect(installation.textsOn(ROBIN)).toHaveLength(1);
      const entry = await installation.onlyEntry();
      expect(entry.asks.map(ask => ask.kind)).toContain('missed_call');
      expect(await worker.stop()).toMatchObject({ code: 0 });
    },
    150_000,
  );
});
