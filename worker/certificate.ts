import { certificateOf } from '../core/certificate.ts';
import { certificateSeen } from '../core/flows/health-facts.ts';
import type { Store } from '../core/store/store.ts';

/** How often the certificate is looked at, and how soon again when the address could not be reached, in milliseconds. */
const EVERY = 24 * 3_600_000;
const AGAIN = 3_600_000;

export interface Looking {
  store: Pick<Store, 'write'>;
  publicUrl: () => string;
  onError: (error: unknown) => void;
  look?: typeof certificateOf;
}

/**
 * Looks once a day at the certificate of our own address. Where that leads nowhere from here (a router that does not let
 * one's own address in), nothing is known and nothing is said: `second-ring doctor` is for that.
 */
export function watchCertificate(
  { store, publicUrl, onError, look = certificateOf }: Looking,
  { every = EVERY, again = AGAIN }: { every?: number; again?: number } = {},
): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const see = async (): Promise<number> => {
    const seen = await look(publicUrl());
    if (stopped || seen === null) return every;
    if (!seen.reached) return again;
    await store.write(tx => certificateSeen(tx, seen.trusted ? seen.until : null));
    return every;
  };
  const round = async () => {
    const wait = await see().catch(error => {
      onError(error);
      return again;
    });
    if (!stopped) timer = setTimeout(round, wait).unref();
  };
  void round();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
