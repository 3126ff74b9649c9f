import { afterEach } from 'vitest';
import { listen } from '../../simulator/listen.ts';
import { createSimulator, type SimulatorOptions } from '../../simulator/shell.ts';
import { CONFIG, LINE, Practice } from './practice.ts';

export const PUBLIC = 'https://calls.willowstreet.example';
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A practice whose account is the simulated carrier's, and the carrier. Its number has not been set up yet. */
export async function practiceAtCarrier(
  options: Partial<SimulatorOptions> = {},
  change = (yaml: string) => yaml,
) {
  const fresh = { voiceUrl: 'https://demo.twilio.com/welcome/voice/', messageUrl: '', callStatusUrl: '' };
  const carrier = createSimulator({
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'a-token',
    baseUrl: 'http://carrier.test',
    numbers: [{ number: LINE, ...fresh }],
    phones: [
      { number: '+12125550112', name: 'Dana', role: 'staff', kind: 'mobile' },
      { number: '+12125550113', name: 'Sam', role: 'staff', kind: 'mobile' },
    ],
    seed: 1,
    now: Date.now,
    fetch,
    ...options,
  });
  const { port, close } = await listen(carrier, 0);
  closing.push(close);
  const api = `  api_url: http://127.0.0.1:${port}\n`;
  const yaml = change(CONFIG.replace('  auth_token: {file: token}\n', words => words + api));
  return { carrier, practice: new Practice(undefined, yaml), api: `http://127.0.0.1:${port}` };
}
