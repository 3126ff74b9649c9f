import { Hono } from 'hono';
import type { Simulator, SimulatorOptions } from '../../simulator/shell.ts';
import { createSimulator } from '../../simulator/shell.ts';
import { ACCOUNT, DESK, HOST, LANDLINE, LINE, ROBIN, response, TOKEN } from './practice.ts';
import { vendorClient } from './vendor-client.ts';

export const GREETING =
  'You have reached Willow Street. Nobody could pick up; leave a message after the tone.';
export const LINK = 'https://calls.willowstreet.example/c/abc123';

/** A toy of a practice, in real time: rings the desk, texts back, records, alerts. Only for the page to talk to. */
export function toyPractice(): Simulator {
  const app = new Hono();
  const xml = (body: string) => new Response(body, { headers: { 'content-type': 'text/xml' } });
  const options: SimulatorOptions = {
    accountSid: ACCOUNT,
    authToken: TOKEN,
    baseUrl: 'http://carrier.test',
    numbers: [
      {
        number: LINE,
        voiceUrl: `${HOST}/voice`,
        messageUrl: `${HOST}/message`,
        callStatusUrl: `${HOST}/call-status`,
      },
    ],
    phones: [
      { number: ROBIN, name: 'Robin Hale', role: 'caller', kind: 'mobile' },
      { number: LANDLINE, name: 'Robin at home', role: 'caller', kind: 'landline' },
      { number: DESK, name: 'Front desk', role: 'staff', kind: 'mobile' },
      { number: '+12125550112', name: 'Dana Reyes', role: 'staff', kind: 'mobile' },
    ],
    settings: { charactersPerSecond: 60 },
    seed: 7,
    now: Date.now,
    fetch: async request => app.fetch(request),
    links: [
      { label: 'Public page', href: 'http://127.0.0.1:9/' },
      { label: 'Desk', href: 'http://127.0.0.1:9/desk' },
    ],
  };
  const simulator = createSimulator(options);
  const client = vendorClient(request => simulator.app.fetch(request));
  const send = (to: string, body: string) =>
    client.messages.create({ to, from: LINE, body, statusCallback: `${HOST}/status` }).catch(() => null);

  app.post('/voice', () =>
    xml(
      response(
        `<Dial action="/dialled" timeout="13" callerId="${LINE}" answerOnBridge="true"><Number url="/whisper">${DESK}</Number></Dial>`,
      ),
    ),
  );
  app.post('/whisper', () =>
    xml(
      response(
        '<Gather numDigits="1" timeout="5" actionOnEmptyResult="true" action="/accept"><Say>Call for Willow Street. Press 1 to take it.</Say></Gather>',
      ),
    ),
  );
  app.post('/accept', async c => {
    const form = await c.req.parseBody();
    return xml(form.Digits === '1' ? response() : response('<Hangup/>'));
  });
  app.post('/dialled', async c => {
    const form = await c.req.parseBody();
    if (form.DialBridged === 'true') return xml(response('<Hangup/>'));
    void send(
      String(form.From),
      `Willow Street: Sorry we missed your call. Reply 1 for a call back, or use ${LINK}`,
    );
    return xml(
      response(
        `<Gather numDigits="1" timeout="1" finishOnKey="" action="/voice"><Say>${GREETING}</Say></Gather>`,
        '<Record action="/recorded" maxLength="60" timeout="3" finishOnKey="#"/>',
      ),
    );
  });
  app.post('/recorded', () => {
    void send(DESK, 'Willow Street: new entry.');
    return xml(response('<Say>Thank you. Goodbye.</Say>'));
  });
  app.post('/message', async c => {
    const form = await c.req.parseBody();
    void send(String(form.From), 'Willow Street: Thank you. A person will call this number.');
    return xml(response());
  });
  app.all('*', () => xml(response()));
  return simulator;
}
