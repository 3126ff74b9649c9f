// `node cli/healthy.js server` and `node cli/healthy.js worker`: what Compose asks inside a container, four times a
// minute. Plain JavaScript that loads none of the program: it costs a twentieth of a second and few megabytes.
import { statSync } from 'node:fs';
import { get } from 'node:http';

/** How long a worker may go without a turn, in milliseconds; it says each ten seconds that it has one. */
const STILL = 60_000;
const PATIENCE = 4_000;

const [what, address = 'http://127.0.0.1:8080'] = process.argv.slice(2);

if (what === 'server') askServer();
else if (what === 'worker') feelPulse();
else end('Usage: node cli/healthy.js server [ADDRESS] | worker');

/** Ready means: the database can be written, its disk has room, and what is due is being done. */
function askServer() {
  const asking = get(`${address}/readyz`, { timeout: PATIENCE }, answer => {
    answer.setEncoding('utf8');
    let said = '';
    answer.on('data', more => {
      said += more;
    });
    answer.on('end', () => (answer.statusCode === 200 ? end() : end(`The server is not ready: ${said}`)));
  });
  asking.on('timeout', () => end(`The server has not answered for ${PATIENCE} ms.`));
  asking.on('error', error => end(`The server does not answer: ${error.code ?? error.message}`));
}

function feelPulse() {
  const file = process.env.SECOND_RING_PULSE;
  if (!file) return end('SECOND_RING_PULSE names no file: set the same one for the worker and for this.');
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (written === undefined) return end('The worker has not begun yet.');
  const age = Math.abs(Date.now() - written);
  return age < STILL ? end() : end(`The worker has done nothing for ${Math.round(age / 1000)} s.`);
}

/** @param {string} [wrong] what is wrong, if anything is */
function end(wrong) {
  if (wrong) process.stdout.write(`${wrong}\n`);
  process.exit(wrong ? 1 : 0);
}
