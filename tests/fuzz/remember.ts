/**
 * A process of its own, so that nothing of a test runner is counted: hostile requests in rounds, and after each of them,
 * with the garbage gone, how many bytes are still held. With `--leak` it keeps 8,000 bytes for each request.
 */
import { getHeapSpaceStatistics } from 'node:v8';
import fc from 'fast-check';
// What a server loads when somebody first signs in is no leak: it is here before anything is counted.
import '../../server/auth/adapter.ts';
import '../../server/auth/library.ts';
import '../../server/auth/webauthn.ts';
import { Practice } from './practice.ts';
import { NO_ROUTE, ROUTES } from './routes.ts';

const [rounds = 4, each = 400] = process.argv
  .slice(2)
  .filter(word => /^\d+$/.test(word))
  .map(Number);
const leaks = process.argv.includes('--leak');
const { gc } = globalThis;
if (!gc) throw new Error('Start it with --expose-gc');

const kept: Uint8Array[] = [];
const held: number[] = [];
const practice = await Practice.begin();
const routes = [...Object.values(ROUTES), NO_ROUTE].map(route => route(practice.known));
const request = fc.oneof(...routes);
for (let round = 0; round < rounds; round += 1) {
  for (let at = 0; at < each; at += 1) {
    // A few at a time: what chance draws is not to be counted.
    for (const asked of fc.sample(request, { numRuns: 1, seed: round * each + at })) {
      practice.pass(asked.after);
      await practice.ask(asked);
      if (leaks) kept.push(new Uint8Array(8_000));
    }
    practice.said.length = 0;
  }
  // What is only waiting for a finalizer goes in the second pass.
  for (let pass = 0; pass < 3; pass += 1) {
    await new Promise(resolve => setImmediate(resolve));
    gc();
  }
  held.push(ofObjects() + process.memoryUsage().external);
}
await practice.end();
process.stdout.write(`${JSON.stringify({ held, kept: kept.length })}\n`);

/** What objects take, in bytes. Compiled code is apart: V8 makes and drops it as it sees fit, megabytes for one long pattern. */
function ofObjects(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => !/code|trusted/.test(name))
    .reduce((sum, { space_used_size: used }) => sum + used, 0);
}
