import type { NumberAtCarrier, ServiceAtCarrier, Setting } from '../../core/rules/connecting.ts';
import { Refusal } from '../refusal.ts';
import { shown, styled } from '../terminal.ts';
import type { Before } from './before.ts';
import type { CarriedOut, Work } from './carry-out.ts';
import { changesInWords } from './show.ts';

/** What would put everything back. @throws Refusal when it is another account's */
export function planUndo(
  before: Before,
  account: string,
  at: { numbers: readonly NumberAtCarrier[]; services: readonly ServiceAtCarrier[] },
): Work {
  if (before.account !== account) {
    throw new Refusal(
      `What was kept stood in the account ${before.account}, and the configuration has another one. Nothing was changed.`,
    );
  }
  return {
    numbers: Object.entries(before.numbers).flatMap(([number, settings]) => {
      const found = at.numbers.find(one => one.number === number);
      if (!found) return [];
      const changes = Object.entries(settings).flatMap(([name, to]) => {
        const setting = name as Setting;
        const from = found.settings[setting];
        return from === to ? [] : [{ setting, from, to }];
      });
      return [{ number, sid: found.sid, changes }];
    }),
    services: Object.entries(before.services).flatMap(([sid, byNumber]) => {
      const found = at.services.find(one => one.sid === sid);
      return found && found.byNumber !== byNumber ? [{ sid, name: found.name, byNumber }] : [];
    }),
  };
}

export function undoInWords({ numbers, services }: Work): string[] {
  return [
    ...numbers.flatMap(({ number, changes }) =>
      changes.length === 0 ? [] : [styled('bold', number), ...changesInWords(changes), ''],
    ),
    ...services.map(({ name }) => `Messaging service ${shown(name)}: texts go to its own address again.`),
  ];
}

/** What is still to be put back after some of it was; null when nothing is. */
export function leftToUndo(before: Before, work: Work, done: CarriedOut): Before | null {
  const failed = new Set(
    work.numbers
      .filter(({ number, changes }) => changes.length > 0 && !done.numbers.includes(number))
      .map(({ number }) => number),
  );
  const failedServices = new Set(
    work.services.filter(({ sid }) => !done.services.includes(sid)).map(({ sid }) => sid),
  );
  const numbers = Object.fromEntries(Object.entries(before.numbers).filter(([number]) => failed.has(number)));
  const services = Object.fromEntries(
    Object.entries(before.services).filter(([sid]) => failedServices.has(sid)),
  );
  if (failed.size === 0 && failedServices.size === 0) return null;
  return { account: before.account, numbers, services };
}
