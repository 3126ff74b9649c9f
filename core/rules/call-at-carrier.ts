import { SPOKE } from './settle-call.ts';

/** How long a leg was connected, as the carrier has it: epoch milliseconds, to the second. */
export interface Connected {
  from: number;
  until: number;
}

/** A call as the carrier has it. */
export interface CallAtCarrier {
  /** When it ended (epoch milliseconds); null while it goes on. */
  endedAt: number | null;
  /** When the caller was connected with anything; null if never. */
  caller: Connected | null;
  /** The phones it was passed on to and that were lifted. */
  legs: readonly { phone: string; connected: Connected }[];
}

/** One of our own legs, beside what the carrier has of it. */
export interface OwnLeg {
  phone: string;
  accept: 'any' | 'press_1';
  keyAt: number | null;
}

/**
 * Whether a person took a call that is over, from the carrier's own record. The line itself does not answer while phones
 * ring (`answerOnBridge`): caller and phone were connected at the same time only if they were connected with each other.
 * Where a key is asked, ours must be stored as well.
 */
export function wasTaken(call: CallAtCarrier, legs: readonly OwnLeg[]): boolean {
  const { caller } = call;
  if (!caller) return false;
  return call.legs.some(({ phone, connected }) => {
    const together = Math.min(caller.until, connected.until) - Math.max(caller.from, connected.from);
    const own = legs.filter(leg => leg.phone === phone);
    return together >= SPOKE && own.some(leg => leg.accept === 'any' || leg.keyAt !== null);
  });
}
