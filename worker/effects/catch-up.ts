import { EdgeError, nameOf } from '../../core/errors.ts';
import type { Claim } from '../../core/flows/claim.ts';
import { heardLate } from '../../core/flows/heard-late.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import { isComplete, knownAfter, type Seen } from '../../core/rules/catch-up.ts';
import { unheardOf } from '../../core/store/unheard.ts';
import type { PerformDeps } from '../deps.ts';

/** So much is told about in one go; the rest follows at once. */
const MOST = 500;

/**
 * Reads what Twilio saw and tells of what we have not heard: each thing in a transaction of its own, so that what a crash
 * leaves over is read again and nothing twice, and that one which breaks us keeps nobody else's from being heard.
 */
export async function catchUp(
  deps: PerformDeps,
  { lines, reading }: Extract<Claim, { act: 'catch_up' }>,
): Promise<Outcome> {
  const { rest, store, clock, log } = deps;
  const all = await rest.seen(lines, reading);
  const names = (kind: Seen['kind']) => all.filter(one => one.kind === kind).map(({ sid }) => sid);
  const unheard = await unheardOf(store.read, {
    calls: names('call'),
    texts: names('text'),
    recordings: names('recording'),
  });
  const now = clock.now().epochMilliseconds;
  const missed = all.filter(({ sid }) => unheard.has(sid)).toSorted((a, b) => a.at - b.at);
  const complete = missed.filter(one => isComplete(one, now));
  const told = complete.slice(0, MOST).toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  const counts = { call: 0, text: 0, recording: 0 };
  const broke: Seen[] = [];
  for (const one of told) {
    try {
      if (await tell(deps, one)) counts[one.kind] += 1;
    } catch (error) {
      // Twilio can't be asked: so it will be for the others.
      if (error instanceof EdgeError) throw error;
      if (broke.push(one) === 1) log.error({ event: 'heard_late_broke', error: nameOf(error) });
    }
  }
  if (Object.values(counts).some(count => count > 0)) log.info({ event: 'heard_late', ...counts });
  const waits = [...missed.filter(one => !isComplete(one, now)), ...broke];
  const until = knownAfter(reading, { untold: complete.slice(MOST), waits }, now);
  return { came: 'learned', learned: { of: 'seen', until } };
}

/** Texts first, so that who has said STOP meanwhile is not texted for a call; recordings after the calls they are of. */
const ORDER: Readonly<Record<Seen['kind'], number>> = { text: 0, call: 1, recording: 2 };

async function tell({ rest, store, config }: PerformDeps, seen: Seen): Promise<boolean> {
  const lifted = seen.kind === 'call' && (await rest.wasLifted(seen.sid));
  return store.write(tx => heardLate(tx, config(), seen, lifted));
}
