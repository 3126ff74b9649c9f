import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { systemClock } from '../core/clock.ts';
import { readConfigFile } from '../core/config/files.ts';
import type { Config } from '../core/config/schema.ts';
import { systemRandom } from '../core/ids.ts';
import { createLog } from '../core/log.ts';
import { helpReply } from '../core/rules/help-reply.ts';
import { holdFolder } from '../core/store/hold.ts';
import { openStore } from '../core/store/store.ts';
import { numberUrls } from '../core/twilio/urls.ts';
import { runServer } from '../server/main.ts';
import { listen } from '../simulator/listen.ts';
import { createSimulator } from '../simulator/shell.ts';
import { runWorker } from '../worker/main.ts';
import { demoDay } from './demo-day.ts';
import { type DemoLogin, demoLogin } from './demo-login.ts';
import { nameOf } from './open-config.ts';
import { untilStopped } from './running.ts';

const LOCALHOST = '127.0.0.1';
const LAST_PORT = 65_535;
const TOKEN = 'a-token-for-the-demo-only';

/**
 * The whole product in one process against the simulated carrier: server, worker, an encrypted database of its own and
 * two phones to play with. Nothing leaves this machine, every start begins anew, and nothing stays behind.
 */
export async function demo({ port: wanted }: { port: number }): Promise<void> {
  const stopped = untilStopped();
  const port = await freePort(wanted);
  const carrierPort = await freePort(port === LAST_PORT ? 0 : port + 1);
  // Named by its port, so that two demos beside each other do not share a database.
  const folder = resolve('data', `demo-${port}`);
  await using ending = new AsyncDisposableStack();
  ending.defer(() => rmSync(folder, { recursive: true, force: true }));
  const config = prepare(folder, port, carrierPort);
  const log = createLog('warn', 'demo');
  const clock = systemClock;
  const random = systemRandom;
  const { storage } = config;
  ending.use(holdFolder(storage.path));
  const store = openStore({ folder: storage.path, key: storage.key, clock, random, migrates: true });
  ending.defer(() => store.close());
  const deps = { store, config: () => config, clock, random, log };
  await demoDay(store, config);
  const server = await runServer(deps);
  ending.defer(() => server.stop());
  const worker = await runWorker({ ...deps, fetch });
  ending.defer(() => worker.stop());
  const carrier = await listen(carrierFor(config, carrierPort), carrierPort);
  ending.defer(() => carrier.close());
  const login = await demoLogin(store, config.practice.public_url, () => clock.now().epochMilliseconds);
  process.stdout.write(welcome(config, carrier.port, join(folder, 'config.yaml'), login));
  ending.defer(codesOnEnter(login));
  await stopped;
}

/** The wanted port, or any free one when it is taken. */
async function freePort(wanted: number): Promise<number> {
  for (const port of [wanted, 0]) {
    const free = await new Promise<number | null>(answer => {
      const probe = createServer();
      probe.once('error', () => answer(null));
      probe.listen(port, LOCALHOST, () => {
        const address = probe.address();
        probe.close(() => answer(typeof address === 'object' && address ? address.port : null));
      });
    });
    if (free !== null) return free;
  }
  throw new Error('No free port on 127.0.0.1');
}

/** A practice made for trying out: always open, quick to ring, quick to confirm. */
function yaml(port: number, carrierPort: number): string {
  return `# The demo's practice. It is written anew at every start.
practice:
  name: Willow Street Counseling
  sender: Willow Street
  legal: {name: Willow Street Counseling LLC, address: "1 Willow Street, New York, NY 10001", privacy_contact: privacy@willowstreet.example}
  time_zone: America/New_York
  languages: [en, es]
  public_url: http://${LOCALHOST}:${port}
twilio:
  account_sid: AC00000000000000000000000000000000
  auth_token: ${TOKEN}
  api_url: http://${LOCALHOST}:${carrierPort}
storage: {path: ., key: {file: database.key}}
server: {port: ${port}, host: ${LOCALHOST}}
hours:
  always: {every day: 24 hours}
staff:
  dana: {name: Dana Reyes, phone: "+12125550112"}
  front_desk: {name: Front desk, phone: "+12125550111"}
  owner: {name: Sam Okafor, phone: "+12125550113"}
lines:
  - number: "+12125550100"
    name: Main line
    hours: always
    ring:
      - {who: dana, for: 12s, accept: press_1}
      - {who: front_desk, for: 10s, accept: any}
continuation: {text_if_rang: 2s, message_window: 10s}
alerts:
  - {to: [dana], by: sms, about: [crisis, callback, message, voicemail, missed_call]}
  - {to: [owner], by: sms, about: [crisis]}
  - {to: [owner], by: sms, about: [callback, message, voicemail], after: 10m}
replies:
  will_call:
    en: "Thank you for writing. We will call you back today."
    es: "Gracias por escribir. Le llamamos hoy."
  good_time:
    en: "When is a good time to call you, and whom shall we ask for?"
    es: "Cuando es buena hora para llamarle, y por quien preguntamos?"
`;
}

