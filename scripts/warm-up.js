// Runs server, worker and the owner's command once, in an image that is being built: what Node.js compiles then stays in the image, and
// whoever starts it later need not do it again. Fails when one cannot start from what is in the image.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PORT = 18_080;
/** The cache is written two seconds after the start (cli/main.js). */
const CACHED = 3_000;
const LATE = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'warm-up-'));
const config = join(folder, 'config.yaml');
// A Redis that is not there: its client is loaded all the same.
writeFileSync(
  config,
  `practice: {name: Nobody, sender: Nobody, time_zone: UTC, public_url: "https://nobody.example"}
twilio: {account_sid: AC${'0'.repeat(32)}, auth_token: none, api_url: "http://127.0.0.1:9"}
storage: {path: ./data, key: ${randomBytes(32).toString('hex')}}
redis: {url: "redis://127.0.0.1:9"}
hours: {always: {every day: 24 hours}}
staff: {nobody: {name: Nobody, phone: "+12125550100"}}
lines: [{number: "+12125550101", name: Line, hours: always}]
alerts: [{to: [nobody], by: sms, about: [crisis, missed_call, voicemail, message, callback]}]
`,
  { mode: 0o600 },
);

const ends = [];
try {
  const listen = ['--listen', `127.0.0.1:${PORT}`];
  ends.push(await start('serve', '"event":"listening"', listen));
  ends.push(await start('work', '"event":"working"'));
  for (const path of ['/livez', '/readyz', '/', '/form', '/desk', '/auth/account', '/api/queue']) {
    await (await fetch(`http://127.0.0.1:${PORT}${path}`)).arrayBuffer();
  }
  // Asked for help, it loads all that it can do.
  execFileSync(process.execPath, ['cli/main.js', '--help'], { stdio: ['ignore', 'ignore', 'inherit'] });
  await sleep(CACHED);
} finally {
  await Promise.all(ends.map(end => end()));
  rmSync(folder, { recursive: true });
}

/** Starts one of the two and waits until it says that it runs. Resolves to what ends it, which it must do well. */
function start(name, sign, more = []) {
  const args = ['cli/main.js', '--config', config, name, ...more];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => {
    child.once('exit', resolve);
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), LATE);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      said += text;
      if (!said.includes(sign)) return;
      clearTimeout(late);
      resolve(async () => {
        child.kill('SIGTERM');
        const code = await ended;
        if (code !== 0) throw new Error(`second-ring ${name} left with ${code}`);
      });
    });
    ended.then(code => reject(new Error(`second-ring ${name} left with ${code}:\n${said}`)));
  });
}
