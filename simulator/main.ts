import { parseArgs } from 'node:util';
import { listen } from './listen.ts';
import { createSimulator } from './shell.ts';

const usage = `Starts the simulated carrier alone, with a page of two phones.

  node simulator/main.ts [--port 4010] [--practice http://127.0.0.1:3000] [--line +12125550100]
                         [--caller +12125550140] [--staff +12125550111]
                         [--account-sid AC...] [--auth-token ...] [--seed 1]
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    practice: { type: 'string', default: 'http://127.0.0.1:3000' },
    line: { type: 'string', default: '+12125550100' },
    caller: { type: 'string', multiple: true, default: ['+12125550140', '+12125550141'] },
    landline: { type: 'string', default: '+12125550142' },
    staff: { type: 'string', multiple: true, default: ['+12125550111', '+12125550112', '+12125550113'] },
    'account-sid': { type: 'string', default: 'AC00000000000000000000000000000000' },
    'auth-token': { type: 'string', default: 'simulated' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else {
  const webhooks = `${values.practice}/webhooks/twilio`;
  const simulator = createSimulator({
    accountSid: values['account-sid'],
    authToken: values['auth-token'],
    baseUrl: `http://127.0.0.1:${values.port}`,
    numbers: [
      {
        number: values.line,
        voiceUrl: `${webhooks}/voice#rc=2&rp=ct,rt,5xx`,
        messageUrl: `${webhooks}/message#rc=2&rp=ct,rt,5xx`,
        callStatusUrl: `${webhooks}/call-status#rc=2&rp=ct,rt,5xx`,
      },
    ],
    phones: [
      ...values.caller.map((number, index) => phone(number, `Caller ${index + 1}`, 'caller', 'mobile')),
      phone(values.landline, 'Caller at home', 'caller', 'landline'),
      ...values.staff.map((number, index) => phone(number, `Staff ${index + 1}`, 'staff', 'mobile')),
    ],
    seed: Number(values.seed),
    now: Date.now,
    fetch,
    links: [{ label: 'The practice', href: values.practice }],
  });
  const { port } = await listen(simulator, Number(values.port));
  process.stdout.write(
    `Two phones: http://127.0.0.1:${port}\nREST API for twilio.api_url: the same address\n`,
  );
}

function phone(number: string, name: string, role: 'caller' | 'staff', kind: 'mobile' | 'landline') {
  return { number, name, role, kind };
}
