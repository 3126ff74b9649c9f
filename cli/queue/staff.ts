import { didYouMean } from '../../core/config/nearest.ts';
import type { Config } from '../../core/config/schema.ts';
import { Refusal } from '../refusal.ts';
import { shown } from '../terminal.ts';

/** Who works: the `--as` option, else SECOND_RING_STAFF, else the only one there is. @throws Refusal */
export function staffFrom(config: Config, option: string | undefined): string {
  const known = Object.keys(config.staff);
  const named = option ?? (process.env.SECOND_RING_STAFF || undefined);
  if (named === undefined) {
    const [only, ...others] = known;
    if (only !== undefined && others.length === 0) return only;
    throw new Refusal(`Say who you are: --as ${known.join(', or --as ')} (or set SECOND_RING_STAFF).`);
  }
  if (Object.hasOwn(config.staff, named)) return named;
  const { hint } = didYouMean(named, known);
  throw new Refusal(
    `${shown(named)} is no staff member here${hint ? `; ${hint}` : `. There are: ${known.join(', ')}.`}`,
  );
}
