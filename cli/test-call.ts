import { Command } from 'commander';
import type { Config } from '../core/config/schema.ts';
import { healthFacts } from '../core/flows/health-facts.ts';
import { phonesAreTested } from '../core/flows/test-calls.ts';
import { SILENT } from '../core/rules/health.ts';
import { isTested, TEST_LASTS, type TestCallState, testStands } from '../core/rules/test-call.ts';
import type { TestCallRow } from '../core/store/schema.ts';
import { testCallsSince } from '../core/store/test-calls.ts';
import { audited } from './audited.ts';
import { configPath } from './open-config.ts';
import { type Queue, withQueue } from './open-queue.ts';
import { Refusal } from './refusal.ts';
import { shown, wrapped } from './terminal.ts';
import { typedHere } from './typed-here.ts';

const NOT_ALL = 1;
/** Milliseconds between two looks at what has been told. */
const LOOK_EVERY = 200;

/** What is said of each phone in the end; `{code}` is Twilio's number for why. */
const OUTCOMES: Readonly<Record<TestCallState, string>> = {
  pressed: 'pressed 1. This phone works.',
  not_pressed:
    'nobody pressed 1. A voicemail lifted, or somebody who did not press: in a real call this counts as nobody.',
  never_asked:
    'it was lifted, but Twilio did not get from us what to say. See whether public_url is reached from outside: second-ring doctor',
  busy: 'busy, or the call was declined.',
  no_answer: 'nobody lifted it within twenty seconds.',
  failed: 'Twilio could not ring it. Is the number right, and does it exist?',
  refused: 'Twilio refused to ring it.{code}',
  expired: 'it was not rung within a minute: the worker had too much to do, or Twilio could not be reached.',
  promised: 'the worker has not rung it. See what it says: second-ring health',
  unknown: 'nobody knows whether Twilio has rung it: the connection broke.',
  ringing:
    'Twilio took the call and told nothing since. See whether public_url is reached from outside: second-ring doctor',
  asking: 'it was lifted, and nothing was heard since.',
};

/** `second-ring test-call`: rings the phones of staff, and tells who pressed 1. */
export function testCallCommand(): Command {
  return new Command('test-call')
    .description('ring the phones of staff as a missed call would, and tell who pressed 1')
    .option('--who <NAMES...>', 'these staff alone, by their short names')
    .action(async ({ who }: { who?: string[] }, command: Command) => {
      await withQueue(command, async queue => {
        const { config, store } = queue;
        const staff = chosen(config, who);
        await refuseAlone(queue, configPath(command));
        const calls = await store.write(async tx => {
          const begun = await phonesAreTested(tx, config, staff);
          for (const call of begun) await audited(tx, 'phone_tested', call.staff);
          return begun;
        });
        const names = staff.map(one => shown(config.staff[one]?.name ?? one)).join(', ');
        say(`Ringing ${names}. Whoever lifts is asked to press 1.`);
        const whole = await followed(queue, calls);
        if (!whole) process.exitCode = NOT_ALL;
      });
    });
}

/** Whose phone is rung; a phone that two share is rung once. */
function chosen({ staff }: Config, who: readonly string[] | undefined): string[] {
  for (const one of who ?? []) {
    if (!Object.hasOwn(staff, one)) {
      throw new Refusal(`${shown(one)} is nobody on staff. There are: ${Object.keys(staff).join(', ')}.`);
    }
    if (!staff[one]?.phone) throw new Refusal(`${shown(one)} has no phone in the configuration.`);
  }
  const phones = new Set<string>();
  const reached = (who ?? Object.keys(staff)).filter(one => {
    const phone = staff[one]?.phone;
    if (!phone || phones.has(phone)) return false;
    phones.add(phone);
    return true;
  });
  if (reached.length === 0) throw new Refusal('Nobody on staff has a phone in the configuration.');
  return reached;
}

/** The worker has the phones rung, and the server says what is heard. @throws Refusal when one of them does not run */
async function refuseAlone({ config, store }: Queue, file: string): Promise<void> {
  const now = Temporal.Now.instant().epochMilliseconds;
  const { workerSeen, serverSeen } = await healthFacts({ store, config, now });
  const runs = (seen: number | null) => seen !== null && now - seen < SILENT;
  const missing = [
    ...(runs(serverSeen) ? [] : ['the server (second-ring serve)']),
    ...(runs(workerSeen) ? [] : ['the worker (second-ring work)']),
  ];
  if (missing.length === 0) return;
  throw new Refusal(
    `A test call needs server and worker, as a real one does. Not running with ${file}: ${missing.join(' and ')}. Start what is missing, wait a minute, and run this again.`,
  );
}

/** Tells of each call how it ended, as soon as it has. Resolves to whether everybody pressed 1. */
async function followed({ store, config }: Queue, calls: readonly TestCallRow[]): Promise<boolean> {
  const waiting = new Set(calls.map(({ id }) => id));
  const from = Math.min(...calls.map(({ at }) => at));
  const until = performance.now() + TEST_LASTS;
  let whole = true;
  while (waiting.size > 0) {
    const late = performance.now() > until;
    for (const call of testCallsSince(store, from)) {
      const state = testStands(call);
      if (!waiting.has(call.id) || !(late || isTested(state))) continue;
      waiting.delete(call.id);
      whole &&= state === 'pressed';
      say(`${shown(config.staff[call.staff]?.name ?? call.staff)}: ${outcome(state, call.error_code)}`);
    }
    if (waiting.size > 0) await new Promise(resolve => setTimeout(resolve, LOOK_EVERY));
  }
  return whole;
}

function outcome(state: TestCallState, code: number | null): string {
  const why = code === null ? '' : ` Why: https://www.twilio.com/docs/api/errors/${code}`;
  return OUTCOMES[state].replace('{code}', why);
}

function say(words: string): void {
  process.stdout.write(`${wrapped(typedHere(words)).join('\n')}\n`);
}
