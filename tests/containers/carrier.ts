/**
 * The simulated carrier in a container of its own, on the network on which a practice finds Twilio. Its two phones are
 * played through its page (`phones.ts`). Environment: PRACTICE, the public address; ADDRESS, its own for the practice; VIA, where
 * the public address leads when that is no Caddy but a proxy of one's own, whose place the carrier takes.
 */
import dns from 'node:dns';
import { listen } from '../../simulator/listen.ts';
import { createSimulator } from '../../simulator/shell.ts';
import { ACCOUNT, CARRIER_PORT, DANA, LINE, ROBIN, TOKEN } from './practice.ts';

const { PRACTICE = '', ADDRESS = '', VIA = '' } = process.env;
// A name that no DNS knows leads to Caddy, wherever that is after it was started again.
const name = new URL(PRACTICE).hostname;
const lookUp = dns.lookup as (host: string, ...rest: unknown[]) => void;
Object.assign(dns, {
  lookup: (host: string, ...rest: unknown[]) =>
    lookUp(host === name && name.endsWith('.local') ? 'caddy' : host, ...rest),
});
const webhooks = `${PRACTICE}/webhooks/twilio`;
const phone = (number: string, role: 'caller' | 'staff') => {
  return { number, name: number, role, kind: 'mobile' as const };
};

const simulator = createSimulator({
  accountSid: ACCOUNT,
  authToken: TOKEN,
  baseUrl: ADDRESS,
  numbers: [
    {
      number: LINE,
      voiceUrl: `${webhooks}/voice#rc=2&rp=ct,rt,5xx`,
      messageUrl: `${webhooks}/message#rc=2&rp=ct,rt,5xx`,
      callStatusUrl: `${webhooks}/call-status#rc=2&rp=ct,rt,5xx`,
    },
  ],
  phones: [phone(ROBIN, 'caller'), phone(DANA, 'staff')],
  settings: { charactersPerSecond: 400, recordingReadySeconds: 0.2 },
  seed: 1,
  now: Date.now,
  fetch: request => fetch(VIA === '' ? request : new Request(request.url.replace(PRACTICE, VIA), request)),
});
// Every address of the container: it is asked by name, and from outside through a published port.
await listen(simulator, CARRIER_PORT, '0.0.0.0');
