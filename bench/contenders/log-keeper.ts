import { systemClock } from '../../core/clock.ts';
import { systemRandom } from '../../core/ids.ts';
import { openStore } from '../../core/store/store.ts';
import { keepLogShort } from '../../worker/checkpoints.ts';
import { keepIndexMerged } from '../../worker/merges.ts';

/**
 * The worker's care for the database's log and its search index, and nothing else of it: what a webhook costs is measured without texts being
 * sent at the same time, at rates that no number of a practice could send. `node log-keeper.ts FOLDER KEY`
 */

const [folder = '', key = ''] = process.argv.slice(2);
const store = openStore({ folder, key, clock: systemClock, random: systemRandom, migrates: false });
const broken = (error: unknown) => {
  throw error;
};
keepLogShort(store, broken);
keepIndexMerged(store, broken);
// The keeper's own timer lets a process end; this one lives until it is told to stop.
setInterval(() => {}, 60_000);
console.log('ready');