function prepare(folder: string, port: number, carrierPort: number): Config {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'config.yaml');
  writeFileSync(join(folder, 'database.key'), randomBytes(32).toString('hex'), { mode: 0o600 });
  writeFileSync(file, yaml(port, carrierPort), { mode: 0o600 });
  const reading = readConfigFile(file, process.env);
  if ('config' in reading) return reading.config;
  throw new Error(reading.errors.map(error => error.message).join('\n'));
}

function carrierFor(config: Config, carrierPort: number) {
  const { sender, languages, public_url } = config.practice;
  const urls = numberUrls(public_url);
  const help = helpReply(languages[0] ?? 'en', config.texts, { sender, discreet: false }).words;
  const caller = (number: string, name: string, kind: 'mobile' | 'landline') => {
    return { number, name, role: 'caller' as const, kind };
  };
  return createSimulator({
    accountSid: config.twilio.account_sid,
    authToken: TOKEN,
    baseUrl: `http://${LOCALHOST}:${carrierPort}`,
    numbers: config.lines.map(line => ({
      number: line.number,
      voiceUrl: urls.voice,
      messageUrl: urls.message,
      callStatusUrl: urls.status,
    })),
    // As it is for a practice that carriers have registered.
    account: {
      name: 'A simulated account',
      services: [
        {
          sid: `MG${'0'.repeat(32)}`,
          name: sender,
          numbers: config.lines.map(({ number }) => number),
          inboundUrl: null,
          useNumbersOwn: true,
          campaigns: [{ status: 'VERIFIED', help }],
        },
      ],
    },
    settings: { recordingMediaAuth: true },
    phones: [
      caller('+12125550140', 'Robin', 'mobile'),
      caller('+12125550141', 'Alex', 'mobile'),
      caller('+12125550142', 'A landline', 'landline'),
      // Some of the day's people, so that what staff text them arrives.
      caller('+12125550151', 'Jordan', 'mobile'),
      caller('+12125550152', 'Maya', 'mobile'),
      caller('+12125550153', 'Lucía', 'mobile'),
      caller('+12125550156', 'Sam', 'mobile'),
      ...Object.entries(config.staff).map(([id, member]) => ({
        number: member.phone ?? '',
        name: member.name,
        role: 'staff' as const,
        kind: id === 'front_desk' ? ('landline' as const) : ('mobile' as const),
      })),
    ],
    seed: randomBytes(4).readUInt32BE(),
    now: Date.now,
    fetch,
    links: [
      { label: 'The desk', href: `${config.practice.public_url}/desk` },
      { label: 'The public page', href: config.practice.public_url },
      { label: 'Terms for texts', href: `${config.practice.public_url}/terms` },
    ],
  });
}

/** Says the next code of the second factor whenever somebody presses Enter in the terminal. Returns how to stop. */
function codesOnEnter({ nextCode }: DemoLogin): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  const tell = () => process.stdout.write(`  Code: ${nextCode()}\n`);
  stdin.on('data', tell);
  return () => {
    stdin.off('data', tell);
    stdin.pause();
  };
}

function welcome(config: Config, carrierPort: number, file: string, login: DemoLogin): string {
  return `
Second Ring is running on this machine alone; nobody is really called or texted.

  Two phones to play with   http://${LOCALHOST}:${carrierPort}
  The desk                  ${config.practice.public_url}/desk
    email                   ${login.email}
    password                ${login.password}
    second factor           one of these, once each: ${login.recoveryCodes.slice(0, 4).join('  ')}
                            or press Enter here for a code
  The public page           ${config.practice.public_url}
  The queue, live           npx --no second-ring queue --watch --config ${nameOf(file)}

Place a call on the left phone, let it ring, and see what happens. Ctrl+C ends it.
`;
}
