import {
  type Change,
  changesFor,
  keepsTexts,
  type NumberAtCarrier,
  type ServiceAtCarrier,
  type Taken,
  takenFrom,
  type Wanted,
} from './connecting.ts';

/** What would be changed for one line. */
export interface LinePlan {
  number: string;
  name: string;
  /** Null when the account has no such number. */
  sid: string | null;
  changes: readonly Change[];
  taken: readonly Taken[];
  /** What the line needs and the number cannot do. */
  cannot: readonly ('calls' | 'texts')[];
}

/** A service whose numbers' texts would go to each number's own address. */
export interface ServicePlan {
  sid: string;
  name: string;
  /** Numbers in it that are no lines of this practice: their texts go elsewhere then too. */
  others: readonly string[];
}

export interface ConnectPlan {
  lines: readonly LinePlan[];
  services: readonly ServicePlan[];
}

/** What would have to be changed at the carrier for calls and texts to these lines to come to us. */
export function planConnection(
  lines: readonly { number: string; name: string; texting: boolean }[],
  at: { numbers: readonly NumberAtCarrier[]; services: readonly ServiceAtCarrier[] },
  wanted: Wanted,
): ConnectPlan {
  const ours = lines.map(({ number }) => number);
  const keeping = new Set(ours.map(number => keepsTexts(at.services, number, wanted.message)));
  return {
    lines: lines.map(line => planLine(line, at.numbers, wanted)),
    services: [...keeping].flatMap(service => {
      if (!service) return [];
      const others = service.numbers.filter(number => !ours.includes(number));
      return [{ sid: service.sid, name: service.name, others }];
    }),
  };
}

function planLine(
  { number, name, texting }: { number: string; name: string; texting: boolean },
  numbers: readonly NumberAtCarrier[],
  wanted: Wanted,
): LinePlan {
  const found = numbers.find(one => one.number === number);
  if (!found) return { number, name, sid: null, changes: [], taken: [], cannot: [] };
  const changes = changesFor(found, wanted);
  return {
    number,
    name,
    sid: found.sid,
    changes,
    taken: takenFrom(changes, wanted.voice),
    cannot: [
      ...(found.calls ? [] : (['calls'] as const)),
      ...(found.texts || !texting ? [] : (['texts'] as const)),
    ],
  };
}

/** Whether there is anything to change. */
export function changesAnything({ lines, services }: ConnectPlan): boolean {
  return services.length > 0 || lines.some(({ changes }) => changes.length > 0);
}
