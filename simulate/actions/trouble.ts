import type { Fault } from '../../simulator/core/faults.ts';
import { sign } from '../../simulator/signature.ts';
import type { Chance } from '../chance.ts';
import { AUTH_TOKEN, chooseSetup } from '../practice.ts';
import { DEATHS } from '../process.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';

const WEBHOOKS = [
  'voice',
  'gather',
  'record',
  'dial',
  'whisper',
  'call-status',
  'leg-status',
  'recording-status',
  'message',
  'message-status',
] as const;

/** What a call is settled by. */
const DECIDING = ['dial', 'call-status', 'leg-status'] as const;

function webhookFault(chance: Chance): Fault {
  const effect = chance.pick([
    { type: 'slow', milliseconds: chance.pick([200, 3_000, 11_000]) },
    { type: 'lost' },
    { type: 'doubled' },
    { type: 'reordered' },
  ] as const);
  const kinds = chance.percent(40) ? DECIDING : WEBHOOKS;
  const kind = chance.percent(80) ? { kind: chance.pick(kinds) } : {};
  return { on: 'webhook', ...kind, count: chance.between(1, 3), effect };
}

function restFault(chance: Chance): Fault {
  const accepted = chance.percent(50);
  const effect = chance.pick([
    { type: 'slow', milliseconds: chance.pick([300, 4_000, 20_000]) },
    { type: 'status', status: 429, accepted: false, retryAfterSeconds: chance.pick([1, 30]) },
    { type: 'status', status: 503, accepted },
    ...(chance.percent(30) ? [{ type: 'status', status: 400, accepted: false } as const] : []),
    { type: 'cut', accepted },
    { type: 'hang', accepted },
  ] as const);
  const path = chance.percent(70) ? { path: chance.pick(['Messages', 'Recordings']) } : {};
  return { on: 'rest', ...path, count: chance.between(1, 3), effect };
}

/** All that can go wrong with machines, networks, carriers and clocks. */
export const trouble: readonly Action[] = [
  {
    name: 'webhooks go wrong',
    weight: 6,
    async do({ chance, simulator }) {
      const fault = webhookFault(chance);
      await simulator.do({ type: 'fault', fault });
      return JSON.stringify(fault);
    },
  },
  {
    name: 'requests go wrong',
    weight: 6,
    async do({ chance, simulator }) {
      const fault = restFault(chance);
      await simulator.do({ type: 'fault', fault });
      return JSON.stringify(fault);
    },
  },
  {
    name: 'nobody listens at the carrier',
    weight: 1,
    async do({ chance, worker }) {
      worker.trouble.refused = chance.between(1, 4);
      return `${worker.trouble.refused} requests are refused`;
    },
  },
  {
    name: 'the worker stops for a while',
    weight: 1,
    async do({ chance, worker }) {
      worker.trouble.stalled = 1;
      worker.trouble.stallFor = chance.pick([5_000, 59_000, 61_000, 150_000]);
      return `at an answer, for ${worker.trouble.stallFor} ms`;
    },
  },
  {
    name: 'a process will die',
    weight: 6,
    async do({ chance, server, worker }) {
      const ofServer = chance.percent(50);
      const death = ofServer ? chance.pick(DEATHS.slice(0, 3)) : chance.pick(DEATHS);
      const nth = chance.between(1, 6);
      (ofServer ? server : worker).life.doom(death, nth);
      return `${ofServer ? 'the server' : 'the worker'} ${death} number ${nth}`;
    },
  },
  {
    name: 'a process dies',
    weight: 1,
    async do({ chance, server, worker }) {
      const ofServer = chance.percent(50);
      (ofServer ? server : worker).life.end();
      return ofServer ? 'the server' : 'the worker';
    },
  },
  {
    name: 'the power is cut',
    weight: 1,
    async do(world) {
      const minutes = world.chance.pick([12, 40, 90, 300]);
      world.darkUntil = world.time + minutes * 60_000;
      world.server.life.end();
      if (world.chance.percent(70)) world.worker.life.end();
      return `for ${minutes} min${world.worker.life.dead ? '' : ', for the server alone'}`;
    },
  },
  {
    name: 'a disk fails or works again',
    weight: 2,
    async do({ chance, server, worker }) {
      const { life } = chance.percent(60) ? server : worker;
      life.diskFails = !life.diskFails && chance.percent(60);
      return life === server.life ? `server ${life.diskFails}` : `worker ${life.diskFails}`;
    },
  },
  {
    name: 'the clock is set',
    weight: 2,
    async do(world) {
      world.skew = world.chance.percent(40) ? 0 : world.chance.between(-8 * 60_000, 8 * 60_000);
      world.record.clockMoved.push(world.time);
      return `${world.skew} ms off`;
    },
  },
  {
    name: 'the configuration is read again',
    weight: 1,
    async do(world) {
      world.setup = chooseSetup(world.chance);
      return JSON.stringify(world.setup);
    },
  },
  {
    name: 'an old webhook comes again',
    weight: 3,
    can: world => world.simulator.state().webhooks.some(one => one.status !== null),
    do: replay,
  },
];

/** Twilio has been seen to repeat a webhook much later, and whoever has read one can send it again: its signature holds. */
async function replay(world: World): Promise<string> {
  const all = world.simulator.state().webhooks.filter(one => one.status !== null && one.method === 'POST');
  if (all.length === 0) return 'none';
  const webhook = world.chance.pick(all);
  const request = new Request(webhook.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': sign(AUTH_TOKEN, webhook.url, webhook.params),
    },
    body: new URLSearchParams(webhook.params.map(([name, value]) => [name, value])).toString(),
  });
  await world.server.fetch(request).catch(() => null);
  return `${webhook.kind} ${webhook.id}`;
}
