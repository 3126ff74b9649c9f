import { EdgeError } from '../errors.ts';
import type { TextAtCarrier } from '../rules/look-up.ts';
import type { AlertMessage, AlertTarget, TargetDeps } from './contract.ts';
import { type AlertSettings, type AlertTargetName, isAlertTarget, targetLine } from './index.ts';

/** Staff wait for nothing as much as for an alert; what has not been taken by then is not known to have been sent. */
const PATIENCE = 15_000;

export interface HandOverDeps extends Pick<TargetDeps<never>, 'rest' | 'fetch' | 'now'> {
  /** The blocks of the configuration as they stand now. */
  settings: () => AlertSettings;
  /** In milliseconds; 15 s if left out. */
  patience?: number;
}

interface To {
  staff: string;
  member: object | undefined;
}

/** Alerts by any target, for a staff member with the keys that the configuration gives them. */
export interface HandOver {
  /**
   * Hands an alert over. Throws `EdgeError`: permanently when the target, its settings or their address is gone since it
   * was promised.
   */
  send(target: string, alert: AlertMessage, to: To): Promise<{ sid: string | null }>;
  /** As the target's own `find`; null when it can't be asked, or is gone. */
  find(target: string, alert: AlertMessage, to: To, since: number): Promise<TextAtCarrier[] | null>;
}

/** Loads the targets in `used` now, so that the first alert waits for nothing; another one when it is first used. */
export async function createHandOver(deps: HandOverDeps, used: readonly string[]): Promise<HandOver> {
  const loaded = new Map<AlertTargetName, AlertTarget>();
  const { rest, fetch, now, patience = PATIENCE } = deps;

  const settingsOf = (name: AlertTargetName): unknown => {
    const blocks: Readonly<Record<string, unknown>> = deps.settings();
    if (targetLine(name).settings && !blocks[name]) throw gone('no_settings');
    return blocks[name];
  };
  const load = async (name: AlertTargetName): Promise<AlertTarget> => {
    const settings = () => settingsOf(name);
    const target = await targetLine(name).load({ rest, fetch, now, patience, settings });
    loaded.set(name, target);
    return target;
  };
  await Promise.all([...new Set(used)].filter(isAlertTarget).map(load));

  return {
    async send(name, alert, { staff, member }) {
      if (!isAlertTarget(name) || !member) throw gone('no_such_target');
      settingsOf(name);
      const address = addressOf(member, name);
      if (address === null) throw gone('no_address');
      const target = loaded.get(name) ?? (await load(name));
      return target.send(alert, { staff, address });
    },
    async find(name, alert, { staff, member }, since) {
      const address = isAlertTarget(name) && member ? addressOf(member, name) : null;
      if (!isAlertTarget(name) || address === null) return null;
      const target = loaded.get(name) ?? (await load(name));
      return target.find ? target.find(alert, { staff, address }, since) : null;
    },
  };
}

/** The address by which a target reaches a staff member: '' where it needs none, null where they have none. */
function addressOf(member: object, name: AlertTargetName): string | null {
  const { address } = targetLine(name);
  if (address === null) return '';
  const written = (member as Readonly<Record<string, unknown>>)[address];
  return typeof written === 'string' ? written : null;
}

function gone(code: string): EdgeError {
  return new EdgeError(code, { sent: 'no', permanent: true });
}
